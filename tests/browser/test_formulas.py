"""Formulas: copying LaTeX, references, scrolling by keyboard, line breaks."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import hold, in_each_width, scroll_width
from tests.factories import make_article

BODY = """
见式 \\eqref{能量}，其中 $m$ 是质量。

\\begin{equation} E = mc^2 \\label{能量} \\end{equation}

在公式里：$a = \\eqref{能量}$，很宽的：

$$
x = a_0 + a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11} + a_{12} + a_{13}
+ a_{14} + a_{15} + a_{16} + a_{17}
$$

好。
"""


@pytest.fixture
def formulas():
    return make_article(title="公式", slug="formulas", body=BODY)


def copied(page, start, end):
    """Copy the blocks from `start` to `end`, and return the text of the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """([start, end]) => {
            const blocks = document.querySelector(".prose").children;
            const last = blocks[end];
            getSelection().setBaseAndExtent(blocks[start], 0, last, last.childNodes.length);
        }""",
        [start, end],
    )
    page.keyboard.press("Control+C")
    return page.evaluate("navigator.clipboard.readText()")


def copying_gives_the_latex_of_formulas(page):
    text = copied(page, 0, 1)
    assert "其中 $m$ 是质量。" in text
    assert "$$\\begin{equation} E = mc^2 \\label{能量} \\end{equation}$$" in text
    assert text.count("mc^2") == 1


def a_partly_selected_formula_is_copied_whole(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """() => {
            const prose = document.querySelector(".prose");
            const inside = prose.querySelector("math mi").firstChild;
            getSelection().setBaseAndExtent(prose.firstElementChild.firstChild, 0, inside, 1);
        }"""
    )
    page.keyboard.press("Control+C")
    assert page.evaluate("navigator.clipboard.readText()").endswith("，其中 $m$")


def text_without_formulas_is_copied_by_the_browser(page):
    assert copied(page, 4, 4).strip() == "好。"


def formulas_are_copied_as_html_too(page):
    copied(page, 0, 1)
    html = page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            return (await item.getType("text/html")).text();
        }"""
    )
    assert "<math" in html


def a_reference_is_followed_by_keyboard(page):
    for place in (".prose p a", ".prose math a"):
        page.goto("/articles/formulas/")
        page.locator(place).first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(":target")).to_have_text("(1)")
        assert page.evaluate("decodeURIComponent(location.hash)") == "#eq-能量"


def test_a_wide_formula_scrolls_by_keyboard_in_a_named_group(visit, formulas):
    page = visit("/articles/formulas/", width=360)
    box = page.get_by_role("group", name="公式").last
    box.focus()
    page.keyboard.press("ArrowRight")
    expect(box).not_to_have_js_property("scrollLeft", 0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def equation_numbers_are_at_the_right_edge(page):
    number = page.locator("mtd.tag").bounding_box()
    box = page.locator(".eq > .box").first.bounding_box()
    assert number["x"] + number["width"] == pytest.approx(box["x"] + box["width"], abs=2)


def test_an_article_with_formulas(visit, formulas, subtests):
    hold(
        subtests,
        visit("/articles/formulas/"),
        equation_numbers_are_at_the_right_edge,
        copying_gives_the_latex_of_formulas,
        a_partly_selected_formula_is_copied_whole,
        text_without_formulas_is_copied_by_the_browser,
        formulas_are_copied_as_html_too,
        a_reference_is_followed_by_keyboard,
    )


def test_punctuation_never_begins_a_line_after_a_formula(visit):
    make_article(slug="stop", body="一二三四五六七八九十一二三四五 $x + y$。一二三四五六七八九十")
    page = visit("/articles/stop/")
    lines = """() => [...Array(120).keys()].every((step) => {
        const paragraph = document.querySelector(".prose p");
        paragraph.style.inlineSize = `${80 + 3 * step}px`;
        const pair = paragraph.querySelector(".math-punct");
        const range = document.createRange();
        range.selectNodeContents(pair.lastChild);
        const stop = range.getBoundingClientRect();
        return stop.top < pair.querySelector("math").getBoundingClientRect().bottom - 2;
    })"""
    assert page.evaluate(lines)


def test_a_long_inline_formula_does_not_widen_the_page(visit):
    long = "$" + "+".join(f"a_{{{n}}}" for n in range(99)) + "$"
    make_article(title="Long", slug="long", body=f"文 {long} 文\n\n- 项 {long}\n\n### 题 {long}")
    page = visit("/articles/long/")
    for width in in_each_width(page, 360, 1280):
        assert scroll_width(page) == width
