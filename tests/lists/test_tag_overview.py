"""The overview of tags: sizes, bars, neighbours, and the index from A to Z."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.lists import tag_overview as overview_module
from articles.lists.tag_overview import tag_overview
from articles.models import Article, Tag, TaggedArticle
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def tagged(*names, **values):
    article = make_article(**values)
    article.tags.add(*names)
    return article


def weighted():
    return {each.tag.name: each for each in tag_overview("zh-hans").weighted}


def lettered():
    letters = tag_overview("zh-hans").letters
    return {letter.name: [tag.name for tag in letter.tags] for letter in letters}


def test_size_of_a_tag_is_the_number_of_its_articles():
    for names in (["a", "b", "c"], ["a", "b", "c"], ["a", "b"], ["a"], ["a", "once"]):
        tagged(*names)
    assert {name: each.size for name, each in weighted().items()} == {"a": 4, "b": 3, "c": 2}
    assert list(weighted()) == ["a", "b", "c"]
    assert lettered() == {"O": ["once"]}


def test_a_bar_is_an_article():
    for _number in range(3):
        tagged("a")
    assert weighted()["a"].bars.count('class="h"') == 3


def test_neighbours_are_the_tags_that_occur_with_it_most_often():
    for names in ("abcd", "abc", "ab", "aef"):
        tagged(*names)
    shown = weighted()["a"].neighbours
    order = [shown.index(f"/tags/{name}/") for name in "bc"]
    assert order == sorted(order)
    assert shown.count("<a ") == 4


def test_names_stand_under_the_first_letter_of_their_pinyin():
    tagged("注意力", "行列式", "长上下文", "长度", "attention", "熵", "3D", "Überblick", "ß")
    assert lettered() == {
        "A": ["attention"],
        "C": ["长度", "长上下文"],
        "H": ["行列式"],
        "S": ["熵", "ß"],
        "U": ["Überblick"],
        "Z": ["注意力"],
        "#": ["3D"],
    }


def test_renamed_tag_stands_under_its_new_letter():
    tagged("注意力")
    tag = Tag.objects.get()
    tag.name = "熵"
    tag.save()
    assert lettered() == {"S": ["熵"]}


def test_draft_never_appears_in_the_overview(client):
    tagged("secret", "shown", status="draft")
    tagged("shown")
    page = client.get("/tags/").text
    assert "shown" in page
    assert "secret" not in page


def test_thousands_of_tags_need_the_same_queries_and_draw_the_most_used(client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/tags/").text
        return len(captured), page

    tagged("a", "b")
    tagged("a")
    few, _page = queries()
    fill_with_tags(2000)
    many, page = queries()
    assert many == few <= 8
    assert page.count('<li class="n') == overview_module.MOST_WEIGHTED
    assert page.count('href="/tags/t') >= 2000
    assert len(page) < 400_000


def fill_with_tags(number):
    user, now = make_user(), timezone.now()
    articles = Article.objects.bulk_create(
        Article(title=f"n{n}", slug=f"n{n}", author=user, status="published", published_at=now)
        for n in range(20)
    )
    tags = Tag.objects.bulk_create(
        Tag(name=f"t{n}", slug=f"t{n}", sort_key=f"t{n}") for n in range(number)
    )
    TaggedArticle.objects.bulk_create(
        TaggedArticle(tag=tag, content_object=articles[(n + more) % 20])
        for n, tag in enumerate(tags)
        for more in range(1 + (n % 4 == 0))
    )
