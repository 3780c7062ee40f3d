"""Every change that readers can see raises the version of the site, and no other change does."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from articles.cache import triggers
from articles.cache.triggers import TRACKED_MODELS, UNTRACKED_MODELS
from articles.models import (
    Article,
    Category,
    Page,
    PathRedirect,
    Redirect,
    Series,
    SiteSettings,
    SiteVersion,
    Tag,
    TaggedArticle,
    User,
)
from tests.each import check_each
from tests.factories import make_article, make_topic
from tests.transfer.imports import import_folder
from tests.undone import undone
from tests.versions import site_version

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def execute(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def draft():
    return Article.objects.get(slug="draft")


def save(article, **values):
    for name, value in values.items():
        setattr(article, name, value)
    article.save()


@pytest.fixture
def site(author):
    """A site with an object of each model."""
    article = make_article(
        slug="a", category=make_topic("NLP"), series=Series.objects.create(name="S")
    )
    article.tags.add("LLM", "GPU")
    Page.objects.create(title="About", body="x")
    make_article(slug="draft", status="draft")
    make_article(slug="archived", status="archived")
    SiteSettings().save()
    Redirect.set_target("article", "old", article.pk)
    return article


CHANGES = {
    "an article is saved": lambda a: a.save(),
    "many articles are changed at once": lambda a: Article.objects.update(title="x"),
    "articles are made at once": lambda a: Article.objects.bulk_create(
        [Article(title="n", slug="n", author=a.author, status="published")]
    ),
    "articles are stored at once": lambda a: Article.objects.bulk_update([a], ["html"]),
    "an article is deleted": lambda a: a.delete(),
    "many articles are deleted": lambda a: Article.objects.all().delete(),
    "a draft is published": lambda a: save(draft(), status="published"),
    "a draft is scheduled": lambda a: save(
        draft(), status="published", published_at=timezone.now() + timedelta(days=1)
    ),
    "a draft is archived": lambda a: save(draft(), status="archived"),
    "plain SQL publishes": lambda a: execute(
        "UPDATE articles_article SET status = 'published' WHERE slug = 'draft'"
    ),
    "an article becomes a draft": lambda a: save(a, status="draft"),
    "an archived article is deleted": lambda a: Article.objects.filter(status="archived").delete(),
    "articles are published": lambda a: Article.objects.publish(),
    "articles are withdrawn": lambda a: Article.objects.unpublish(),
    "an article gets a tag": lambda a: a.tags.add("New"),
    "an article loses its tags": lambda a: a.tags.clear(),
    "a tag is merged": lambda a: Tag.objects.get(slug="llm").merge_into(
        Tag.objects.get(slug="gpu")
    ),
    "a tag is renamed": lambda a: Tag.objects.filter(slug="llm").update(name="x"),
    "a link to a tag goes": lambda a: TaggedArticle.objects.all().delete(),
    "a topic is described": lambda a: Category.objects.update(description_html="x"),
    "a topic goes": lambda a: a.category.replace_with(make_topic("Other")),
    "a series is renamed": lambda a: Series.objects.update(name="x"),
    "a series is deleted": lambda a: a.series.delete(),
    "a page is hidden": lambda a: Page.objects.update(is_published=False),
    "the settings change": lambda a: SiteSettings.objects.update(title="x"),
    "a translation appears": lambda a: make_article(language="en", translation_of=a),
    "an old address is left": lambda a: Redirect.set_target("article", "older", a.pk),
    "a path is redirected": lambda a: PathRedirect.objects.set_paths(a, ["/old"], "test"),
    "an old address is forgotten": lambda a: Redirect.objects.all().delete(),
    "a name changes": lambda a: User.objects.filter(pk=a.author_id).update(display_name="x"),
    "plain SQL is run": lambda a: execute("UPDATE articles_article SET title = 'x'"),
    "some rows are there already": lambda a: Tag.objects.bulk_create(
        [Tag(name="LLM", slug="llm"), Tag(name="New", slug="new")], ignore_conflicts=True
    ),
    "a rendering is refreshed": lambda a: call_command("rerender", "--all", "--workers=1"),
    "a folder is imported": lambda a: import_folder(
        Path("sample"), author=a.author, names=[next(Path("sample").glob("*.md")).name]
    ),
}


def check_change(change, rises):
    with undone():
        before = site_version()
        change(Article.objects.get(slug="a"))
        assert (site_version() > before) == rises


def test_version_rises_with_each_change_that_readers_can_see(site):
    check_each(CHANGES.items(), lambda _name, change: check_change(change, rises=True))


def test_version_rises_when_the_admin_saves(client, site):
    client.force_login(User.objects.create_superuser("root"))
    before = site_version()
    page = client.get(f"/admin/articles/article/{site.pk}/change/")
    assert site_version() == before
    form = page.context["adminform"].form
    values = {name: form.get_initial_for_field(f, name) for name, f in form.fields.items()}
    values = {name: "" if value is None else value for name, value in values.items()}
    values |= {"title": "New", "published_at_0": "2026-01-01", "published_at_1": "10:00:00"}
    values.pop("published_at"), values.pop("cover", None), values.pop("tags", None)
    answer = client.post(page.wsgi_request.path, values)
    assert answer.status_code == 302, answer.context["errors"]
    assert site_version() > before


UNSEEN = {
    "somebody signs in": lambda a: a.author.save(update_fields=["last_login"]),
    "a password changes": lambda a: User.objects.update(password="x"),
    "the admin keeps its history": lambda a: LogEntry.objects.create(
        user=a.author,
        content_type=ContentType.objects.get_for_model(Article),
        object_id=a.pk,
        object_repr="a",
        action_flag=1,
    ),
    "rights change": lambda a: a.author.groups.clear(),
    "a draft is begun": lambda a: make_article(slug="other", status="draft"),
    "a draft is saved": lambda a: save(draft(), title="New", body="another text"),
    "drafts are changed at once": lambda a: Article.objects.filter(status="draft").update(
        title="x", published_at=timezone.now()
    ),
}


def test_version_stays_with_each_change_that_readers_cannot_see(site):
    check_each(UNSEEN.items(), lambda _name, change: check_change(change, rises=False))


def test_version_stays_when_a_draft_is_rendered_and_indexed(committed):
    article = make_article(status="draft")
    article.tags.add("LLM")
    before = site_version()
    save(article, title="New", body="[link](/articles/other/)")
    assert site_version() == before
    save(article, status="published")
    assert site_version() > before


def test_deleting_a_draft_keeps_cached_pages(site):
    """No row that readers see is deleted. Other rows that delete() looks for may count."""
    before = site_version()
    for table in ("articles_searchentry", "desk_draft", "desk_revision", "desk_storedtext"):
        execute(f"DELETE FROM {table} WHERE article_id = %s", draft().pk)
    execute("DELETE FROM articles_article WHERE slug = 'draft'")
    assert site_version() == before


def test_reading_does_not_raise_the_version(client, site):
    before = site_version()
    for address in ("/", "/articles/a/", "/feed.xml", "/nothing/", "/search/?q=x"):
        client.get(address)
    assert site_version() == before


def test_a_rollback_does_not_raise_the_version(site):
    before = site_version()
    with transaction.atomic():
        site.save()
        transaction.set_rollback(True)
    assert SiteVersion.current() == before
    site.save()
    assert site_version() > before


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_a_long_transaction_does_not_block_readers():
    topics = [make_topic("NLP"), make_topic("GPU")]
    other = connection.copy()
    rename = "UPDATE articles_category SET name = %s WHERE id = %s"

    def seen_by_the_other():
        cursor.execute("SELECT sum(number) FROM articles_siteversion")
        return cursor.fetchone()[0]

    try:
        with other.cursor() as cursor:
            cursor.execute("SET statement_timeout = '5s'")
            first = seen_by_the_other()
            with transaction.atomic():
                topics[0].save()
                assert seen_by_the_other() == first
                cursor.execute(rename, ["x", topics[1].pk])
                second = seen_by_the_other()
            assert first < second < seen_by_the_other()
    finally:
        other.close()


def test_every_model_has_triggers_or_is_listed_as_invisible():
    models = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    models = {label for label in models if not label.startswith("tests.")}
    assert models == TRACKED_MODELS.keys() | UNTRACKED_MODELS.keys()
    assert not TRACKED_MODELS.keys() & UNTRACKED_MODELS.keys()


def test_migrate_restores_triggers_of_a_rebuilt_table():
    triggers.uninstall(connection)
    assert not triggers.is_complete(connection)
    call_command("migrate", verbosity=0)
    assert triggers.is_complete(connection)
    before = site_version()
    make_article()
    assert site_version() > before


def test_a_deleted_version_row_does_not_repeat_a_version(site):
    before = site_version()
    SiteVersion.objects.all().delete()
    site.save()
    assert site_version() > before


@pytest.mark.django_db(transaction=True)
def test_the_migrations_are_reversible():
    call_command("migrate", "articles", "zero", verbosity=0)
    assert User._meta.db_table not in connection.introspection.table_names()
    call_command("migrate", verbosity=0)
    assert triggers.is_complete(connection)
