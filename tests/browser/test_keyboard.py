"""Keyboard navigation: the skip link is first, and the focus is always visible."""

import pytest
from playwright.sync_api import expect

MOST = 90  # more stops than any of the pages has
AT = """() => {
    const at = document.activeElement, style = getComputedStyle(at);
    const box = at.closest("form.find") ?? at;  // the search field shows focus by its line
    return {
        tag: at.tagName,
        name: at.className + " " + (at.ariaLabel ?? at.textContent).trim().slice(0, 30),
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        marked: box !== at && getComputedStyle(box).borderBottomColor,
        inside: [".masthead", "main", ".foot"].findIndex(part => at.closest(part)),
    };
}"""
NEEDLE = "rgb(181, 44, 22)"


def stops(page):
    """The elements that the tab key reaches, in order."""
    for _number in range(MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(AT)
        if stop["tag"] == "BODY":
            return
        yield stop


@pytest.mark.parametrize("width", [360, 1280])
def test_focus_is_visible_and_in_page_order(visit, rich_article, width, subtests):
    page = visit("/", width=width)
    for path in ("/", "/articles/rich/", "/archive/", "/search/?q=alpha", "/no/"):
        with subtests.test(path):
            page.goto(path)
            assert_focus_is_visible_and_in_order(list(stops(page)))


def assert_focus_is_visible_and_in_order(reached):
    assert "skip" in reached[0]["name"]
    unseen = [stop for stop in reached if not (stop["outlined"] or stop["marked"] == NEEDLE)]
    assert not unseen
    parts = [stop["inside"] for stop in reached[1:]]
    assert parts == sorted(parts)
    assert set(parts) == {0, 1, 2}


def test_the_skip_link_skips_the_masthead(visit, rich_article):
    page = visit("/articles/rich/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip").first).to_have_css("clip-path", "none")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(AT)["inside"] == 1


def test_a_second_link_skips_the_contents(visit, rich_article):
    page = visit("/articles/rich/")
    skip = page.get_by_role("link", name="Skip the contents")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.prose') !== null")


def test_a_linked_heading_is_not_covered(visit, rich_article):
    page = visit("/articles/rich/#代码")
    expect(page.locator(":target")).to_be_in_viewport()
    dial, heading = page.locator(".dial").bounding_box(), page.locator(":target").bounding_box()
    assert heading["y"] >= dial["y"] + dial["height"]
