"""Deleting moves to the trash; restoring brings everything back; the trash empties itself."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from articles import access
from articles.models import Article, Redirect, TrashEntry
from desk.models import Revision
from desk.writing.outcomes import Refused
from tests.desk.writing_helpers import Writer, all_texts, draft_of
from tests.factories import make_article, make_user
from tests.transfer.imports import import_folder
from tests.waiting import is_somebody_waiting, wait_until

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(author):
    article = make_article(slug="old", title="Attention", body="first", author=author)
    article.tags.add("nlp")
    article.slug = "new"
    article.save()
    return article


def status_of(client, slug):
    return client.get(f"/articles/{slug}/").status_code


def test_article_in_the_trash_is_on_no_public_page(client, article):
    article.move_to_trash()
    assert not Article.objects.reachable().exists()
    lists = ("/", "/archive/", "/tags/", "/search/?q=attention")
    for address in (*lists, "/feed.xml", "/sitemap.xml"):
        assert "/articles/new/" not in client.get(address, follow=True).text, address


def test_its_addresses_answer_410(client, article):
    article.move_to_trash()
    assert (status_of(client, "new"), status_of(client, "old")) == (410, 410)


def test_restoring_brings_back_page_addresses_tags_and_history(client, article, editor):
    before = [r.pk for r in Revision.objects.of(article)]
    rows = Article.objects.values("status", "published_at", "slug", "uid", "html").get()
    article.move_to_trash(editor)
    article.restore_from_trash(editor)
    assert Article.objects.values("status", "published_at", "slug", "uid", "html").get() == rows
    assert (status_of(client, "new"), status_of(client, "old")) == (200, 301)
    assert list(article.tags.names()) == ["nlp"]
    assert [r.pk for r in Revision.objects.of(article)] == before
    assert not TrashEntry.objects.exists()
    assert list(Redirect.objects.values_list("slug", flat=True)) == ["old"]


def test_texts_that_link_to_it_follow(article):
    other = make_article(body="[[Attention]]")
    assert 'href="/articles/new/' in Article.objects.get(pk=other.pk).html
    article.move_to_trash()
    article.restore_from_trash()
    assert Article.objects.get(pk=other.pk).warnings == []


def test_translations_keep_their_original(article):
    translation = make_article(translation_of=article, language="en")
    article.move_to_trash()
    article.restore_from_trash()
    translation.refresh_from_db()
    assert translation.translation_of == article


def test_restored_translation_leaves_its_place_to_another_one(article):
    first = make_article(translation_of=article, language="en")
    first.move_to_trash()
    make_article(translation_of=article, language="en").full_clean()
    first.restore_from_trash()
    first.refresh_from_db()
    assert first.translation_of is None


def test_draft_that_was_never_public_answers_404(client, author):
    draft = make_article(status="draft", slug="secret")
    draft.move_to_trash()
    assert status_of(client, "secret") == 404
    draft.restore_from_trash()
    assert Article.objects.get(pk=draft.pk).status == "draft"


def test_saving_or_publishing_does_not_take_an_article_out_of_the_trash(article, editor):
    open_form = Article.objects.get(pk=article.pk)
    writer = Writer(article, editor)
    article.move_to_trash()
    open_form.save()
    Article.objects.all().publish()
    assert isinstance(writer.publish(), Refused)
    assert not Article.objects.reachable().exists()


@pytest.mark.parametrize("save", ["save", "publish"])
def test_deleting_while_a_text_is_rendered_hides_it(article, editor, save, monkeypatch):
    writer, open_form = Writer(article, editor), Article.objects.get(pk=article.pk)
    writer.save("second")
    prepare = Article.prepare

    def prepare_and_delete(self, *args):
        prepare(self, *args)
        monkeypatch.setattr(Article, "prepare", prepare)
        Article.objects.get(pk=article.pk).move_to_trash()

    monkeypatch.setattr(Article, "prepare", prepare_and_delete)
    if save == "publish":
        assert isinstance(writer.publish(), Refused)
    else:
        open_form.save()
    assert not Article.objects.reachable().exists()
    article.restore_from_trash()
    assert Article.objects.get(pk=article.pk).status == "published"


def publish_all():
    try:
        return Article.objects.all().publish()
    finally:
        connection.close()


def test_publishing_in_the_list_waits_for_a_deletion_and_leaves_it_alone(committed):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    article = make_article(status="draft")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            article.move_to_trash()
            published = pool.submit(publish_all)
            wait_until(lambda: is_somebody_waiting() or published.done())
        assert published.result() == 0
    assert Article.objects.get().status == "draft"
    article.restore_from_trash()
    assert Article.objects.get().status == "draft"


def test_what_is_taken_back_in_the_trash_is_a_draft_when_it_is_restored(article):
    article.move_to_trash()
    Article.objects.all().unpublish()
    article.restore_from_trash()
    assert Article.objects.get().status == "draft"
    assert draft_of(article).live.content.metadata["status"] == "draft"


def test_text_typed_while_somebody_deletes_is_kept(article, editor):
    writer = Writer(article, editor)
    article.move_to_trash()
    writer.save("typed meanwhile")
    assert "typed meanwhile" in all_texts(article)
    article.restore_from_trash()
    assert Article.objects.get(pk=article.pk).body == "first"
    assert draft_of(article).head.content.body == "typed meanwhile"


def test_trash_is_emptied_after_its_days(article, settings, client):
    settings.TRASH_DAYS = 3
    article.move_to_trash()
    make_article().move_to_trash()
    TrashEntry.objects.filter(article=article).update(deleted_at=timezone.now() - timedelta(days=4))
    call_command("empty_trash")
    assert not Article.objects.filter(pk=article.pk).exists()
    assert Article.objects.count() == 1
    assert (status_of(client, "new"), status_of(client, "old")) == (410, 410)
    assert not Revision.objects.of(article.pk).exists()


def test_who_may_restore(article, author, editor):
    other = make_user("other")
    article.move_to_trash()
    assert article in access.restorable_articles(author)
    assert article in access.restorable_articles(editor)
    assert article not in access.restorable_articles(other)
    author.groups.all().delete()
    assert article not in access.restorable_articles(type(author).objects.get(pk=author.pk))


def test_admin_moves_to_the_trash_and_says_what_readers_lose(client, article, editor):
    make_article(body="[[Attention]]", title="Links to it")
    client.force_login(editor)
    address = reverse("admin:articles_article_delete", args=[article.pk])
    page = client.get(address, headers={"accept-language": "en"}).text
    for loss in ("/articles/new/", "1 former address", "1 article links to it", "the feeds"):
        assert loss in page
    assert "stored text" not in page.lower()
    client.post(address, {"post": "yes"})
    assert TrashEntry.objects.get().deleted_by == editor
    assert (
        client.get(reverse("admin:articles_article_change", args=[article.pk])).status_code == 302
    )


def test_import_leaves_an_article_in_the_trash(tmp_path, author):
    (tmp_path / "note.md").write_text("# Note\n\nfirst text")
    import_folder(tmp_path, author=author)
    article = Article.objects.get()
    article.move_to_trash()
    (tmp_path / "note.md").write_text("# Note\n\nsecond text")
    report = import_folder(tmp_path, author=author)
    assert Article.objects.get().body.strip() == "first text"
    assert report.skipped[0].code == "in-trash"
