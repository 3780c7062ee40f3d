"""A feed that is opened in a browser."""

import pytest


@pytest.mark.parametrize("address", ["/feed.xml", "/rss.xml"])
@pytest.mark.parametrize("width", [360, 1280])
def test_feed_opened_in_a_browser_is_a_page(visit, rich_article, live_server, address, width):
    page = visit(address, width=width)
    assert page.locator("input").get_attribute("value") == live_server.url + address
    words = page.locator("main").text_content()
    assert "This is a feed" in words
    assert not page.get_by_text("开头一段").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not page.problems
    page.get_by_role("link", name="缩放点积注意力").click()
    page.wait_for_url("**/articles/rich/")
