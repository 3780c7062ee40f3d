"""Queries of search pages."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Category, Tag
from tests.factories import make_article, make_topic

pytestmark = pytest.mark.django_db
MOST_QUERIES = 6


@pytest.mark.parametrize("words", ["word", "wordd", "nothing", "tag:llm word", "-x", "zzzz yyyy"])
def test_few_queries(client, words):
    for number in range(12):
        make_article(title=f"word {number}", category=make_topic("NLP")).tags.add("LLM")
    with CaptureQueriesContext(connection) as asked:
        client.get("/search/", {"q": words})
    assert len(asked) <= MOST_QUERIES, [q["sql"][:90] for q in asked]


def test_a_search_is_done_again_only_when_something_changes(client, committed):
    def found():
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/search/", {"q": "word"}).content.decode()
        return page, len(asked)

    make_article(title="one word")
    first, _ = found()
    again, queries = found()
    assert (again, queries) == (first, 1)  # what version it is
    make_article(title="another word")
    changed, queries = found()
    assert "another" in changed
    assert queries > 1


def test_what_hits_can_be_narrowed_to_follows_each_change(client, committed):
    for number in range(11):
        make_article(title=f"word {number}", category=make_topic("NLP")).tags.add("LLM")

    def offered(words):
        page = client.get("/search/", {"q": words}).content.decode()
        return set(re.findall(r'rel="nofollow"[^>]*>(\w+)<small>11<', page))

    assert offered("word") == set()  # all have them
    make_article(title="word alone")
    assert offered("word") == {"NLP", "LLM"}
    Tag.objects.update(name="Renamed")
    assert offered("word") == {"NLP", "Renamed"}
    Category.objects.update(name="Topic")
    assert offered("Word") == {"Topic", "Renamed"}


def test_a_page_behind_the_last_one_is_none(client):
    make_article(title="word")
    assert client.get("/search/", {"q": "word", "page": 9}).status_code == 404
    assert client.get("/search/results/", {"q": "word", "page": 9}).status_code == 404
