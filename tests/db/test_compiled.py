"""Compiled queries find the same rows as the querysets they are made of."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.db import compiled
from articles.detail import neighbours, queries
from articles.filters import Filters
from articles.lists import pagination, taxonomies
from articles.lists.listing import Listing
from articles.lists.scopes import author, home, tag, topic
from articles.models import Article, Category, Series, Tag
from tests.examples import examples
from tests.factories import make_article, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def forget_queries():
    """Also those by which articles are saved."""
    compiled.compile_query.cache_clear()


@pytest.fixture(autouse=True)
def no_compiled_queries():
    forget_queries()


def titled(title, status="published"):
    return Article.objects.filter(title=title, status=status, published_at__lte=compiled.now())


def test_values_change_and_the_query_stays():
    make_article(title="a"), make_article(title="b"), make_article(title="b", status="draft")
    forget_queries()
    for title, number in (("a", 1), ("b", 1), ("c", 0), ("a", 1)):
        assert [a.title for a in compiled.rows(titled, title=title)] == [title] * number
    assert compiled.compile_query.cache_info().misses == 1


def test_now_is_the_moment_of_each_call(monkeypatch):
    soon = timezone.now() + timedelta(minutes=1)
    make_article(title="a", published_at=soon)
    assert not compiled.rows(titled, title="a")
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(seconds=1))
    assert compiled.rows(titled, title="a")


def test_shape_lists_and_none_make_queries_of_their_own():
    one, other = make_article(category=make_topic()), make_article(status="archived")
    forget_queries()

    def some(status, articles, topic):
        return Article.objects.filter(status=status, pk__in=articles, category=topic).order_by("pk")

    assert compiled.rows(some, "published", articles=[one.pk, other.pk], topic=one.category_id)
    assert compiled.rows(some, "archived", articles=[one.pk, other.pk], topic=None) == [other]
    assert compiled.rows(some, "archived", articles=[one.pk], topic=None) == []
    assert compiled.compile_query.cache_info().misses == 3


def test_rows_by_id_are_the_same_for_one_id_and_for_many():
    ids = [make_article(title=title).pk for title in "ab"]
    forget_queries()

    def titles(ids):
        return Article.objects.filter(pk__in=ids).order_by("pk").values_list("title", flat=True)

    assert compiled.rows_by_id(titles, ids=ids) == ["a", "b"]
    assert [compiled.rows_by_id(titles, ids=[pk]) for pk in ids] == [["a"], ["b"]]
    assert compiled.rows_by_id(titles, ids=[]) == []
    assert compiled.compile_query.cache_info().misses == 1


def test_words_are_values_whatever_they_say():
    nasty = "x' OR 1=1 -- %s \ue0001"
    make_article(title=nasty)
    assert [a.title for a in compiled.rows(titled, title=nasty)] == [nasty]
    assert not compiled.rows(titled, title="' OR '1'='1")


KINDS = st.tuples(
    st.sampled_from(["published", "published", "published", "draft", "archived"]),
    st.sampled_from(["zh-hans", "en", "de"]),
    st.integers(-1, 5),  # days ago
    st.integers(0, 2),  # topic
    st.integers(0, 2),  # series
    st.sets(st.sampled_from(["a", "b"])),
    st.integers(0, 9),  # of which it is a translation, if there is one
)


@settings(max_examples=examples(12))
@given(st.lists(KINDS, min_size=2, max_size=8))
def test_pages_find_what_plain_queries_find(kinds):
    Article.objects.all().delete()
    articles = library(kinds)
    published = Article.objects.published
    for article in articles:
        assert queries.translations(article) == list(published().translations_of(article))
        few = list(published().related_candidates(article))
        near = published().related_among(few, article)
        assert queries.related_candidates(article) == list(near)
        assert queries.series_parts(article) == (
            list(published().in_series(article.series)) if article.series else []
        )
        others = published().dedupe_translations_top(article.language)
        if article.category:
            others = others.filter(category=article.category)
        assert set(queries.neighbours(article)) == set(others.neighbours_of(article))
        neighbours.by_date(article)
        found = queries.published_html(article.slug)
        assert (found is not None) == article.is_public()
    lists_are_those_of_plain_queries()


def lists_are_those_of_plain_queries():
    scopes = [home(), author(make_user())]
    scopes += [topic(each) for each in Category.objects.all()]
    scopes += [tag(each) for each in Tag.objects.all()]
    for scope in scopes:
        for language in ("zh-hans", "en"):
            plain = scope.articles.listed(Filters(), language, pagination.NO_IDS).for_lists()
            shown = Listing.page(scope, Filters(), language=language, size=5)
            assert shown.total == plain.count()
            assert list(shown.articles) == list(plain[:5])
            for article, same in zip(shown.articles, plain, strict=False):
                assert set(article.tags.all()) == set(same.tags.all())
                assert (article.category, article.author) == (same.category, same.author)


def library(kinds):
    topics = [None, make_topic("NLP"), make_topic("GPU")]
    series = [None, *(Series.objects.get_or_create(name=name)[0] for name in ("One", "Two"))]
    writer, made = make_user(), []
    for status, language, days, of_topic, of_series, tags, original in kinds:
        article = make_article(
            author=writer,
            status=status,
            language=language,
            published_at=timezone.now() - timedelta(days=days),
            category=topics[of_topic],
            series=series[of_series],
            translation_of=made[original] if original < len(made) else None,
            body="text",
        )
        article.tags.add(*tags)
        made.append(article)
    return list(Article.objects.all())


def test_topics_have_their_totals():
    make_article(category=make_topic("NLP"))
    assert [(t.name, t.total) for t in taxonomies.topics()] == [("NLP", 1)]


def test_prepared_queries_say_what_plain_ones_say():
    article = make_article(category=make_topic())
    with CaptureQueriesContext(connection) as captured:
        queries.translations(article)
        list(Article.objects.published().translations_of(article))
    with_marks, plain = (query["sql"] for query in captured)
    assert len(with_marks) == len(plain)
