"""Reading the site: navigation, contents, footnotes, themes, without scripts."""

import re
from urllib.parse import quote

from playwright.sync_api import expect

from tests.browser.conftest import hold, in_each_width, scroll_width

PAGES = [
    "/",
    "/articles/rich/",
    "/topics/",
    "/tags/",
    f"/tags/{quote('注意力')}/",
    "/archive/",
    "/no/",
]


def test_the_home_page_links_to_an_article(visit, rich_article):
    page = visit("/")
    hero = page.locator("h1").inner_text()
    assert hero.split() == ["INCOMING", "TRANSMISSION"]
    assert page.locator("#latest").inner_text() == "LATEST UPDATES"
    page.get_by_role("link", name="缩放点积注意力", exact=True).click()
    page.wait_for_url("**/articles/rich/")
    expect(page.locator("article h1")).to_have_text("缩放点积注意力")


def formulas_code_and_notes_are_drawn(page):
    assert page.locator("math").count() == 2
    assert page.locator("math[display=block]").bounding_box()["height"] > 60
    keyword = page.locator(".highlight .k").first
    text = page.locator(".highlight").first
    colour = "e => getComputedStyle(e).color"
    assert keyword.evaluate(colour) != text.evaluate(colour)
    assert page.locator("aside.note.warn").is_visible()


def contents_link_to_sections(page):
    page.locator("div.toc a", has_text="代码").click()
    expect(page.locator(":target")).to_have_text(re.compile("代码$"))
    assert page.evaluate("decodeURIComponent(location.hash)") == "#代码"


def test_an_article_of_all_kinds_of_parts(visit, rich_article, subtests):
    page = visit("/articles/rich/")
    hold(subtests, page, formulas_code_and_notes_are_drawn, contents_link_to_sections)


def test_footnotes_link_there_and_back(visit, rich_article):
    page = visit("/articles/rich/", script=False)
    page.locator("sup a").click()
    expect(page.locator("li:target")).to_have_text(re.compile("^在这里"))
    page.locator("li:target a").click()
    expect(page.locator("sup a:target")).to_be_visible()


def test_no_page_is_wider_than_the_screen_and_all_read_the_same_without_script(
    visit, rich_article, subtests
):
    page, without_script = visit("/"), visit("/", script=False)
    buttons = ".copy, .tools button"
    for path in PAGES:
        with subtests.test(path):
            page.goto(path)
            for width in in_each_width(page, 360, 768, 1280):
                assert scroll_width(page) <= width
            page.evaluate(f"document.querySelectorAll('{buttons}').forEach(each => each.remove())")
            without_script.goto(path)
            said = without_script.locator("main").inner_text()
            assert page.locator("main").inner_text() == said


def test_dark_theme_follows_the_system(visit, rich_article):
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    page = visit("/")
    for theme, colour in (("light", "rgb(244, 246, 242)"), ("dark", "rgb(15, 21, 22)")):
        page.emulate_media(color_scheme=theme)
        assert page.evaluate(paper) == colour
