"""Cards of pages on other sites load nothing from there until the reader clicks."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import hold, in_each_width, scroll_width, wait_for
from tests.factories import make_article

PLAYER = "https://www.youtube-nocookie.com/embed/aaaaaaaaaaa?autoplay=1"
BODY = """Text before.

https://youtu.be/aaaaaaaaaaa

https://doi.org/10.1000/a-very-long-name-of-a-paper-that-goes-on-and-on-and-on-and-on-and-on

https://gist.github.com/ada/0123456789abcdef0123456789abcdef

Text after.
"""


@pytest.fixture
def cards():
    make_article(title="Cards", slug="cards", body=BODY, language="en")


def with_player(page):
    """The other site answers, so that a test needs no network."""
    page.route(
        "https://www.youtube-nocookie.com/**",
        lambda route: route.fulfill(body="<p>The player</p>", content_type="text/html"),
    )


def test_a_click_loads_the_player_and_says_from_where(visit, cards, live_server):
    page = visit("/articles/cards/", requests=True, before=with_player)
    page.wait_for_load_state("networkidle")
    assert page.hosts == {urlsplit(live_server.url).netloc}
    button = page.get_by_role("button", name="Open here: loads from www.youtube-nocookie.com")
    expect(button).to_have_count(1)
    button.click()
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("src", PLAYER)
    expect(page.frame_locator("iframe").get_by_text("The player")).to_be_visible()
    expect(frame).to_be_focused()
    expect(frame).to_have_attribute("title", "YouTube video")
    expect(button).to_have_count(0)
    assert not page.problems


def page_allows_no_player_of_another_site(page):
    page.evaluate(
        """document.body.append(Object.assign(
            document.createElement("iframe"), {src: "https://player.bilibili.com/"}))"""
    )
    wait_for(page, lambda: any("Content Security Policy" in text for text in page.problems))


def test_without_scripts_a_card_is_a_link(visit, cards):
    page = visit("/articles/cards/", script=False)
    link = page.get_by_role("link", name="YouTube video", exact=True)
    expect(link).to_have_attribute("href", "https://youtu.be/aaaaaaaaaaa")
    assert page.locator(".prose button").count() == 0


def test_button_is_in_the_language_of_the_interface(visit, cards):
    page = visit("/articles/cards/", locale="zh-CN")
    button = page.get_by_role("button", name="在此打开（从 www.youtube-nocookie.com 加载）")
    expect(button).to_have_attribute("lang", "zh-CN")


def cards_fit(page):
    page.locator("figure.embed button").wait_for()
    for width in in_each_width(page, 320, 360, 768, 1920):
        assert scroll_width(page) <= width
        for box in page.locator("figure.embed").all():
            assert box.evaluate("card => card.scrollWidth <= card.clientWidth")


def print_has_title_and_address_and_no_button(page):
    page.locator("figure.embed button").wait_for()
    page.emulate_media(media="print")
    expect(page.locator("figure.embed button")).to_be_hidden()
    expect(page.get_by_text("aaaaaaaaaaa", exact=True)).to_be_visible()
    expect(page.locator(".printed-links")).to_contain_text("https://youtu.be/aaaaaaaaaaa")


def test_an_article_with_cards(visit, cards, subtests):
    hold(
        subtests,
        visit("/articles/cards/"),
        cards_fit,
        print_has_title_and_address_and_no_button,
        page_allows_no_player_of_another_site,
    )
