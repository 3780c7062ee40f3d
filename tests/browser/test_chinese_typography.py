"""Chinese text: titles break between words, ragged paragraphs, emphasis, fractions in lines."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import hold, in_each_width, scroll_width
from tests.factories import make_article

TITLE = "采样器里那个自由参数从哪来"
BODY = (
    "*有汉字的强调*，*Latin only*。"
    + "这一段写得很长，为的是让它在每一种宽度下都换行，好看出两端对齐还是不对齐。" * 3
    + "\n\n"
    + "行里的分式 $\\frac{1-\\bar\\alpha_{t-1}}{1-\\bar\\alpha_t}\\beta_t$ 与下一行之间留有空隙。"
    * 9
    + f"\n\n## {TITLE}\n"
)
# The text of each line of an element.
LINES = """element => {
    const lines = [], range = document.createRange();
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let bottom = null;
    while (texts.nextNode()) {
        const node = texts.currentNode;
        if (node.parentElement.closest(".sec")) continue;
        for (let at = 0; at < node.length; at++) {
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const box = range.getBoundingClientRect();
            if (bottom === null || box.top > bottom - 2) lines.push("");
            bottom = box.bottom;
            lines[lines.length - 1] += node.data[at];
        }
    }
    return lines;
}"""
# The smallest distance between a fraction and the characters above and below it, in pixels. Chinese
# characters are as high as the font size, in the middle of their box.
GAP = """paragraph => {
    const size = parseFloat(getComputedStyle(paragraph).fontSize), range = document.createRange();
    const characters = [...paragraph.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
        .flatMap(node => [...node.data].map((_, at) => {
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const { left, right, top, bottom } = range.getBoundingClientRect();
            return { left, right, middle: (top + bottom) / 2 };
        }));
    const gaps = [...paragraph.querySelectorAll("math")].flatMap(math => {
        const box = math.getBoundingClientRect();
        return characters
            .filter(each => each.right > box.left + 1 && each.left < box.right - 1)
            .map(each => each.middle > box.bottom ? each.middle - size / 2 - box.bottom
                : box.top - each.middle - size / 2);
    });
    return Math.min(...gaps);
}"""


@pytest.fixture
def read(visit):
    def read_article(title=TITLE, **options):
        make_article(title=title, slug="chinese", body=BODY)
        return visit("/articles/chinese/", **options)

    return read_article


def a_title_breaks_between_words(page):
    places = {360: ("h1", ".prose h2"), 1280: ("div.toc li span",)}
    for width in in_each_width(page, *places):
        for place in places[width]:
            lines = page.locator(place).evaluate(LINES)
            assert "".join(lines) == TITLE
            assert len(lines) > 1
            for line in lines[:-1]:
                assert line.endswith(("采样器里", "自由参数"))


def test_a_title_without_a_place_to_break_does_not_widen_the_page(read):
    page = read(title="一二三四五六七八九十" * 6)
    for width in in_each_width(page, 360, 768, 1280):
        assert scroll_width(page) <= width


def all_paragraphs_are_ragged(page):
    paragraphs = page.locator(".prose > p")
    for number in range(paragraphs.count()):
        expect(paragraphs.nth(number)).to_have_css("text-align", "start")


def dots_are_below_han_and_italics_for_other_letters(page):
    emphasis = page.locator(".prose em")
    expect(emphasis.nth(0)).to_have_css("text-emphasis-style", "dot")
    expect(emphasis.nth(0)).to_have_css("font-style", "normal")
    expect(emphasis.nth(1)).to_have_css("text-emphasis-style", "none")
    expect(emphasis.nth(1)).to_have_css("font-style", "italic")


def a_fraction_in_a_sentence_keeps_its_distance_from_other_lines(page):
    for _width in in_each_width(page, 360, 1280):
        assert page.locator(".prose > p").nth(1).evaluate(GAP) >= 7.5


def test_a_chinese_article(read, subtests):
    hold(
        subtests,
        read(),
        all_paragraphs_are_ragged,
        dots_are_below_han_and_italics_for_other_letters,
        a_title_breaks_between_words,
        a_fraction_in_a_sentence_keeps_its_distance_from_other_lines,
    )
