"""What a page of a search asks of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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
