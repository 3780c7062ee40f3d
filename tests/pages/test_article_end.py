"""The end of an article: series, previous and next, related articles with reasons, tools."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, ArticleLink, Relation, Series, SiteSettings
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def written(title, day, **values):
    return make_article(title=title, published_at=datetime(2025, 1, day, tzinfo=UTC), **values)


def related_on(client, article, **headers):
    """Titles and reasons as the page shows them."""
    page = client.get(article.get_absolute_url(), headers={"accept-language": "en", **headers}).text
    section = re.search(r'<section class="related".*?</section>', page, re.DOTALL)
    found = re.findall(r"<a [^>]*>(.*?)</a><p>(.*?)</p>", section[0]) if section else []
    return [(unescape(title.replace("<wbr>", "")), unescape(reason)) for title, reason in found]


def relate(one, other, score):
    Relation.objects.create(article=one, other=other, score=score)
    Relation.objects.create(article=other, other=one, score=score)


@pytest.fixture
def scene():
    """An article between two others by date, and what could be read after it."""
    topic = make_topic("NLP")
    before, after = written("before", 1, category=topic), written("after", 3, category=topic)
    article = written("here", 2, category=topic, slug="here")
    others = {name: written(name, n) for n, name in enumerate(("link", "tag", "text"), 4)}
    others["topic"] = written("topic", 7, category=topic)
    return {"article": article, "before": before, "after": after, **others}


@pytest.mark.asks_a_database
def test_reasons_stand_in_their_order(client, scene):
    article = scene["article"]
    for name, score in (("link", 0.1), ("tag", 0.2), ("text", 0.9)):
        relate(article, scene[name], score)
    article.tags.add("LLM", "扩散模型")
    scene["tag"].tags.add("扩散模型")
    ArticleLink.objects.create(article=article, slug=scene["link"].slug, section="采样")
    assert related_on(client, article) == [
        ("link", "This article links to it in “采样”"),
        ("tag", "Also about “扩散模型”"),
        ("text", "A similar text"),
    ]


def test_every_reason_is_told_in_chinese_too(client, scene):
    article = scene["article"]
    relate(article, scene["link"], 0.1)
    ArticleLink.objects.create(article=scene["link"], slug="here", section="注")
    scene["tag"].tags.add("扩散模型")
    article.tags.add("扩散模型")
    relate(article, scene["tag"], 0.1)
    assert related_on(client, article, **{"accept-language": "zh-CN"}) == [
        ("link", "它的“注”一节链接到本文"),
        ("tag", "也讲“扩散模型”"),
        ("topic", "也在“NLP”中"),
    ]


def test_link_from_a_text_about_something_else_comes_after_a_common_tag(client, scene):
    article = scene["article"]
    ArticleLink.objects.create(article=scene["link"], slug="here")
    relate(article, scene["tag"], 0.1)
    article.tags.add("LLM")
    scene["tag"].tags.add("LLM")
    assert [title for title, _reason in related_on(client, article)][:2] == ["tag", "topic"]
    assert ("link", "Links to this article") in related_on(client, article)


@pytest.mark.asks_a_database
def test_rarest_common_tag_is_named(client, scene):
    article = scene["article"]
    article.tags.add("LLM", "量化")
    for name in ("link", "tag", "text"):
        relate(article, scene[name], 0.1)
        scene[name].tags.add("LLM")
    scene["text"].tags.add("量化")
    assert dict(related_on(client, article))["text"] == "Also about “量化”"


def test_related_articles_repeat_nothing_above(client, scene):
    article, series = scene["article"], Series.objects.create(name="s")
    for name in ("before", "after", "link", "tag"):
        relate(article, scene[name], 0.5)
    assert {title for title, _r in related_on(client, article)} == {"link", "tag", "topic"}
    Article.objects.filter(pk__in=[article.pk, scene["link"].pk]).update(series=series)
    assert "link" not in dict(related_on(client, article))


def test_draft_is_never_related(client, scene):
    article = scene["article"]
    for name in ("link", "tag", "text", "topic"):
        relate(article, scene[name], 0.5)
        ArticleLink.objects.create(article=scene[name], slug="here", section=f"secret {name}")
    Article.objects.filter(pk__in=[scene["link"].pk, scene["tag"].pk]).update(status="draft")
    Article.objects.filter(pk__in=[scene["text"].pk]).update(status="archived")
    assert related_on(client, article) == [("topic", "Links to this article in “secret topic”")]


# The series


@pytest.fixture
def course():
    series = Series.objects.create(name="账本")
    for number in range(1, 31):
        make_article(title=f"第 {number} 讲", slug=f"p{number}", series=series, part=number)
    return series


def series_on(client, slug):
    page = client.get(f"/articles/{slug}/", headers={"accept-language": "en"}).text
    return re.search(r'<nav class="series".*?</nav>', page, re.DOTALL)[0]


def test_short_series_lists_all_its_parts_with_minutes(client, course):
    Article.objects.filter(part__gt=4).delete()
    Article.objects.filter(part__gt=2).update(counts={"minutes": 7})
    shown = series_on(client, "p2")
    assert re.findall(r"<i>(\d\d)</i>", shown) == ["01", "02", "03", "04"]
    assert "2 of 4" in shown
    assert "16 minutes in all" in shown
    assert "14 minutes to come" in shown
    assert shown.count("<small>7 minutes") == 2
    assert shown.count("<svg") == 4
    assert "All " not in shown


@pytest.mark.asks_a_database
def test_long_series_lists_the_parts_around_the_article(client, course):
    shown = series_on(client, "p10")
    assert re.findall(r"<i>(\d\d)</i>", shown) == [f"{n:02}" for n in range(7, 14)]
    assert f'<a href="{course.get_absolute_url()}">All 30 parts</a>' in shown
    assert re.findall(r"<i>(\d\d)</i>", series_on(client, "p1")) == ["01", "02", "03", "04"]


def test_strips_of_a_series_share_a_row_in_which_one_is_here(client, course):
    shown = series_on(client, "p10")
    row = re.search(r'<ol class="part-strips" aria-hidden="true">(.*?)</ol>', shown)[1]
    assert ['class="this-part"' in each for each in row.split("<li")[1:]].index(True) == 9
    for number in range(31, 42):
        make_article(series=course, part=number)
    assert "part-strips" not in series_on(client, "p10")


def test_head_names_the_series_and_the_place(client, course):
    page = client.get("/articles/p2/", headers={"accept-language": "en"}).text
    head = re.search(r'<header class="head page">.*?</header>', page, re.DOTALL)[0]
    assert '<a href="#series">账本</a> 2 of 30' in head


def test_article_without_series_has_none(client):
    page = client.get(make_article().get_absolute_url()).text
    assert 'id="series"' not in page
    assert "#series" not in page


# The tools


def test_mail_to_the_reply_address_has_the_title_as_subject(client):
    article = make_article(title="a & b？")
    assert "mailto:" not in client.get(article.get_absolute_url()).text
    SiteSettings(reply_to="me+blog@example.org").save()
    page = client.get(article.get_absolute_url()).text
    subject = "Re%3A%20a%20%26%20b%EF%BC%9F"
    assert f'<a href="mailto:me%2Bblog@example.org?subject={subject}">' in page


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh-hans", "Wang Xiaoyun：《波》，长波，2025-01-02。"),
        ("en", "Wang Xiaoyun. “波.” 长波, 2025-01-02."),
    ],
)
def test_citation_is_a_sentence_in_the_language_of_the_article(client, language, sentence):
    SiteSettings(title="长波").save()
    article = written("波", 2, language=language)
    assert sentence in client.get(article.get_absolute_url()).text


def test_titles_break_between_phrases(client, scene):
    relate(scene["article"], scene["tag"], 0.5)
    Article.objects.exclude(pk=scene["article"].pk).update(title="采样器里那个自由参数从哪来")
    page = client.get("/articles/here/").text
    end = page[page.index('<div class="after">') :]
    assert end.count("<wbr>") >= 4
    series = Series.objects.create(name="s")
    Article.objects.update(series=series)
    for address in (series.get_absolute_url(), "/articles/here/"):
        assert "采样器里<wbr>" in client.get(address).text
    feed = client.get("/feed.xml", headers={"accept": "text/html"}).text
    assert "采样器里<wbr/>" in feed


def test_queries_do_not_grow_with_the_end(client, scene, course):
    def counted(article):
        with CaptureQueriesContext(connection) as captured:
            client.get(article.get_absolute_url())
        return len(captured)

    def queries(article):
        """Of a page whose parts are in memory; one may be forgotten between two requests."""
        return min(counted(article) for _time in range(3))

    few = queries(scene["article"])
    Article.objects.filter(pk=scene["article"].pk).update(series=None)
    for other in Article.objects.exclude(pk=scene["article"].pk)[:25]:
        relate(scene["article"], other, 0.5)
        ArticleLink.objects.create(article=other, slug="here")
        other.tags.add("LLM")
    scene["article"].tags.add("LLM")
    assert queries(scene["article"]) == few
