"""The choices of a reader are kept: theme, text size, language, keyboard shortcut."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import in_each_width, scroll_width, wait_for
from tests.factories import make_article

PAPER = "getComputedStyle(document.documentElement).backgroundColor"
COLOUR = "[...document.querySelectorAll('meta[name=theme-color]')]"
COLOUR += ".find(meta => matchMedia(meta.media).matches).content"
KEY_IS_NOT_HANDLED = """document.body.dispatchEvent(
    new KeyboardEvent("keydown", {key: "/", bubbles: true, cancelable: true}))"""
LIGHT, DARK = ("rgb(244, 246, 242)", "#f4f6f2"), ("rgb(15, 21, 22)", "#0f1516")


def colours(page):
    return page.evaluate(PAPER), page.evaluate(COLOUR)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("script", [True, False])
def test_a_chosen_theme_is_kept_on_other_pages(visit, live_server, script):
    page = visit("/", script=script)
    assert colours(page) == LIGHT
    press(page, "Dark")
    wait_for(page, lambda: colours(page) == DARK)
    page.wait_for_load_state("networkidle")
    page.goto(live_server.url + "/archive/?year=2026")
    assert colours(page) == DARK
    press(page, "As the system")
    wait_for(page, lambda: colours(page) == LIGHT)
    assert page.url.endswith("/archive/?year=2026")


def test_the_theme_changes_without_a_reload(visit):
    page = visit("/")
    page.evaluate("window.same = true")
    press(page, "Dark")
    assert page.evaluate("window.same")
    pressed = page.locator(".theme [aria-pressed=true]")
    assert pressed.get_attribute("value") == "dark"


def text_width(page):
    """The width of a line in characters of its size, and that size in pixels."""
    return page.evaluate("""() => {
        const text = document.querySelector(".prose > p"), style = getComputedStyle(text);
        const size = parseFloat(style.fontSize);
        return [Math.round(parseFloat(style.maxWidth) / size), size];
    }""")


@pytest.mark.parametrize("script", [True, False])
def test_a_chosen_text_size_is_kept_and_lines_keep_their_length(visit, live_server, script):
    make_article(title="字号", slug="size", body="正文。" * 100)
    page = visit("/articles/size/", script=script, width=1920)
    length, medium = text_width(page)
    for name, factor in (("Large text", 1.2), ("Small text", 0.9), ("Medium text", 1)):
        press(page, name)
        expected = pytest.approx([length, medium * factor], rel=0.01)
        wait_for(page, lambda expected=expected: text_width(page) == expected)
        page.wait_for_load_state("networkidle")
        page.goto(live_server.url + "/articles/size/")
        assert text_width(page) == expected
        assert page.get_by_role("button", name=name).get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("script", [True, False])
def test_a_button_opens_the_choices_on_a_phone(visit, script):
    page = visit("/", width=360, script=script)
    expect(page.get_by_role("button", name="Large text")).to_be_hidden()
    press(page, "Colours and text size")
    press(page, "Large text")
    expect(page.locator("[data-size=large]")).to_be_attached()


def test_the_choice_stays_where_large_text_leaves_no_room_for_it(visit):
    page = visit("/", width=1280)
    press(page, "Large text")
    chosen = page.get_by_role("button", name="Large text")
    expect(chosen).to_be_focused()
    expect(chosen).to_be_in_viewport()
    press(page, "Medium text")
    expect(page.get_by_role("button", name="Medium text")).to_be_visible()


@pytest.mark.parametrize("size", ["small", "large"])
def test_pages_fit_in_each_text_size(visit, live_server, rich_article, size):
    page = visit("/", before=lambda page: set_size(page, live_server, size))
    for path in ("/", "/articles/rich/", "/archive/", "/search/?q=alpha"):
        page.goto(path)
        for width in in_each_width(page, 360, 768, 1024, 1280, 1920):
            assert scroll_width(page) <= width, path
            first = page.locator(".word").bounding_box()
            choice = page.locator(".size:visible, .appearance-button:visible").bounding_box()
            assert choice["y"] < first["y"] + first["height"], "the masthead has one row of choices"


def set_size(page, server, size):
    page.context.add_cookies([{"name": "size", "value": size, "url": server.url}])


def test_a_chosen_language_is_kept_and_the_page_stays(visit, live_server):
    page = visit("/archive/?year=2026")
    page.get_by_role("button", name="简体中文").click()
    page.wait_for_url("**/archive/?year=2026")
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.goto(live_server.url + "/tags/")
    assert page.locator("h1").inner_text() == "标签"


def test_switching_the_language_opens_the_translation(visit):
    english = make_article(title="Attention", slug="attention", language="en")
    make_article(title="注意力", slug="zhu-yi-li", translation_of=english)
    page = visit("/articles/attention/")
    page.get_by_role("button", name="简体中文").click()
    page.wait_for_url("**/articles/zhu-yi-li/")
    assert page.locator("h1").inner_text() == "注意力"


def test_the_search_shortcut_can_be_switched_off(visit, live_server):
    page = visit("/")
    page.keyboard.press("/")
    page.wait_for_url("**/search/#q")
    page.locator("#q:focus").fill("a/b")
    press(page, "Switch the key off")
    page.wait_for_selector("[data-keys=off]")
    page.goto(live_server.url + "/")
    assert page.evaluate(KEY_IS_NOT_HANDLED)
