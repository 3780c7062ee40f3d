"""A feed that is opened in a browser."""

import pytest

from tests.browser.conftest import in_each_width, scroll_width


@pytest.mark.parametrize("address", ["/feed.xml", "/rss.xml"])
def test_feed_opened_in_a_browser_is_a_page(visit, rich_article, live_server, address):
    page = visit(address)
    assert page.locator("input").get_attribute("value") == live_server.url + address
    words = page.locator("main").text_content()
    assert "This is a feed" in words
    assert not page.get_by_text("开头一段").first.is_visible()
    for width in in_each_width(page, 360, 1280):
        assert scroll_width(page) <= width
    assert not page.problems
    page.get_by_role("link", name="缩放点积注意力").click()
    page.wait_for_url("**/articles/rich/")


@pytest.mark.parametrize("address", ["/feed.xml", "/rss.xml"])
def test_the_address_of_a_feed_is_copied_by_a_button(visit, rich_article, live_server, address):
    page = visit("/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name="Subscribe").click()
    page.goto(live_server.url + address)
    page.get_by_role("button", name="Copy the address").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == live_server.url + address


def test_feed_readers_get_no_script(client, rich_article):
    for address in ("/feed.xml", "/rss.xml"):
        assert "<script" not in client.get(address).text
        assert "<script" in client.get(address, headers={"accept": "text/html"}).text
