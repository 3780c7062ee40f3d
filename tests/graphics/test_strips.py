"""Signal strips of articles."""

import re

import pytest

from articles.graphics import strips
from rendering import render


def drawn(source: str) -> str:
    return strips.strip_svg(render(source).strip, "label")


def marks(svg: str, channel: str) -> int:
    path = re.search(rf'<path class="{channel}" d="([^"]*)"', svg)
    return path[1].count("M") if path else 0


def test_every_channel_is_one_path():
    svg = drawn("## 题\n\n" + "字" * 60 + "$x$\n\n```\ncode\n```\n\n$$y$$\n\n![图](/media/a.png)")
    assert re.findall(r'class="(\w)"', svg) == ["b", "p", "i", "c", "f", "g"]


@pytest.mark.parametrize(("characters", "ticks"), [(1, 1), (58, 1), (59, 2), (580, 10)])
def test_a_tick_of_prose_is_fifty_eight_characters(characters, ticks):
    assert marks(drawn("字" * characters), "p") == ticks


def test_a_formula_is_a_dot_over_the_tick_it_stands_in():
    svg = drawn("字" * 70 + "$x$" + "字" * 40)
    (dot,) = re.findall(r'class="i" d="M(\d+)', svg)
    assert dot == "6"  # the second tick, four units wide each


def test_width_is_proportional_up_to_the_maximum():
    assert 'width="40"' in drawn("字" * 580)
    assert 'width="640"' in drawn("字" * 58 * 500)


def test_sections_are_marked_where_they_begin():
    svg = drawn("字" * 58 + "\n\n## 一\n\n" + "字" * 58 + "\n\n## 二\n\n字")
    assert marks(svg, "h") == 2


def test_an_empty_article_has_no_strip():
    assert drawn("") == ""


def test_shares_add_up_to_about_a_hundred():
    shares = strips.channel_shares(render("字" * 580 + "\n\n```\n" + "x\n" * 25 + "```").strip)
    assert shares == {"p": 67, "c": 33}
