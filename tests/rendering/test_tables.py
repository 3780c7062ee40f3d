"""Cells that wrap, numbers aligned by their decimal points, first columns that stay in place."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from rendering import DIALECTS, for_feed, render

LONG = "每个查询只在参考点附近采样几个位置"


def cells(source: str, dialect: str = "commonmark") -> dict[str, dict[str, str | None]]:
    """The attributes of each cell, by its text."""
    page = LexborHTMLParser(render(source, dialect=dialect).html)
    return {cell.text(): dict(cell.attributes) for cell in page.css("th, td")}


def table(*rows: str, sides: str = "---|---") -> str:
    return "\n".join([rows[0], f"|{sides}|", *rows[1:]])


@pytest.mark.parametrize("dialect", DIALECTS)
def test_cells_of_more_than_twelve_characters_wrap(dialect):
    found = cells(table("| 甲 | 乙 |", f"| 一二三四五六七八九十一二 | {LONG} |"), dialect)
    assert found[LONG] == {"class": "long"}
    assert found["一二三四五六七八九十一二"] == {}


def test_latin_letters_count_half_and_the_longest_line_counts():
    row = "<td>abcdefghijklmnopqrstuvwx</td><td>一二三四五六七<br>八九十一二三四</td>"
    source = f"<table><tr>{row}</tr></table>"
    assert all(attributes == {} for attributes in cells(source).values())


def test_a_formula_counts_with_what_it_shows():
    long = "+".join(f"x_{{{n}}}" for n in range(9))
    found = list(cells(table("| a | b |", f"| $\\mathrm{{a}}$ | ${long}$ |")).values())
    assert found[2:] == [{}, {"class": "long"}]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_numbers_get_the_decimals_that_they_lack(dialect):
    found = cells(
        table("| 名 | 数 |", "| a | 42 |", "| b | 41.5 |", "| c | 3.125 |", "| d | — |"), dialect
    )
    assert found["数"] == {"class": "num"}
    assert found["42"] == {"class": "num", "data-pad": ".000"}
    assert found["41.5"] == {"class": "num", "data-pad": "00"}
    assert found["3.125"] == {"class": "num"}
    assert found["—"] == {"class": "num", "data-pad": ".000"}
    assert found["a"] == {}


def test_numbers_in_a_centred_column_also_get_the_digits_that_they_lack():
    found = cells(table("| 名 | 数 |", "| a | 2.5 |", "| b | 1,024 |", sides=":-:|:-:"))
    assert found["2.5"] == {"class": "center num", "data-lead": ",000"}
    assert found["1,024"] == {"class": "center num", "data-pad": ".0"}


@pytest.mark.parametrize(
    "column",
    [
        ("10%", "20"),
        ("10", "twenty"),
        ("10", "$20$"),
        ("10", ""),
        ("v1.2", "v1.3"),
    ],
)
def test_columns_that_are_not_all_numbers_stay_as_they_are(column):
    first, second = column
    found = cells(table("| 名 | 数 |", f"| a | {first} |", f"| b | {second} |"))
    assert "num" not in str(found)


def test_a_column_that_its_author_aligned_to_the_left_stays_there():
    found = cells(table("| 名 | 数 |", "| a | 1.5 |", "| b | 20 |", sides="---|:--"))
    assert "num" not in str(found)


def test_the_first_column_is_never_one_of_numbers():
    found = cells(table("| 数 | 名 |", "| 1 | a |", "| 22 | b |"))
    assert "num" not in str(found)


@pytest.mark.parametrize(("columns", "expected"), [(4, False), (5, True)])
def test_the_first_column_stays_in_place_from_five_columns(columns, expected):
    html = render(f"{'| a ' * columns}|\n{'|---' * columns}|\n{'| b ' * columns}|").html
    assert ('class="tbl sticky"' in html) is expected


def test_a_first_column_that_stays_in_place_wraps_from_eight_characters():
    head, row = "| 一二三四五六七八九 | a | b | c | d |", "| 一二三四五六七八 | | | | |"
    found = cells(table(head, row, sides="---|---|---|---|---"))
    assert found["一二三四五六七八九"] == {"class": "long"}
    assert found["一二三四五六七八"] == {}


def test_headers_above_numbers_wrap_from_six_characters():
    found = cells(table("| 名 | 参数量（百万） |", "| a | 42 |", "| b | 41.5 |"))
    assert found["参数量（百万）"] == {"class": "num long"}


def test_tables_with_cells_over_several_columns_have_no_columns_of_numbers():
    row = "<tr><td>a</td><td>1</td><td>2</td></tr>"
    html = render(f'<table><tr><td colspan="2">x</td><td>5</td></tr>{row}{row}</table>').html
    assert "num" not in html


def test_a_table_in_a_cell_is_formatted_by_itself():
    inner = f"<table><tr><td>a</td><td>{LONG}</td></tr></table>"
    html = render(f"<table><tr><td>x</td><td>{inner}</td></tr></table>").html
    assert html.count("long") == 1


def test_feeds_align_numbers_to_the_right():
    html = render(table("| 名 | 数 |", "| a | 4 |", "| b | 41.5 |")).html
    assert '<td align="right">41.5</td>' in for_feed(html, base="https://example.org/")
