"""Search results: hits, suggestions, filters, feeds."""

import pytest

from tests.factories import make_article, make_topic

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def titles(response):
    return [article.title for article in response.context["listing"].articles]


def test_hits_are_marked_in_title_and_text(client):
    make_article(title="从注意力说起", body="多头注意力 <b>。")
    text = client.get("/search/?q=注意力").text
    assert "从<mark>注意力</mark>说起" in text
    assert "多头<mark>注意力</mark>" in text


def test_nothing_typed_finds_nothing_and_says_nothing(client):
    make_article()
    response = client.get("/search/")
    assert titles(response) == []
    assert "“" not in response.text


def test_mistyped_word_is_suggested(client):
    make_article(body="FlashAttention and transformer")
    text = client.get("/search/?q=transfomer", headers={"accept-language": "en"}).text
    assert 'Did you mean <a href="/search/?q=transformer">transformer</a>?' in text
    assert "Did you mean" not in client.get("/search/?q=qqqqqqqqq").text


def test_no_result_offers_topics_and_the_nearest_tags(client):
    make_article(category=make_topic("NLP")).tags.add("transformer", "GPU")
    response = client.get("/search/?q=transformor")
    (topics, tags) = response.context["listing"].elsewhere
    assert [each.address for each in topics.values] == ["/topics/nlp/"]
    assert [each.label for each in tags.values] == ["transformer", "GPU"]


def test_no_zeros_are_shown_where_nothing_is_found(client):
    make_article(body="signal")
    assert "Where to search" in client.get("/search/?q=signal", headers=ENGLISH).text
    assert "Where to search" not in client.get("/search/?q=qqqqqqqqq", headers=ENGLISH).text
    other_scopes = client.get("/search/?q=signal+in:code", headers=ENGLISH).text
    assert "Where to search" in other_scopes


def test_pages_of_results_are_not_called_newer_and_older(client):
    for number in range(12):
        make_article(title=f"word {number}")
    found = client.get("/search/?q=word", headers=ENGLISH).text
    assert "Next page →" in found
    assert "Older" not in found
    assert "Older →" in client.get("/", headers=ENGLISH).text


def test_pages_and_filters(client):
    topic = make_topic("NLP")
    for number in range(12):
        make_article(title=f"word {number}", category=topic if number else None)
    first, second = client.get("/search/?q=word"), client.get("/search/?q=word&page=2")
    assert len(titles(first)) == 10
    assert len({*titles(first), *titles(second)}) == 12
    assert first.context["listing"].total == 12
    assert 'href="/search/?topic=nlp&amp;q=word"' in first.text
    assert client.get("/search/?q=word&topic=nlp").context["listing"].total == 11
    assert client.get("/search/?q=word&page=3").status_code == 404


def test_translation_is_found_once(client):
    original = make_article(title="word", language="zh-hans")
    make_article(title="word in English", language="en", translation_of=original)
    zh, en = ({"accept-language": language} for language in ("zh", "en"))
    assert titles(client.get("/search/?q=word", headers=zh)) == ["word"]
    assert titles(client.get("/search/?q=word", headers=en)) == ["word in English"]
    assert titles(client.get("/search/?q=word lang:en", headers=zh)) == ["word in English"]


def test_feed_of_a_search(client):
    make_article(title="word here")
    make_article(title="other")
    text = client.get("/search/feed.xml?q=word").text
    assert "word here" in text
    assert "other" not in text
