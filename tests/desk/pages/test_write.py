"""The writing form: what readers see changes only on publishing, and no text is lost."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from articles.models import Article
from desk.models import Revision
from desk.pages import write
from desk.pages.write import published_message
from desk.writing.publishing import schedule_changes
from tests.desk.writing_helpers import Writer, all_texts, body_of, draft_of
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def address(article):
    return reverse("desk_article", args=[article.pk])


def send(client, article, body, *, base=None, follow=False, **more):
    base = draft_of(article).head_id if base is None else base
    sent = {"title": "Diffusion", "body": body, "base": base, **more}
    return client.post(address(article), sent, follow=follow)


def take_publishing_from(user):
    for group in user.groups.all():
        group.permissions.remove(Permission.objects.get(codename="publish_articles"))


def test_the_form_shows_the_draft(signed_in, article, writer):
    writer.save("the draft & more\n")
    text = signed_in.get(address(article)).text
    assert "the draft &amp; more" in text
    assert f'name="base" value="{draft_of(article).head_id}"' in text


def test_the_form_says_of_no_draft_that_readers_see_something_else(signed_in, author):
    article = make_article(status="draft", published_at=None, author=author)
    Writer(article, author).autosave("more\n")
    state = re.search(r'<p class="state">.*?</p>', signed_in.get(address(article)).text, re.DOTALL)
    assert "Saved automatically:" in state[0]
    assert "Readers see" not in state[0]


def test_publishing_a_text_that_is_saved_already_makes_one_version(signed_in, article, writer):
    writer.autosave("typed\n")
    number = Revision.objects.of(article).count()
    send(signed_in, article, "typed\n", do="publish")
    assert body_of(article) == "typed\n"
    assert Revision.objects.of(article).count() == number + 1


def test_saving_changes_the_draft_and_not_what_readers_see(signed_in, article):
    assert send(signed_in, article, "the draft").status_code == 302
    assert draft_of(article).head.content.body == "the draft"
    assert body_of(article) == "readers see this\n"


def test_line_ends_of_browsers_are_not_kept(signed_in, article):
    send(signed_in, article, "one\r\n\r\ntwo\r\n")
    assert draft_of(article).head.content.body == "one\n\ntwo\n"


def test_saving_keeps_everything_else(signed_in, article, writer):
    writer.save("x\n", tags=[[None, "nlp"]], summary="Short")
    send(signed_in, article, "y\n")
    metadata = draft_of(article).head.metadata
    assert metadata["summary"] == "Short"
    assert [name for _id, name in metadata["tags"]] == ["nlp"]


def test_publishing_shows_readers_the_text_of_the_form(signed_in, article):
    send(signed_in, article, "published now", do="publish")
    assert body_of(article) == "published now"
    assert "published now" in Client().get(article.get_absolute_url()).text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "readers see this text now"),
        ({"status": "archived"}, "readers of the archived article"),
        ({"published_at": timezone.now() + timedelta(days=9)}, "Readers see this text from"),
        ({"status": "draft", "pending_status": "published"}, "as soon as it can be rendered"),
    ],
)
def test_publishing_says_what_readers_see(values, message):
    article = make_article(**{"status": "published", **values})
    article.pending_status = values.get("pending_status", "")
    with override("en"):
        assert message in published_message(article)


def test_authors_who_may_not_publish_save_instead(signed_in, article, author):
    take_publishing_from(author)
    send(signed_in, article, "not yet", do="publish")
    assert body_of(article) == "readers see this\n"
    assert draft_of(article).head.content.body == "not yet"
    assert 'value="publish"' not in signed_in.get(address(article)).text


def test_discarding_keeps_the_draft_in_the_history(signed_in, article, writer):
    writer.save("the draft\n")
    send(signed_in, article, "the draft\n", do="discard")
    assert not draft_of(article).has_changes
    assert "the draft\n" in all_texts(article)


def test_discarding_keeps_what_was_typed_and_not_saved(signed_in, article, writer):
    writer.save("the draft\n")
    send(signed_in, article, "typed last\n", do="discard")
    assert not draft_of(article).has_changes
    assert "typed last\n" in all_texts(article)


def test_discarding_too_late_keeps_both_texts(signed_in, article, writer):
    base = writer.base
    writer.save("theirs\n")
    assert send(signed_in, article, "typed last\n", base=base, do="discard").status_code == 409
    assert draft_of(article).head.content.body == "theirs\n"
    assert "typed last\n" in all_texts(article)


@pytest.mark.parametrize("verb", ["publish", "discard", "schedule"])
def test_a_verb_that_comes_too_late_leads_back_to_the_form(
    signed_in, article, writer, monkeypatch, verb
):
    """Somebody saves between the saving of the text and the verb: there is nothing to choose."""
    save = {"discard": "autosave"}.get(verb, "save_draft")
    save_text = getattr(write, save)

    def save_and_be_late(*args, **kwargs):
        outcome = save_text(*args, **kwargs)
        writer.open()
        writer.save("theirs\n")
        return outcome

    monkeypatch.setattr(write, save, save_and_be_late)
    sent = {"do": verb, "publish_at": "2099-01-01T10:00"}
    page = send(signed_in, article, "mine\n", **sent, follow=True)
    assert "Here is the newest one" in page.text
    assert body_of(article) == "readers see this\n"
    assert {"mine\n", "theirs\n"} <= set(all_texts(article))


def test_authors_who_may_not_publish_discard_no_plan(signed_in, article, author, writer):
    take_publishing_from(author)
    writer.save("planned\n")
    later = timezone.now() + timedelta(hours=1)
    schedule_changes(article, later, base=writer.base, by=writer.user)
    page = signed_in.post(
        address(article), {"title": "Diffusion", "base": writer.base, "do": "discard"}, follow=True
    )
    assert "still appears at its time" in page.text
    assert draft_of(article).is_scheduled
    assert not draft_of(article).has_changes


def test_a_stale_form_is_answered_with_both_texts(signed_in, editors_browser, article):
    base = draft_of(article).head_id
    send(editors_browser, article, "theirs\n", base=base)
    response = send(signed_in, article, "ours\n", base=base)
    assert response.status_code == 409
    assert "ours" in response.text
    assert "theirs" in response.text
    assert {"ours\n", "theirs\n"} <= set(all_texts(article))


def test_a_stale_form_does_not_publish(signed_in, editors_browser, article):
    base = draft_of(article).head_id
    send(editors_browser, article, "theirs\n", base=base)
    assert send(signed_in, article, "ours\n", base=base, do="publish").status_code == 409
    assert body_of(article) == "readers see this\n"


def test_a_new_article_is_a_draft_of_its_author(signed_in, author):
    response = signed_in.post(reverse("desk_new"), {"title": "New one", "body": "text"})
    article = Article.objects.get(title="New one")
    assert response.url == address(article)
    assert (article.status, article.author, article.body) == ("draft", author, "text")


def test_opening_the_form_for_a_new_article_makes_none(signed_in):
    assert signed_in.get(reverse("desk_new")).status_code == 200
    assert not Article.objects.exists()


def test_a_form_that_is_sent_twice_begins_one_article(signed_in):
    uid = re.search(r'name="uid" value="([^"]+)"', signed_in.get(reverse("desk_new")).text)[1]
    for body in ("text", "text, and more"):
        signed_in.post(reverse("desk_new"), {"title": "New one", "body": body, "uid": uid})
    assert Article.objects.get().body == "text, and more"


def test_a_text_without_a_title_is_kept(signed_in):
    signed_in.post(reverse("desk_new"), {"title": "", "body": "text"})
    assert Article.objects.get().body == "text"


def test_control_characters_are_removed_from_what_is_sent(signed_in, article):
    signed_in.post(reverse("desk_new"), {"title": "N\x00ew", "body": "te\x00xt\t1\x0b"})
    assert Article.objects.get(title="New").body == "text\t1"
    send(signed_in, article, "dr\x00aft", title="Ti\x00tle")
    head = draft_of(article).head
    assert (head.title, head.content.body) == ("Title", "draft")
    signed_in.post(reverse("desk_name", args=[article.pk, head.pk]), {"name": "Na\x00me "})
    assert Revision.objects.get(pk=head.pk).name == "Name"


def test_a_new_text_with_a_title_that_is_too_long_is_shown_with_the_problem(signed_in):
    response = signed_in.post(reverse("desk_new"), {"title": "t" * 201, "body": "for hours"})
    assert response.status_code == 400
    assert "at most 200 characters" in response.text
    assert "t" * 201 in response.text
    assert "for hours" in response.text
    assert not Article.objects.exists()


def test_a_draft_keeps_a_title_that_is_too_long(signed_in, article):
    send(signed_in, article, "for hours", title="t" * 201)
    assert draft_of(article).head.title == "t" * 201


def test_a_text_sent_after_signing_out_is_shown_and_can_be_sent_again(article, signed_in):
    base = draft_of(article).head_id
    response = send(Client(), article, "written\nfor hours", base=base)
    assert response.status_code == 403
    assert "written\nfor hours" in response.text
    again = send(signed_in, article, "written\nfor hours", base=base, _unsaved="1")
    assert "written\nfor hours" in again.text
    assert draft_of(article).head_id == base


def test_a_text_with_an_outdated_token_is_shown(article, author):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    sent = {"title": "T", "body": "written\nfor hours"}
    response = client.post(address(article), sent, headers={"origin": "http://testserver"})
    assert response.status_code == 403
    assert "written\nfor hours" in response.text


def test_a_text_for_an_article_that_is_gone_becomes_a_new_one(signed_in, article):
    where = address(article)
    article.delete()
    response = signed_in.post(where, {"title": "T", "body": "written\nfor hours", "base": "1"})
    assert response.status_code == 404
    assert "written\nfor hours" in response.text
    assert reverse("desk_new") in response.text


def test_preview_shows_the_form_and_saves_nothing(signed_in, article):
    number = Revision.objects.count()
    sent = {"title": "Preview", "body": "**bold** <script>x</script>"}
    response = signed_in.post(reverse("desk_preview", args=[article.pk]), sent)
    assert "<strong>bold</strong>" in response.text
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert Revision.objects.count() == number
    assert body_of(article) == "readers see this\n"


def test_preview_lends_the_text_of_others_no_rights(editors_browser, editor, article, writer):
    editor.user_permissions.add(Permission.objects.get(codename="publish_raw_html"))
    drawing = '<svg viewBox="0 0 9 9"><path d="M0 0L9 9"></path></svg>\n'
    writer.save(drawing)
    where = reverse("desk_preview", args=[article.pk])
    shown = {
        body: '<path d="M0 0L9 9' in editors_browser.post(where, {"title": "T", "body": body}).text
        for body in (drawing, f"{drawing}\nchecked\n")
    }
    assert list(shown.values()) == [False, True]


@pytest.mark.parametrize("name", ["desk", "desk_new", "desk_article", "desk_history"])
def test_pages_have_the_strict_policy_and_are_not_stored_by_caches(signed_in, article, name):
    where = reverse(name, args=[article.pk] if name in {"desk_article", "desk_history"} else [])
    headers = signed_in.get(where).headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"].startswith("private")
    assert headers["X-Robots-Tag"] == "noindex"
