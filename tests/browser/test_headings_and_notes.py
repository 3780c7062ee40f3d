"""Signs of sections, and callouts that follow each other."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from articles.models import Page
from tests.browser.conftest import hold, in_each_width
from tests.factories import make_article

NUMBERED = "## 8.1 基本\n\n文\n\n## 后记\n\n文"
NOTES = "> [!NOTE]\n> 一\n\n> [!TIP]\n> 二\n\n> [!WARNING]\n> 三\n"


def the_number_that_the_author_wrote_stands_in_the_margin(page):
    heading, paragraph = page.locator(".prose h2").first, page.locator(".prose p").first
    number = heading.locator(".sec").bounding_box()
    assert heading.inner_text() == "8.1基本"
    assert number["x"] + number["width"] <= paragraph.bounding_box()["x"]


def a_section_without_a_number_begins_at_the_edge_of_the_text(page):
    start = """e => { const range = document.createRange(); range.selectNodeContents(e.lastChild);
        return range.getBoundingClientRect().x; }"""
    for _width in in_each_width(page, 360, 1280):
        edge = page.locator(".prose p").first.bounding_box()["x"]
        assert page.locator(".prose h2").last.evaluate(start) == pytest.approx(edge, abs=2)
        link = page.locator(".prose h2").last.locator(".sec")
        expect(link).to_have_css("opacity", "0")
        link.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(link).to_have_css("opacity", "1")
        link.blur()


def test_sections_with_and_without_numbers(visit, subtests):
    make_article(slug="book", body=NUMBERED)
    hold(
        subtests,
        visit("/articles/book/"),
        the_number_that_the_author_wrote_stands_in_the_margin,
        a_section_without_a_number_begins_at_the_edge_of_the_text,
    )


def test_sections_of_pages_have_no_numbers(visit):
    Page.objects.create(title="关于", slug="about", body="## 一\n\n文", language="zh-hans")
    page = visit("/about/")
    assert page.locator(".prose").inner_text().split() == ["一", "文"]


def test_callouts_that_follow_each_other_share_a_rule(visit):
    make_article(slug="notes", body=NOTES)
    notes = visit("/articles/notes/").locator(".note")
    boxes = [notes.nth(number).bounding_box() for number in range(3)]
    gaps = [low["y"] - high["y"] - high["height"] for high, low in pairwise(boxes)]
    assert gaps == pytest.approx([0, 0], abs=0.5)
    rules = notes.evaluate_all("all => all.map(e => getComputedStyle(e).borderTopWidth)")
    assert rules == ["1px", "0px", "0px"]


@pytest.mark.parametrize(
    "mark",
    [
        "> [!NOTE]- {}\n> 文",
        "<details><summary>{}</summary>\n\n文\n\n</details>",
    ],
)
def test_a_title_with_a_formula_and_code_flows_as_one_text(visit, mark):
    title = "前面先有很长的一段话，在手机上要排成好几行，中间有公式 $x^2$ 与 `code`，后面的字接着排"
    make_article(slug="title", body=mark.format(title))
    page = visit("/articles/title/", width=360)
    summary = page.locator("details:not(.toc, .cite) > summary")
    lines = summary.evaluate("""summary => {
        const range = document.createRange();
        range.selectNodeContents([...summary.childNodes].find(node => node.nodeType === 3));
        return [...range.getClientRects()].map(line => line.width);
    }""")
    assert len(lines) == 2
    assert lines[0] > 0.7 * summary.bounding_box()["width"]
