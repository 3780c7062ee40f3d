"""Preferences of readers in cookies, and the redirect back."""

import pytest
from django.conf import settings
from whitenoise.media_types import MediaTypes

from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PAGE = "http://testserver/archive/?tag=x"


def choose(client, *, page=PAGE, origin="http://testserver", **choice):
    return client.post("/preferences/", choice, HTTP_REFERER=page, HTTP_ORIGIN=origin)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_is_remembered(client, theme):
    choose(client, theme=theme)
    assert f'data-theme="{theme}"' in client.get("/").text


@pytest.mark.parametrize("size", ["small", "large"])
def test_a_chosen_text_size_is_remembered(client, size):
    assert "data-size" not in client.get("/").text
    choose(client, size=size)
    assert f'data-size="{size}"' in client.get("/").text


def test_without_a_choice_the_theme_is_the_readers_system(client):
    assert "data-theme" not in client.get("/").text


def test_a_chosen_language_wins_over_the_browsers(client):
    choose(client, language="en")
    assert '<html lang="en"' in client.get("/", HTTP_ACCEPT_LANGUAGE="zh-CN").text


def test_the_reader_stays_on_the_page(client):
    assert choose(client, theme="dark").url == PAGE


def test_redirect_stays_on_the_site(client):
    assert choose(client, theme="dark", page="https://evil.example/").url == "/"


def test_another_site_cannot_choose(client):
    assert choose(client, theme="dark", origin="https://evil.example").status_code == 403


@pytest.mark.parametrize("choice", [{"theme": "<script>"}, {"language": "xx"}, {}])
def test_what_cannot_be_chosen_changes_nothing(client, choice):
    assert not choose(client, **choice).cookies


def test_get_request_changes_no_preference(client):
    assert client.get("/preferences/").status_code == 405


def test_going_back_to_the_default_leaves_no_cookie(client):
    for name, values in (
        ("theme", ["dark", "auto"]),
        ("size", ["large", "medium"]),
        ("keys", ["off", "on"]),
        ("languages", ["own", "all"]),
    ):
        for value in values:
            choose(client, **{name: value})
        assert not client.cookies[name].value


def test_theme_is_set_in_html_and_meta_elements(client):
    choose(client, theme="dark")
    page = client.get("/").text
    assert '<meta name="color-scheme" content="dark">' in page
    assert '<meta name="theme-color" content="#0f1516" media="all">' in page
    assert '<meta name="theme-color" content="#f4f6f2" media="not all">' in page


def test_cookies_are_http_only(client):
    cookie = choose(client, theme="dark").cookies["theme"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


@pytest.mark.parametrize("path", ["/", "/archive/", "/search/?q=x", "/nothing/"])
def test_a_page_without_choices_sets_none_and_says_by_what_it_differs(client, path):
    response = client.get(path)
    assert not response.cookies
    assert {*response.headers["Vary"].split(", ")} == {"Accept-Language", "Cookie"}


def test_pages_for_readers_name_the_rules_for_fetching_ahead(client):
    assert "Speculation-Rules" in client.get("/").headers
    for path in ("/desk/sign-in/", "/preview/x/", "/uploads/x", "/feed.xml", "/robots.txt"):
        assert "Speculation-Rules" not in client.get(path).headers, path


def test_the_rules_for_fetching_ahead_have_their_own_type():
    types = MediaTypes(extra_types=settings.WHITENOISE_MIMETYPES)
    assert types.get_type("prefetch.0a1b.speculationrules") == "application/speculationrules+json"


def test_switching_the_language_leads_to_a_translation_that_readers_may_see(client):
    chinese = make_article(title="注意力", slug="zh", language="zh-hans")
    english = make_article(title="Attention", slug="en", language="en", translation_of=chinese)
    page = f"http://testserver{chinese.get_absolute_url()}"
    assert choose(client, page=page, language="en").url == english.get_absolute_url()
    assert choose(client, page=page, language="zh-hans").url == page
    english.status = "draft"
    english.save()
    assert choose(client, page=page, language="en").url == page


def listed(client, address="/", language="en"):
    page = client.get(address, HTTP_ACCEPT_LANGUAGE=language)
    return {article.slug for article in page.context["listing"].articles}


@pytest.fixture
def two_languages():
    topic = make_topic("NLP")
    make_article(slug="zh", language="zh-hans", category=topic)
    make_article(slug="zh-hant", language="zh-hant", category=topic)
    english = make_article(slug="en", language="en", category=topic)
    make_article(slug="en-to-zh", language="zh-hans", category=topic, translation_of=english)


@pytest.mark.parametrize("address", ["/", "/topics/nlp/"])
def test_a_reader_may_choose_to_see_only_their_language(client, two_languages, address):
    assert listed(client, address) == {"zh", "zh-hant", "en"}
    choose(client, languages="own")
    assert listed(client, address) == {"en"}
    assert listed(client, address, "zh-CN") == {"zh", "zh-hant", "en-to-zh"}
    choose(client, languages="all")
    assert listed(client, address) == {"zh", "zh-hant", "en"}


@pytest.mark.parametrize("address", ["/", "/topics/nlp/", "/topics/", "/nothing/"])
def test_topics_count_what_the_reader_chose_to_see(client, two_languages, address):
    def totals(language):
        context = client.get(address, HTTP_ACCEPT_LANGUAGE=language).context
        return {topic.name: topic.total for topic in context["topics"]}

    make_article(language="en", category=make_topic("Hugo"))
    assert totals("zh-CN") == {"NLP": 4, "Hugo": 1}
    choose(client, languages="own")
    assert totals("zh-CN") == {"NLP": 3}
    assert totals("en") == {"NLP": 1, "Hugo": 1}


def test_overviews_and_charts_show_what_the_reader_chose_to_see(client, two_languages):
    choose(client, languages="own")
    (topic,) = client.get("/topics/", HTTP_ACCEPT_LANGUAGE="en").context["overviews"]
    assert (topic.total, [article.slug for article in topic.newest]) == (1, ["en"])
    page = client.get("/topics/nlp/", HTTP_ACCEPT_LANGUAGE="en").text
    assert "NLP: 1 article, oldest first" in page
    make_article(title="Only this", language="en")
    chart = client.get("/", HTTP_ACCEPT_LANGUAGE="en").context["year"]
    (month,) = [each for each in chart.months if each.total]
    assert month.total == 2
    assert "Only this" in month.titles


def test_a_list_without_the_readers_language_says_so_and_shows_all(client):
    make_article(slug="zh", language="zh-hans", category=make_topic("NLP"))
    choose(client, languages="own")
    page = client.get("/topics/nlp/", HTTP_ACCEPT_LANGUAGE="en").text
    assert "There are no articles in English here." in page
    assert '<button name="languages" value="all">Show all languages</button>' in page
    assert choose(client, page="/topics/nlp/", languages="all").url == "/topics/nlp/"
    assert listed(client, "/topics/nlp/") == {"zh"}


def test_a_filter_by_language_is_stronger_than_the_choice(client, two_languages):
    choose(client, languages="own")
    assert listed(client, "/?lang=zh-hans") == {"zh", "en-to-zh"}


def test_the_choice_of_one_language_holds_after_a_change(client, committed):
    make_article(slug="zh", language="zh-hans")
    make_article(slug="en", language="en")
    for choice, shown in (("own", {"en"}), ("all", {"zh", "en"}), ("own", {"en"})):
        choose(client, languages=choice)
        for _time in range(2):
            page = client.get("/", HTTP_ACCEPT_LANGUAGE="en").text
            assert {slug for slug in ("zh", "en") if f'"/articles/{slug}/"' in page} == shown
            pressed = "true" if choice == "own" else "false"
            assert f'aria-pressed="{pressed}">English only</button>' in page


@pytest.mark.parametrize("address", ["/", "/topics/nlp/"])
def test_the_choice_is_offered_where_there_are_several_languages(client, address):
    make_article(language="en", category=make_topic("NLP"))
    assert "English only" not in client.get(address, HTTP_ACCEPT_LANGUAGE="en").text
    make_article(language="ja", category=make_topic("NLP"))
    assert "English only" in client.get(address, HTTP_ACCEPT_LANGUAGE="en").text
    choose(client, languages="own")
    page = client.get(address, HTTP_ACCEPT_LANGUAGE="zh-CN").text
    assert 'aria-pressed="true">只看中文</button>' in page
    assert "没有" in page
