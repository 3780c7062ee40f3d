"""Articles on paper: what is left out, addresses of links, and pages."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import hold
from tests.factories import make_article

BODY = """
一个[链接](https://example.org/one)，一个[站内链接](/about/)，公式 $\\href{https://example.org/no}{x}$。

> [!NOTE]
> 再来[一个](https://example.org/two?a=1&b=2)。
"""
PAGE = re.compile(rb"/Type\s*/Page[^s]")
SIZE = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")
TEXT = "这一段占据一些地方，好让后面的代码从半页处开始。" * 24 + "\n\n"


@pytest.fixture
def printed(visit):
    def print_article(body=BODY, **options):
        make_article(title="打印", slug="print", body=body)
        page = visit("/articles/print/", **options)
        page.emulate_media(media="print")
        return page

    return print_article


def the_head_has_author_date_and_address(page):
    line = page.locator(".printed")
    expect(line).to_be_visible()
    expect(line).to_have_text(re.compile(r" · \d{4}-\d\d-\d\d · https?://.*/articles/print/$"))


def neither_is_on_the_screen(page):
    page.emulate_media(media="screen")
    expect(page.locator(".printed")).to_be_hidden()
    expect(page.locator(".printed-links")).to_be_hidden()


def test_what_is_only_for_the_screen_is_left_out(printed):
    page = printed("## 一\n\n文")
    for place in (".masthead", ".foot", ".tail", "div.toc"):
        expect(page.locator(place)).to_be_hidden()


def addresses_of_links_are_listed_in_the_order_of_their_numbers(page):
    listed = page.locator(".printed-links li").all_inner_texts()
    assert listed == ["https://example.org/one", "https://example.org/two?a=1&b=2"]
    numbered = """() => [...document.querySelectorAll(".prose a")]
        .filter(a => getComputedStyle(a, "::after").content.includes("counter"))
        .map(a => a.getAttribute("href"))"""
    assert page.evaluate(numbered) == listed


def test_no_block_has_counters_of_its_own(printed):
    """`content-visibility` would begin the numbers of links anew in each block."""
    page = printed("\n\n".join(f"第 {n} 段，[链接](https://example.org/{n})。" for n in range(12)))
    values = """() => [...document.querySelectorAll(".prose > *")]
        .map(block => getComputedStyle(block).contentVisibility)"""
    page.emulate_media(media="screen")
    assert "auto" in page.evaluate(values)
    page.emulate_media(media="print")
    assert set(page.evaluate(values)) == {"visible"}


def test_an_article_without_links_has_no_list(printed):
    assert printed("文").locator(".printed-links").count() == 0


def test_the_text_is_as_wide_as_the_page(printed):
    page = printed(TEXT, width=700)
    text = page.locator(".prose > p").first.bounding_box()
    assert text["x"] + text["width"] == pytest.approx(700, abs=1)


def the_reader_chooses_the_paper(page):
    for paper, size in (("A4", (594.96, 841.92)), ("Letter", (612, 792))):
        found = SIZE.search(page.pdf(format=paper, prefer_css_page_size=True))
        assert (float(found[1]), float(found[2])) == pytest.approx(size, abs=1)


def test_an_article_on_paper(printed, subtests):
    hold(
        subtests,
        printed(),
        the_head_has_author_date_and_address,
        addresses_of_links_are_listed_in_the_order_of_their_numbers,
        the_reader_chooses_the_paper,
        neither_is_on_the_screen,
    )


def test_long_code_leaves_no_page_half_empty(printed):
    page = printed(TEXT + "```python\n" + "x = 1\n" * 52 + "```\n\n" + TEXT)
    for paper in ("A4", "Letter"):
        assert len(PAGE.findall(page.pdf(format=paper))) == 2


def test_wide_tables_and_code_wrap_on_paper(printed):
    cells = "| " + " | ".join(["一个相当长的单元格"] * 9) + " |\n"
    body = f"{cells}{'|---' * 9}|\n{cells}\n```python\n{'name + ' * 60}1\n```"
    page = printed(body, width=700)
    assert page.evaluate("document.documentElement.scrollWidth") <= 700


def test_closed_folds_are_printed(printed):
    page = printed("<details><summary>题</summary>\n\n藏着的字\n\n</details>")
    expect(page.get_by_text("藏着的字")).to_be_visible()
