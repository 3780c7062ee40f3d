"""Tables on the page: cells that wrap, decimal points, fades, the first column and the caption."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import hold
from tests.factories import make_article

LONG = "每个查询只在参考点附近采样几个位置，并且用上多尺度特征。"
BODY = f"""
| 方法 | 改了什么 | 为什么收敛得快 | 代价 |
|---|---|---|---|
| Deformable | {LONG} | {LONG} | {LONG} |

| 甲 | 乙 |
|---|---|
| {LONG} | {LONG} |

| 格式 | 误差 | 显存 |
|---|---|:-:|
| 双精度 | 0.0001 | 12.5 |
| fp8 | 12.5 | 3 |

<table><caption>九列</caption>
<tr><th>模型</th>{"<th>项</th>" * 8}</tr>
<tr><td>Deformable DETR</td>{"<td>一二三四</td>" * 8}</tr></table>
"""
LINES = "e => Math.round(e.clientHeight / parseFloat(getComputedStyle(e).lineHeight))"
# The x of the end of the whole part of a number.
POINT = """cell => {
    const range = document.createRange();
    range.setStart(cell.firstChild, 0);
    range.setEnd(cell.firstChild, cell.textContent.split(".")[0].length);
    return range.getBoundingClientRect().right;
}"""
OVERFLOW = "e => e.scrollWidth - e.clientWidth"


@pytest.fixture
def read(visit):
    def read_article(**options):
        make_article(title="表", slug="tables", body=BODY)
        return visit("/articles/tables/", **options)

    return read_article


def sentences_in_cells_wrap(page):
    cells = page.locator(".tbl").first.locator("td.long")
    assert cells.count() == 3
    for number in range(3):
        assert 130 <= cells.nth(number).bounding_box()["width"] <= 200
        assert cells.nth(number).evaluate(LINES) >= 2


def two_columns_of_sentences_fit_a_phone(page):
    assert page.locator(".tbl").nth(1).evaluate(OVERFLOW) == 0


def a_wide_table_extends_into_the_margin(page):
    table, paragraph = page.locator(".tbl").first, page.locator(".prose")
    assert table.evaluate(OVERFLOW) == 0
    assert table.bounding_box()["width"] <= paragraph.bounding_box()["width"]


def numbers_of_a_column_have_their_points_below_each_other(page):
    table = page.locator(".tbl").nth(2)
    for column in (2, 3):
        first, second = (
            table.locator(f"tbody tr:nth-child({row}) td:nth-child({column})").evaluate(POINT)
            for row in (1, 2)
        )
        assert first == pytest.approx(second, abs=0.5)


def digits_that_only_align_are_not_copied(page):
    table = page.locator(".tbl").nth(2)
    copied = table.evaluate(
        "e => { getSelection().selectAllChildren(e); return getSelection().toString(); }"
    )
    assert copied.split() == [
        "格式",
        "误差",
        "显存",
        "双精度",
        "0.0001",
        "12.5",
        "fp8",
        "12.5",
        "3",
    ]


def the_first_column_and_the_caption_stay_while_a_wide_table_scrolls(page):
    box = page.locator(".tbl").nth(3)
    kept = [box.locator("td").first, box.locator("caption")]
    before = [each.bounding_box()["x"] for each in kept]
    box.evaluate("e => e.scrollLeft = 150")
    assert [each.bounding_box()["x"] for each in kept] == before
    assert box.locator("td").nth(1).bounding_box()["x"] < before[0]


def a_fade_is_only_at_a_side_where_the_table_goes_on(page):
    fits, wide = page.locator(".tbl").nth(1), page.locator(".tbl").first
    expect(fits).to_have_css("mask-image", "none")
    expect(wide).to_have_css("mask-image", re.compile("linear-gradient"))
    # At the start the mask reaches past the left side, at the end past the right one.
    expect(wide).to_have_css("mask-position", re.compile(r"^-4\d(\.\d+)?px"))
    wide.evaluate("e => e.scrollLeft = (e.scrollWidth - e.clientWidth) / 2")
    expect(wide).to_have_css("mask-size", "100% 100%")
    wide.evaluate("e => e.scrollLeft = e.scrollWidth")
    expect(wide).to_have_css("mask-size", re.compile(r"calc\(100% \+ 4"))
    expect(wide).to_have_css("mask-position", re.compile("^0"))


def test_tables_on_a_phone(read, subtests):
    hold(
        subtests,
        read(width=360),
        sentences_in_cells_wrap,
        two_columns_of_sentences_fit_a_phone,
        the_first_column_and_the_caption_stay_while_a_wide_table_scrolls,
        a_fade_is_only_at_a_side_where_the_table_goes_on,
    )


def test_tables_on_a_desktop(read, subtests):
    hold(
        subtests,
        read(width=1280),
        a_wide_table_extends_into_the_margin,
        numbers_of_a_column_have_their_points_below_each_other,
        digits_that_only_align_are_not_copied,
    )
