"""Long articles on a phone: the line at the top, the bar at the bottom, and the contents in it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import hold, wait_for
from tests.browser.test_accessibility import violations
from tests.factories import make_article

BODY = "\n\n".join(
    ["开头。" * 40]
    + [f"## 第 {n} 个问题\n\n" + "答案在这里，要读一会儿。\n\n" * 40 for n in range(1, 9)]
)
SIZE = {"width": 360, "has_touch": True, "is_mobile": True}
COVERED = """() => {
    scrollTo(0, document.documentElement.scrollHeight);
    const last = document.querySelector(".foot").getBoundingClientRect();
    return last.bottom - document.querySelector(".here").getBoundingClientRect().top;
}"""


@pytest.fixture
def phone(visit):
    def open_article(**options):
        make_article(title="很长的一篇", slug="long", body=BODY, language="zh-hans")
        return visit("/articles/long/", **{**SIZE, "locale": "zh-CN", **options})

    return open_article


def bar(page):
    return page.get_by_role("button", name="目录")


def open_contents(page):
    bar(page).click()
    return page.get_by_role("dialog", name="目录")


def the_bar_names_the_section_that_is_read(page):
    expect(bar(page)).to_have_text("很长的一篇目录")
    page.locator("h2").nth(4).evaluate("heading => heading.scrollIntoView()")
    expect(bar(page)).to_have_text("05 第 5 个问题目录")
    page.evaluate("scrollTo(0, 0)")
    expect(bar(page)).to_have_text("很长的一篇目录")


def the_contents_show_the_current_section_and_lead_to_others(page):
    page.locator("h2").nth(4).evaluate("heading => heading.scrollIntoView()")
    expect(bar(page)).to_contain_text("05")
    contents = open_contents(page)
    expect(contents.locator("[aria-current=location]")).to_be_focused()
    expect(contents.locator("[aria-current=location]")).to_have_text("05 第 5 个问题")
    contents.get_by_role("link", name="07 第 7 个问题").click()
    expect(contents).to_be_hidden()
    expect(page.locator(":target")).to_be_in_viewport()
    expect(bar(page)).to_contain_text("07")


def back_to_top_is_in_the_contents(page):
    page.evaluate("scrollTo(0, 4000)")
    open_contents(page).get_by_role("link", name="回到顶部").click()
    wait_for(page, lambda: page.evaluate("scrollY") == 0)
    expect(page.locator("dialog")).to_be_hidden()


def the_contents_close_and_give_the_focus_back(page):
    for close in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.mouse.click(180, 20),
        lambda: page.get_by_role("button", name="关闭").click(),
    ):
        contents = open_contents(page)
        expect(contents).to_be_visible()
        close()
        expect(contents).to_be_hidden()
        expect(bar(page)).to_be_focused()


def a_tap_beside_a_link_does_not_close_the_contents(page):
    contents = open_contents(page)
    header = contents.locator("header").bounding_box()
    page.mouse.click(header["x"] + 5, header["y"] + 5)
    expect(contents).to_be_visible()
    page.keyboard.press("Escape")


def the_bar_covers_nothing_at_the_end_of_the_page(page):
    expect(bar(page)).to_be_visible()
    assert page.evaluate(COVERED) <= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def the_line_at_the_top_shows_the_place_in_the_article(page):
    page.evaluate("scrollTo(0, 0)")
    line = page.locator(".place").bounding_box()
    assert (line["x"], line["y"], line["width"], line["height"]) == (0, 0, 360, 3)
    place = """parseFloat(getComputedStyle(document.querySelector(".place"), "::after")
        .backgroundPositionX)"""
    wait_for(page, lambda: page.evaluate(place) < 1)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    wait_for(page, lambda: 20 < page.evaluate(place) < 80)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    wait_for(page, lambda: page.evaluate(place) > 85)


def test_a_long_article_on_a_phone(phone, subtests):
    hold(
        subtests,
        phone(),
        the_bar_names_the_section_that_is_read,
        the_contents_close_and_give_the_focus_back,
        a_tap_beside_a_link_does_not_close_the_contents,
        back_to_top_is_in_the_contents,
        the_contents_show_the_current_section_and_lead_to_others,
        the_bar_covers_nothing_at_the_end_of_the_page,
        the_line_at_the_top_shows_the_place_in_the_article,
    )


def test_without_script_the_contents_are_folded_above_the_text(phone):
    page = phone(script=False)
    assert page.locator(".here").is_hidden()
    page.locator("details.toc summary").click()
    page.locator("details.toc").get_by_role("link", name="05 第 5 个问题").click()
    expect(page.locator(":target")).to_be_in_viewport()
    assert page.evaluate("getComputedStyle(document.body).paddingBottom") == "0px"


def test_wide_screens_have_neither(phone):
    page = phone(width=1280, is_mobile=False)
    page.locator("div.toc").wait_for()
    assert page.locator(".here").is_hidden()
    assert page.locator(".place").is_hidden()


def test_it_speaks_english_on_an_english_interface(phone):
    page = phone(locale="en-GB")
    page.get_by_role("button", name="Contents").click()
    contents = page.get_by_role("dialog", name="Contents")
    expect(contents.get_by_role("button", name="Close")).to_be_visible()
    expect(contents.get_by_role("link", name="Back to top")).to_be_visible()


def test_axe_finds_nothing_in_bar_and_contents(phone):
    page = phone(bypass_csp=True)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert violations(page) == []
        expect(open_contents(page)).to_be_visible()
        assert violations(page) == []
        page.keyboard.press("Escape")
    assert not page.problems
