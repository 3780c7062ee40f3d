"""Pages of long lists are reached by keys, and show what counting from the top would show."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.filters import Filters
from articles.front.sitemaps import ArticleSitemap
from articles.lists import pagination, taxonomies
from articles.lists.listing import Listing
from articles.lists.scopes import home, tag, topic
from articles.models import Article, Tag, TaggedArticle
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NUMBER = 36


@pytest.fixture(autouse=True)
def short_blocks(monkeypatch):
    monkeypatch.setattr(pagination, "BLOCK", 7)
    monkeypatch.setattr(taxonomies, "COMMON", 5)


@pytest.fixture
def articles():
    """Several at the same moment, some hidden from readers of Chinese, some of English."""
    first = make_article(category=make_topic("NLP"), language="zh-hans")
    first.tags.add("LLM")
    now = timezone.now()
    Article.objects.bulk_create(
        Article(
            title=f"n{n}",
            slug=f"n{n}",
            author=first.author,
            category=first.category,
            status="draft" if n % 11 == 0 else "published",
            published_at=now - timedelta(hours=n * 7 % NUMBER // 3),
            language="en" if n % 5 == 0 else "zh-hans",
            translation_of=first if n == 5 else None,
        )
        for n in range(1, NUMBER)
    )
    rest = list(Article.objects.exclude(pk=first.pk))
    for one, other in zip(rest[::5], rest[1::5], strict=False):
        Article.objects.filter(pk=one.pk).update(translation_of=other)
    llm = Tag.objects.get(name="LLM")
    TaggedArticle.objects.bulk_create(TaggedArticle(tag=llm, content_object=a) for a in rest[::2])
    return rest


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("filters", [Filters(), Filters(language="en"), Filters(tags=("llm",))])
def test_pages_by_key_are_those_by_counting(articles, language, filters):
    for scope in (home(), topic(make_topic("NLP")), tag(Tag.objects.get(name="LLM"))):
        listed = scope.articles.listed(filters, language, taxonomies.ids_of(filters))
        wanted = list(listed.order_by("-published_at", "-pk").values_list("pk", flat=True))
        for size in (4, 7, 10):  # pages begin at each place of a block
            shown = []
            for page in range(1, -(-len(wanted) // size) + 1):
                one = Listing.page(scope, filters.on_page(page), language=language, size=size)
                assert one.total == len(wanted)
                shown += [article.pk for article in one.articles]
            assert shown == wanted


def test_pieces_of_the_sitemap_hold_everything_once(articles, monkeypatch):
    monkeypatch.setattr(ArticleSitemap, "limit", 10)
    pieces = ArticleSitemap().paginator
    shown = [article.pk for n in pieces.page_range for article in pieces.page(n)]
    public = Article.objects.published()
    assert sorted(shown) == sorted(public.values_list("pk", flat=True))


def test_common_tags_list_the_same_as_rare_ones(articles):
    public, llm = Article.objects.published(), Tag.objects.get(slug="llm")
    assert set(public.tagged_exists(llm.pk)) == set(public.tagged(llm.pk))
