"""Translations: lists show one article of each work, and translations link to each other."""

import re

import pytest
from django.core.exceptions import ValidationError

from articles.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db
CHINESE, ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "zh-CN"}, {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def original():
    return make_article(title="注意力", slug="zh", language="zh-hans")


@pytest.fixture
def translation(original):
    return make_article(title="Attention", slug="en", language="en", translation_of=original)


def titles(client, language, address="/"):
    return [
        article.title for article in client.get(address, **language).context["listing"].articles
    ]


def test_each_reader_finds_a_work_once_in_their_language(client, translation):
    assert titles(client, CHINESE) == ["注意力"]
    assert titles(client, ENGLISH) == ["Attention"]


@pytest.mark.parametrize("address", ["/archive/", "/authors/xiaoyun/"])
def test_every_list_shows_a_work_once(client, translation, address):
    assert titles(client, ENGLISH, address) == ["Attention"]


def translation_links(client, language, address="/"):
    """Pairs of language and address, of all entries of the list."""
    page = client.get(address, **language).text
    return re.findall(r'<a class="translation" href="([^"]+)" hreflang="([^"]+)"', page)


def test_an_entry_links_to_the_same_text_in_other_languages(client, original, translation):
    make_article(title="无译文")
    make_article(slug="ja", language="ja", translation_of=original)
    chinese, english = ("/articles/zh/", "zh-CN"), ("/articles/en/", "en")
    japanese = ("/articles/ja/", "ja")
    assert translation_links(client, CHINESE) == [english, japanese]
    assert translation_links(client, ENGLISH) == [japanese, chinese]


def test_an_entry_does_not_link_to_hidden_translations(client, original, translation):
    make_article(slug="ja", language="ja", translation_of=original)
    original.status = "draft"
    original.save()
    assert translation_links(client, ENGLISH) == [("/articles/ja/", "ja")]
    Article.objects.filter(slug="ja").update(status="archived")
    assert translation_links(client, ENGLISH) == []


def test_a_new_translation_is_linked_at_once(client, committed):
    original = make_article(slug="zh", language="zh-hans")
    assert translation_links(client, CHINESE) == []
    make_article(slug="en", language="en", translation_of=original)
    assert translation_links(client, CHINESE) == [("/articles/en/", "en")]


def test_what_is_not_translated_is_shown_as_it_is(client, original):
    assert titles(client, ENGLISH) == ["注意力"]


def test_a_draft_translation_hides_nothing_and_shows_nowhere(client, original):
    make_article(title="Draft", slug="d", language="en", translation_of=original, status="draft")
    assert titles(client, ENGLISH) == ["注意力"]
    assert "Draft" not in client.get("/articles/zh/").text


def test_a_translation_of_a_draft_is_shown(client, original, translation):
    original.status = "draft"
    original.save()
    assert titles(client, CHINESE) == ["Attention"]


def test_both_texts_name_each_other(client, translation):
    for slug, other in (("zh", "en"), ("en", "zh-CN")):
        page = client.get(f"/articles/{slug}/").text
        assert f'rel="alternate" hreflang="{other}"' in page


def test_feeds_hold_a_work_once(client, translation):
    assert client.get("/feed.xml").text.count("<entry>") == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_work_has_one_text_a_language(original, translation, language):
    another = make_article(slug="x", language=language)
    another.translation_of = original
    with pytest.raises(ValidationError) as problem:
        another.full_clean()
    assert "translation_of" in problem.value.message_dict


def test_a_translation_cannot_be_an_original(original, translation):
    another = make_article(slug="x", language="en")
    another.translation_of = translation
    with pytest.raises(ValidationError) as problem:
        another.full_clean()
    assert "translation_of" in problem.value.message_dict
