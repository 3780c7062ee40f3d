"""Preview links show a draft to whom has the address, until they end."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import rendering
from desk.models import PreviewLink, Revision
from desk.models.preview_links import SIGNED_HOURS, SIGNED_SALT
from desk.writing.thinning import thin_autosaves
from tests.desk.writing_helpers import Writer, draft_of
from tests.factories import make_article, make_preview_link, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
BOTH = ("", ".md")


def links_of(article):
    return reverse("desk_links", args=[article.pk])


def path_of(link, end):
    return link if end == "" else f"{link.removesuffix('/')}.md"


def make(client, article, **sent):
    """A link made at the desk."""
    assert client.post(links_of(article), {"lifetime": "week", **sent}).status_code == 302
    return PreviewLink.objects.of(article)[0]


def end(client, link):
    where = reverse("desk_withdraw_link", args=[link.article_id, link.pk])
    return client.post(where, follow=True)


@pytest.mark.parametrize("suffix", BOTH)
def test_a_link_shows_the_newest_draft_and_the_article_stays_as_it_is(article, writer, suffix):
    link = make_preview_link(article)
    for text in ("the draft", "the draft, later"):
        writer.save(f"{text}\n", title="Draft title", tags=[[None, "unheard"]])
        shown = Client().get(path_of(link, suffix)).text
        assert f"{text}<" in shown or shown.endswith(f"{text}\n")
        assert "Draft title" in shown
        assert "unheard" in shown
        assert "readers see this" not in shown
    assert "readers see this" in Client().get(article.get_absolute_url()).text


@pytest.mark.parametrize("suffix", BOTH)
def test_a_link_to_a_version_shows_that_one_for_ever(article, writer, suffix):
    writer.save("chosen\n")
    link = make_preview_link(article, revision=draft_of(article).head)
    writer.save("later\n")
    shown = Client().get(path_of(link, suffix)).text
    assert "chosen" in shown
    assert "later" not in shown


def test_the_source_of_a_draft_is_imported_as_a_draft(article, writer):
    writer.save("the draft\n")
    assert "status: draft" in Client().get(path_of(make_preview_link(article), ".md")).text


@pytest.mark.parametrize("suffix", BOTH)
def test_what_a_link_shows_is_neither_stored_nor_indexed_nor_told_to_others(article, suffix):
    headers = Client().get(path_of(make_preview_link(article), suffix)).headers
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("suffix", BOTH)
@pytest.mark.parametrize("how", ["expired", "withdrawn", "in the trash", "unknown", "deleted"])
def test_a_link_that_ended_says_so_and_names_nothing(article, signed_in, how, suffix):
    link = make(signed_in, article)
    path = path_of(link.get_absolute_url(), suffix)
    assert "Diffusion" in Client().get(path).text
    if how == "expired":
        PreviewLink.objects.update(expires_at=timezone.now())
    elif how == "withdrawn":
        end(signed_in, link)
    elif how == "unknown":
        path = path.replace(link.token, link.token[:-1])
    elif how == "in the trash":
        article.move_to_trash()
    else:
        article.delete()
    response = Client(headers={"accept-language": "en"}).get(path)
    assert response.status_code == (404 if how in {"unknown", "deleted"} else 410)
    assert "This link shows no preview" in response.text
    assert "Diffusion" not in response.text
    assert "no-store" in response.headers["Cache-Control"]


def test_a_link_works_again_after_the_article_was_restored(article):
    link = make_preview_link(article)
    article.move_to_trash()
    article.restore_from_trash()
    assert Client().get(link).status_code == 200


@pytest.mark.parametrize(("lifetime", "days"), [("day", 1), ("week", 7), ("never", None)])
def test_its_maker_chooses_how_long_it_works(article, signed_in, lifetime, days):
    link = make(signed_in, article, lifetime=lifetime)
    if days is None:
        assert link.expires_at is None
    else:
        assert link.expires_at - link.created_at == pytest.approx(
            timedelta(days=days), abs=timedelta(seconds=30)
        )


@pytest.mark.parametrize("sent", [{}, {"lifetime": "x"}, {"lifetime": "day", "note": "n" * 201}])
def test_a_link_without_a_lifetime_is_asked_for_again_with_its_note(article, signed_in, sent):
    response = signed_in.post(links_of(article), {"note": "for Ada", **sent})
    assert response.status_code == 400
    assert (sent.get("note") or "for Ada") in response.text
    assert not PreviewLink.objects.exists()


def test_links_are_listed_with_note_version_and_who_made_them(
    article, signed_in, editors_browser, writer
):
    writer.save("second\n")
    old = Revision.objects.of(article).last()
    link = make(editors_browser, article, note=" for\x00  <Ada> ", revision=old.pk)
    assert link.revision == old
    ended = make(signed_in, article, lifetime="never")
    assert "works until it is withdrawn" in signed_in.get(links_of(article)).text
    end(signed_in, ended)
    text = signed_in.get(links_of(article)).text
    for shown in ("for &lt;Ada&gt;", "somebody else", "1 link works no more", link.token):
        assert shown in text


def test_a_version_of_another_article_is_not_found(article, signed_in):
    other = draft_of(make_article(author=make_user("rival"))).head_id
    for answer in (
        signed_in.get(links_of(article), {"revision": other}),
        signed_in.post(links_of(article), {"revision": other, "lifetime": "day"}),
    ):
        assert answer.status_code == 404
    assert not PreviewLink.objects.exists()


def test_a_link_is_withdrawn_at_its_own_article_only(article, signed_in):
    make_preview_link(make_article(author=make_user("rival")))
    link = PreviewLink.objects.get()
    where = reverse("desk_withdraw_link", args=[article.pk, link.pk])
    assert signed_in.post(where).status_code == 404
    assert PreviewLink.objects.working().exists()


@pytest.mark.parametrize(("user", "is_kept"), [("author", False), ("admin_user", True)])
def test_who_wrote_the_draft_decides_about_raw_html(article, request, user, is_kept):
    who = request.getfixturevalue(user)
    Writer(article, who).save('<svg viewBox="0 0 8 8"><path d="M0 0h77"/></svg>\n')
    assert who.has_perm("articles.publish_raw_html") == is_kept
    assert ('<path d="M0 0h77' in Client().get(make_preview_link(article)).text) == is_kept


def test_a_draft_that_cannot_be_rendered_is_shown_as_its_source(article, writer, monkeypatch):
    writer.save("the draft *x\n")

    def fail(*args, **options):
        raise rendering.RenderError(rendering.message("machine-busy"))

    monkeypatch.setattr(rendering, "render_safely", fail)
    text = Client().get(make_preview_link(article)).text
    assert "<pre>the draft *x" in text
    assert "readers see this" not in text


def test_signed_links_of_earlier_versions_work_for_their_hours(article, writer, monkeypatch):
    writer.save("the draft\n")
    token = signing.dumps(article.pk, salt=SIGNED_SALT)
    assert "the draft" in Client().get(reverse("preview", args=[token])).text
    monkeypatch.setattr("desk.models.preview_links.SIGNED_HOURS", -1)
    for ended in (token, "1:forged:signature"):
        assert Client().get(reverse("preview", args=[ended])).status_code == 404
    assert SIGNED_HOURS == 48


def test_a_version_with_a_link_is_not_thinned_out(article, writer):
    writer.autosave("linked\n")
    make_preview_link(article, revision=draft_of(article).head)
    for text in ("a\n", "b\n", "c\n"):
        writer.autosave(text)
    Revision.objects.filter(kind="autosave").update(created_at=timezone.now() - timedelta(days=40))
    assert thin_autosaves() == 1
    assert "linked" in Client().get(PreviewLink.objects.get().get_absolute_url()).text


def test_the_desk_shows_the_saved_draft_and_its_source_without_a_link(article, signed_in, writer):
    writer.save("the draft\n")
    where = reverse("desk_preview", args=[article.pk])
    source = reverse("desk_markdown", args=[article.pk])
    text = signed_in.get(where).text
    assert "the draft" in text
    assert f'href="{source}"' in text
    assert signed_in.get(source).text.endswith("the draft\n")
    assert not PreviewLink.objects.exists()


def test_queries_do_not_grow_with_the_links(
    article, signed_in, editors_browser, django_assert_max_num_queries, django_assert_num_queries
):
    make(editors_browser, article)
    with django_assert_max_num_queries(9) as first:
        signed_in.get(links_of(article))
        number = len(first)
    for _ in range(3):
        end(signed_in, make(editors_browser, article))
        make(editors_browser, article)
    with django_assert_num_queries(number):
        signed_in.get(links_of(article))
