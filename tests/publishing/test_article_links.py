"""Which articles the texts link to is stored, and follows every change."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command

from articles.models import Article, ArticleLink
from articles.publishing.article_links import linked_slugs
from tests.factories import make_article

pytestmark = pytest.mark.django_db
TEXT = "见[目标](target)。\n\n## 一\n\n见[另一篇](other)。\n\n## 二\n\n再见[目标](target)。"


@pytest.fixture
def save(django_capture_on_commit_callbacks):
    """Save an article for good: a new one, or one with changes."""

    def saved(article=None, **values):
        with django_capture_on_commit_callbacks(execute=True):
            if article is None:
                return make_article(**values)
            for name, value in values.items():
                setattr(article, name, value)
            article.save()
        return article

    return saved


def stored(article):
    return dict(ArticleLink.objects.filter(article=article).values_list("slug", "section"))


@pytest.mark.either_database
def test_first_link_tells_the_section(save):
    save(slug="target")
    save(slug="other")
    article = save(slug="linking", body=TEXT)
    assert stored(article) == {"target": "", "other": "一"}


def test_links_to_itself_and_to_other_pages_are_none(save):
    article = save(slug="self", body="[a](self) [b](#x) [c](/about/) [d](https://x.cn/articles/y/)")
    assert stored(article) == {}


@pytest.mark.either_database
def test_heading_with_latex_is_not_named():
    toc = [{"id": "x", "text": r"证明 \sqrt n", "children": []}]
    assert linked_slugs('<h2 id="x">…</h2><a href="/articles/a/#b">', toc) == {"a": ""}


@pytest.mark.either_database
def test_links_in_any_script_are_decoded():
    assert linked_slugs('<a class="x" href="/articles/%E6%B3%A2/">', []) == {"波": ""}


def test_changed_text_changes_the_links(save):
    save(slug="target")
    save(slug="other")
    article = save(slug="linking", body=TEXT)
    save(article, body="见[另一篇](other)。")
    assert stored(article) == {"other": ""}


def test_draft_has_no_links(save):
    save(slug="target")
    article = save(slug="linking", body=TEXT)
    save(article, status="draft")
    assert stored(article) == {}


def test_links_appear_with_their_target(save):
    article = save(slug="linking", body=TEXT)
    assert stored(article) == {}
    save(slug="target")
    assert stored(article) == {"target": ""}


def test_links_follow_a_new_slug(save):
    target = save(slug="target")
    article = save(slug="linking", body=TEXT)
    save(target, slug="renamed")
    assert stored(article) == {"renamed": ""}


@pytest.mark.either_database
@pytest.mark.parametrize("command", [("rerender", "--all"), ("relate",)])
def test_commands_store_the_links(save, command):
    save(slug="target")
    article = save(slug="linking", body=TEXT)
    ArticleLink.objects.all().delete()
    call_command(*command)
    assert stored(article) == {"target": ""}


def test_update_of_the_site_stores_the_links(save):
    save(slug="target")
    article = save(slug="linking", body=TEXT)
    save(slug="draft", body=TEXT, status="draft")
    ArticleLink.objects.all().delete()
    import_module("articles.migrations.0023_article_links").store_all_links(apps, None)
    assert list(ArticleLink.objects.values_list("article", "slug")) == [(article.pk, "target")]


def test_saving_again_writes_no_links(save):
    save(slug="target")
    article = save(slug="linking", body=TEXT)
    before = list(ArticleLink.objects.values())
    save(Article.objects.get(pk=article.pk))
    assert list(ArticleLink.objects.values()) == before
