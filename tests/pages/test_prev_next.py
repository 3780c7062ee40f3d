"""Previous and next article, and neighbouring tags."""

from datetime import UTC, datetime

import pytest

from articles.models import Series
from tests.factories import make_article, make_topic

pytestmark = pytest.mark.django_db


def written(title, day, **values):
    return make_article(title=title, published_at=datetime(2025, 1, day, tzinfo=UTC), **values)


def turn(client, article):
    turn = client.get(article.get_absolute_url()).context["prev_next"]
    return turn.previous, turn.next, turn.within


def test_topic_comes_before_everything(client):
    nlp = make_topic("NLP")
    first, _other, middle = (
        written("a", 1, category=nlp),
        written("b", 2),
        written("c", 3, category=nlp),
    )
    last = written("d", 4, category=nlp)
    written("draft", 5, category=nlp, status="draft")
    assert turn(client, middle) == (first, last, "NLP")
    assert turn(client, last) == (middle, None, "NLP")


def test_series_comes_before_the_topic(client):
    nlp, series = make_topic("NLP"), Series.objects.create(name="扩散")
    two = written("two", 1, category=nlp, series=series, part=2)
    one = written("one", 2, category=nlp, series=series, part=1)
    hidden = written("hidden", 3, series=series, part=3, status="draft")
    four = written("four", 4, series=series, part=4)
    assert turn(client, one) == (None, two, "扩散")
    assert turn(client, two) == (one, four, "扩散")
    assert hidden.get_absolute_url() not in client.get(two.get_absolute_url()).text


def test_translations_of_a_work_are_no_neighbours(client):
    first, second = written("一", 1), written("二", 3)
    english = written("two", 2, language="en", translation_of=second)
    assert turn(client, first) == (None, second, "")
    assert turn(client, english) == (first, None, "")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Previous and next in “NLP”"), ("zh-hans", "“NLP”的上一篇与下一篇")],
)
def test_page_links_to_previous_and_next(client, language, words):
    nlp = make_topic("NLP")
    written("a", 1, category=nlp)
    last = written("b", 2, category=nlp)
    assert words in client.get(last.get_absolute_url(), headers={"accept-language": language}).text


def test_tag_shows_its_neighbours(client):
    for number, tags in enumerate((["LLM", "GPU"], ["LLM", "GPU", "注意力"], ["LLM"], ["CUDA"])):
        written(f"n{number}", 1 + number).tags.add(*tags)
    written("draft", 9, status="draft").tags.add("LLM", "Secret")
    shown = client.get("/tags/llm/").context["listing"]
    assert [link.label for link in shown.neighbours] == ["GPU", "注意力"]
    assert client.get("/tags/llm/").text.count(f'href="{shown.neighbours[1].address}"') > 1
