"""The empty search page: words, topics and the newest articles."""

import re

import pytest

from tests.factories import make_article, make_topic

pytestmark = pytest.mark.django_db


def tagged(*names, **values):
    make_article(**values).tags.add(*names)


def words(page):
    section = page[page.index('class="words"') :].partition("</section>")[0]
    return re.findall(r'<a href="([^"]+)" rel="nofollow">([^<]+)</a>', section)


def test_the_words_are_those_that_most_articles_are_about(client):
    tagged("softmax", "GPU", title="About softmax")
    tagged("GPU", "memory", title="no tag here")
    make_article(title="softmax again")
    shown = words(client.get("/search/").text)
    assert [word for _address, word in shown] == ["softmax", "GPU", "memory"]


def test_each_word_is_a_search_that_finds_something(client):
    tagged("注意力 机制", "C++", "a&b")
    for address, _word in words(client.get("/search/").text):
        assert client.get(address).context["listing"].total == 1, address


def test_topics_and_newest_articles_are_offered(client):
    make_article(title="newest", slug="newest", category=make_topic("NLP"))
    page = client.get("/search/", headers={"accept-language": "en"}).text
    assert 'href="/topics/nlp/"' in page
    assert 'href="/articles/newest/"' in page
    assert 'aria-label="NLP: 1 article, oldest first"' in page


def test_draft_never_appears_on_the_empty_page(client):
    tagged("secret", title="unready", status="draft", category=make_topic("NLP"))
    page = client.get("/search/").text
    assert not any(word in page for word in ("secret", "unready", "NLP"))


def test_a_search_shows_no_start(client):
    make_article(category=make_topic("NLP"))
    assert 'class="search-start"' in client.get("/search/").text
    assert 'class="search-start"' not in client.get("/search/?q=x").text
