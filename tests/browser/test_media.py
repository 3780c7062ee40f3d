"""Printing, forced colours, reduced motion, keyboard, long words, right-to-left text."""

from django.core.files.base import ContentFile

from media.storing import add_file
from operations.tasks.running import run_due
from tests.browser.conftest import RICH, hold, in_each_width, scroll_width
from tests.factories import make_article

STYLE = "(e, name) => getComputedStyle(e)[name]"


def print_has_the_text_without_navigation(page):
    page.emulate_media(media="print")
    for chrome in (".masthead nav", ".theme", ".language-switch", ".copy", "div.toc", ".foot ul"):
        assert not page.locator(chrome).first.is_visible(), chrome
    whole = "e => e.scrollWidth <= e.clientWidth"
    assert page.locator(".code pre").first.evaluate(whole)
    assert page.locator(".eq > .box").first.evaluate(STYLE, "overflowX") == "visible"
    link = page.locator(".prose a[href^=http]").first
    assert "counter" in link.evaluate("e => getComputedStyle(e, '::after').content")
    address = page.locator(".printed-links li").first
    assert address.is_visible()
    assert "example.com" in address.inner_text()


def forced_colours_keep_lines_and_borders_visible(page):
    page.emulate_media(media="screen", forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    paper = page.locator("html").evaluate(STYLE, "backgroundColor")
    for path in page.locator(".strip path").all()[:5]:
        assert path.evaluate(STYLE, "stroke") not in ("none", paper)
    assert page.locator(".code").first.evaluate(STYLE, "borderTopStyle") == "solid"
    assert page.locator(".note").first.evaluate(STYLE, "borderTopStyle") == "solid"


def reduced_motion_has_no_transitions(page):
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    assert page.locator("html").evaluate(STYLE, "scrollBehavior") == "auto"
    assert page.locator("a").first.evaluate(STYLE, "transitionDuration") == "0s"


def test_an_article_on_other_media(visit, rich_article, subtests):
    hold(
        subtests,
        visit("/articles/rich/"),
        print_has_the_text_without_navigation,
        forced_colours_keep_lines_and_borders_visible,
        reduced_motion_has_no_transitions,
    )


def test_tab_goes_from_the_skip_link_through_the_masthead(visit, rich_article):
    page = visit("/")
    names = []
    for _step in range(10):
        page.keyboard.press("Tab")
        focus = page.locator(":focus")
        assert focus.evaluate(STYLE, "outlineStyle") == "solid"
        box = focus.bounding_box()
        assert box["y"] >= 0, "what has the focus is seen"
        names.append(focus.get_attribute("aria-label") or focus.inner_text())
    assert names[0] == "Skip to the text"
    assert names[2:10] == [
        *("Topics", "Tags", "Archive", "Search", "Subscribe"),
        *("简体中文", "Light", "As the system"),
    ]


def test_the_skip_link_leads_to_the_main_element(visit, rich_article):
    page = visit("/articles/rich/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle" * 3


def test_long_words_do_not_widen_pages(visit):
    formula = f"${'x + ' * 20} 1$"
    parts = (RICH, LONG, f"> {LONG}", f"- {LONG}", f"## {LONG}", f"行内 `{LONG}` 与 {formula}")
    body = "\n\n".join(parts)
    article = make_article(title=LONG, slug="long", body=body, summary=LONG)
    article.tags.add(LONG[:50])
    page = visit("/")
    for path in ("/", "/articles/long/", "/archive/", "/tags/", f"/search/?q={LONG[:70]}"):
        page.goto(path)
        for width in in_each_width(page, 360, 1280):
            assert scroll_width(page) <= width, path


def test_right_to_left_text_does_not_widen_the_page(visit):
    body = f'<div dir="rtl">\n\nمرحبا بالعالم، هذا نص طويل {LONG}\n\n</div>\n\n{RICH}'
    make_article(title="مرحبا", slug="rtl", body=body)
    page = visit("/articles/rtl/", width=360)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.locator(".code code").first.evaluate(STYLE, "direction") == "ltr"


def test_dark_drawings_have_a_light_background_in_the_dark_scheme(visit, media_folders):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0H9"/></svg>'
    file = add_file(ContentFile(svg), "a.svg")
    run_due()
    make_article(slug="drawing", body=f"![一条线]({file.get_absolute_url()})")
    page = visit("/articles/drawing/")
    for theme, colour in (("light", "rgba(0, 0, 0, 0)"), ("dark", "rgb(227, 232, 224)")):
        page.emulate_media(color_scheme=theme)
        page.reload()
        picture = page.locator(".prose img")
        assert picture.evaluate(STYLE, "backgroundColor") == colour
        picture.click()
        assert page.locator("dialog img").evaluate(STYLE, "backgroundColor") == colour
