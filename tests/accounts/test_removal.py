"""Removing a person: no way of it loses an article, and nothing of the account lets anybody in."""

import pytest
from django.db import transaction
from django.db.models import CASCADE, ProtectedError
from django.test import Client

from accounts.audit.entries import AuditEntry
from accounts.mails.account_links import reset_path
from accounts.models import AccessToken, Invitation, UserSession
from articles.models import Article, Page, User
from desk.models import Draft, Revision
from tests.accounts.steps import PHRASE, sign_in_with_password
from tests.desk.writing_helpers import Writer
from tests.factories import make_article, make_user
from tests.media.factories import make_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(admin_user):
    return admin_user


@pytest.fixture
def desk(chief):
    client = Client(headers={"accept-language": "en"})
    client.force_login(chief)
    return client


@pytest.fixture
def leaver():
    """Somebody with something of each kind, who is signed in and has a token."""
    person = make_user("lin", password=PHRASE, email="lin@mail.example", display_name="Lin")
    public = make_article(author=person, title="Public")
    make_article(author=person, title="Draft", status="draft")
    make_article(author=person, title="Trashed").move_to_trash(person)
    Writer(public, person).save("更新的正文。")
    make_file("x.png", owner=person)
    AccessToken.objects.make(person, "backup", ["read"], 30)
    return person


def page(person):
    return f"/admin/articles/user/{person.pk}/delete/"


def test_articles_drafts_and_files_are_handed_over_and_the_name_stays_in_the_history(
    leaver, desk, chief
):
    heir, pk = make_user("ada"), leaver.pk
    shown = desk.get(page(leaver)).text
    for words in ("3 articles", "1 draft", "1 with unpublished changes", "1 in the trash"):
        assert words in shown
    refused = desk.post(page(leaver), {"way": "hand-over"})
    assert "Choose who gets the articles" in refused.text
    assert desk.post(page(leaver), {"way": "hand-over", "heir": heir.pk}).status_code == 302
    assert not User.objects.filter(pk=pk).exists()
    assert Article.objects.filter(author=heir).count() == 3
    assert heir.files.count() == 1
    draft = Draft.objects.with_changes().get(article__title="Public")
    assert draft.head.content.body == "更新的正文。"
    assert Revision.objects.filter(article=draft.pk, author=None, author_name="Lin").exists()
    assert not AccessToken.objects.exists()
    entry = AuditEntry.objects.get(action="person-deleted")
    assert (entry.object_name, entry.details) == ("Lin", {"heir": "Ada Lovelace"})
    assert "Public" in desk.get("/").text


def test_a_name_stays_as_text_and_nobody_comes_in_by_it(leaver, desk, client):
    browser = Client()
    sign_in_with_password(browser, leaver)
    Invitation.make("eve@mail.example", None, by=leaver)
    User.objects.filter(pk=leaver.pk).update(bio="from a village", links="https://lin.example")
    assert desk.post(page(leaver), {"way": "keep-name"}).status_code == 302
    kept = User.objects.get(pk=leaver.pk)
    assert (kept.byline, kept.email, kept.has_usable_password()) == ("Lin", "", False)
    assert {kept.bio, kept.bio_html, kept.links, str(kept.picture)} == {""}
    assert {kept.is_active, kept.is_staff, kept.groups.exists()} == {False}
    assert Article.objects.filter(author=kept).count() == 3
    assert browser.get("/desk/").status_code == 302
    assert not UserSession.objects.filter(user=kept).exists()
    assert not AccessToken.objects.working().exists()
    assert not Invitation.objects.exists()
    assert "Lin" in client.get(Article.objects.get(title="Public").get_absolute_url()).text


def test_no_other_way_of_deleting_a_person_loses_an_article(leaver, desk):
    for delete in (leaver.delete, User.objects.filter(pk=leaver.pk).delete):
        with pytest.raises(ProtectedError), transaction.atomic():
            delete()
    chosen = {"action": "delete_selected", "_selected_action": [leaver.pk], "post": "yes"}
    desk.post("/admin/articles/user/", chosen)
    desk.post(page(leaver), {"post": "yes"})
    assert Article.objects.filter(author=leaver).count() == 3


def test_no_cascade_deletes_an_article_or_a_page():
    """Whatever else is deleted: a topic, a series, a person, the original of a translation."""
    keys = [field for model in (Article, Page) for field in model._meta.fields if field.is_relation]
    assert len(keys) >= 5
    assert [key.name for key in keys if key.remote_field.on_delete is CASCADE] == []


def test_who_has_nothing_is_deleted_and_nobody_removes_themselves(desk, chief):
    eve = make_user("eve")
    assert "No article" in desk.post(page(eve), follow=True).text
    assert not User.objects.filter(pk=eve.pk).exists()
    assert "You cannot remove yourself" in desk.post(page(chief)).text
    assert User.objects.filter(pk=chief.pk).exists()


def test_who_is_disabled_is_out_at_once_and_stays_out(leaver, desk):
    """By an open session, a token, a link for a password; also if the account is enabled again."""
    browser = Client()
    sign_in_with_password(browser, leaver)
    leaver.refresh_from_db()
    link = reset_path(leaver)
    assert "new_password1" in Client().get(link, follow=True).text
    _row, text = AccessToken.objects.make(leaver, "program", ["read"], 30)
    form = desk.get(f"/admin/articles/user/{leaver.pk}/change/").context["adminform"].form
    sent = {"username": "lin", "is_staff": "on", "groups": form.initial["groups"][0].pk}
    dates = {"last_login_0": "", "last_login_1": "", "date_joined_0": "2026-01-01"}
    for activity in ({}, {"is_active": "on"}):
        changed = {**sent, **dates, "date_joined_1": "10:00", **activity}
        answer = desk.post(f"/admin/articles/user/{leaver.pk}/change/", changed)
        assert answer.status_code == 302, answer.context["errors"]
        assert browser.get("/desk/").status_code == 302
        assert AccessToken.objects.find(text) is None
        if not activity:
            assert "new_password1" not in Client().get(link, follow=True).text


def test_raw_html_of_an_administrator_stays_after_their_removal(desk, chief):
    gone = make_user("lin", is_superuser=True)
    article = make_article(author=gone, body='<aside class="x">raw</aside>')
    before = article.html
    assert "<aside" in before
    desk.post(page(gone), {"way": "hand-over", "heir": make_user("ada").pk})
    article = Article.objects.get(pk=article.pk)
    article.body += "\n"
    article.save()
    assert "<aside" in article.html
