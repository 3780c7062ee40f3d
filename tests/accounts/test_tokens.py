"""Programs act for a user by tokens, which do no more than both the token and the user may."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.audit.entries import AuditEntry
from accounts.tokens import TokenScope, accepts_token, token_texts
from accounts.tokens.access_tokens import AccessToken
from articles import access
from tests.each import check_each
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
TOKENS = "/desk/account/tokens/"


@pytest.fixture
def signed_in(client, author):
    client.force_login(author)
    return client


def make_token(user, *scopes, days=1):
    return AccessToken.objects.make(user, f"token {scopes}", scopes or ("read",), days)


def asked(text, path, method="get", scheme="Bearer"):
    headers = {"authorization": f"{scheme} {text}", "accept-language": "en"}
    return getattr(Client(headers=headers, enforce_csrf_checks=True), method)(path)


def source_of(article):
    return f"/desk/articles/{article.pk}/draft.md"


def test_only_the_digest_is_stored_and_the_token_is_shown_once(signed_in, author):
    sent = {"name": "backup", "scopes": ["read"], "days": "30"}
    answer = signed_in.post(TOKENS, sent)
    text = re.search(r"lw_\w+", answer.text)[0]
    assert answer.headers["Cache-Control"] == "no-store"
    assert text not in signed_in.get(TOKENS).text
    stored = AccessToken.objects.get()
    assert stored.digest == token_texts.token_digest(text)
    assert text[10:20] not in str(AccessToken.objects.values().get())
    assert text[10:20] not in str(list(AuditEntry.objects.values()))
    # Sent again, it makes no second one.
    assert signed_in.post(TOKENS, sent).status_code == 400
    assert AccessToken.objects.get() == stored


def test_a_token_reads_the_drafts_of_its_user_until_it_is_revoked(signed_in, author):
    mine = make_article(author=author, status="draft", title="梯度")
    theirs = make_article(author=make_user("rival"), status="draft")
    token, text = make_token(author)
    assert "梯度" in asked(text, source_of(mine)).text
    assert asked(text, source_of(theirs)).status_code == 404
    token.refresh_from_db()
    assert timezone.now() - token.last_used_at < timedelta(minutes=1)
    signed_in.post(f"{TOKENS}{token.pk}/revoke/")
    assert asked(text, source_of(mine)).status_code == 401
    assert [row.action for row in AuditEntry.objects.order_by("pk")][-2:] == [
        *("token-made", "token-revoked")
    ]


def test_a_reviewer_makes_a_token_that_reads_the_drafts_of_others(client, author):
    draft = make_article(author=author, status="draft", title="梯度")
    client.force_login(make_user("linus", group="reviewers"))
    answer = client.post(TOKENS, {"name": "reader", "scopes": ["read"], "days": "30"})
    text = re.search(r"lw_\w+", answer.text)[0]
    assert "梯度" in asked(text, source_of(draft)).text


def test_what_is_no_working_token_is_refused(author):
    path = source_of(make_article(author=author))
    _token, text = make_token(author)
    ended, late = AccessToken.objects.make(author, "ended", ["read"], 1)
    AccessToken.objects.filter(pk=ended.pk).update(expires_at=timezone.now())
    _media, no_reading = make_token(author, "media")

    def check(sent, status, scheme="Bearer"):
        answer = asked(sent, path, scheme=scheme)
        assert answer.status_code == status
        assert answer.json()["problem"]
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")

    refused = [(late, 401), ("", 401), (text[:-1], 401), (text[:-1] + "x", 401), ("lw_", 401)]
    check_each([*refused, (text, 401, "Basic"), (no_reading, 403)], check)
    author.is_active = False
    author.save()
    check(text, 401)


def test_the_last_use_is_written_at_most_once_a_minute(author):
    path = source_of(make_article(author=author))
    _token, text = make_token(author)
    asked(text, path)
    first = AccessToken.objects.get().last_used_at
    asked(text, path)
    assert AccessToken.objects.get().last_used_at == first


def test_no_token_does_more_than_its_scope_or_its_user_may(rf, author, editor, admin_user):
    """Also not one of an administrator, who may do everything."""
    seen = {}

    def allowed(request):
        user = request.user
        seen["may"] = (
            access.may_begin(user),
            access.may_publish(user),
            access.may_upload(user),
            access.sees_everything(user),
            user.has_perm("articles.delete_article"),
            user.has_perm("articles.change_sitesettings"),
        )
        return HttpResponse()

    def check(user, scope, *expected):
        _token, text = make_token(user, scope)
        request = rf.get("/", headers={"authorization": f"Bearer {text}"})
        assert accepts_token(TokenScope(scope))(allowed)(request).status_code == 200
        assert seen["may"] == expected

    no, yes = False, True
    check_each(
        [
            (author, "read", no, no, no, no, no, no),
            (author, "draft", yes, no, no, no, no, no),
            (author, "publish", yes, yes, no, no, no, no),
            (author, "media", no, no, yes, no, no, no),
            (admin_user, "read", no, no, no, yes, no, no),
            (admin_user, "publish", yes, yes, no, yes, no, no),
        ],
        check,
    )
    _token, text = make_token(admin_user, "read")
    request = rf.post("/", headers={"authorization": f"Bearer {text}"})
    assert accepts_token(TokenScope.READ)(allowed)(request).status_code == 403


def test_only_ones_own_tokens_are_listed_and_revoked(signed_in, author, admin_client):
    theirs, _text = make_token(make_user("rival"))
    assert theirs.name not in signed_in.get(TOKENS).text
    assert signed_in.post(f"{TOKENS}{theirs.pk}/revoke/").status_code == 404
    chosen = {"action": "revoke_chosen", "_selected_action": [theirs.pk]}
    admin_client.post("/admin/accounts/accesstoken/", chosen)
    theirs.refresh_from_db()
    assert not theirs.works


def test_a_command_makes_a_token_and_refuses_what_the_user_may_not(author):
    out, err = StringIO(), StringIO()
    call_command("add_token", "xiaoyun", "sync", scopes=["read"], stdout=out, stderr=err)
    assert AccessToken.objects.find(out.getvalue().strip()).scopes == ["read"]
    # No view takes the others yet.
    with pytest.raises(CommandError):
        call_command("add_token", "xiaoyun", "x", scopes=["draft"], stdout=out, stderr=err)
    author.groups.clear()
    for words in (["nobody", "x"], ["xiaoyun", "x"]):
        with pytest.raises(CommandError):
            call_command("add_token", *words, stdout=out, stderr=err)


def test_texts_of_tokens_have_a_checksum_and_no_two_are_the_same():
    texts = {token_texts.new_token_text() for _n in range(50)}
    assert len(texts) == 50
    for text in texts:
        assert re.fullmatch(r"lw_[0-9A-Za-z]{49}", text)
        assert token_texts.is_whole_token(text)
        swapped = text[:20] + text[21] + text[20] + text[22:]
        assert swapped == text or not token_texts.is_whole_token(swapped)
