"""The choices of a reader are kept: theme, language, keyboard shortcut."""

import pytest

from tests.browser.conftest import wait_for
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
