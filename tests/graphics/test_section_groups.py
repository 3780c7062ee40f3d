"""Drawings of the section navigation: groups of sections, and how many ticks they draw."""

import re
from itertools import chain

import pytest

from articles.graphics.section_groups import MOST_GROUPS, MOST_TICKS, place_svg, section_groups
from rendering import render

WIDTH = re.compile(r'width="(\d+)"')
STROKES = re.compile(r'<path class="([pcfg])" d="([^"]*)"')
MIXED = "字" * 400 + "\n\n```\n" + "x\n" * 20 + "```\n\n$$y$$\n\n![图](/media/a.png)\n\n"


def groups(*lengths: int, body: str = ""):
    """The groups of sections with so many characters."""
    parts = [f"## {n}\n\n{'字' * length}\n\n{body}" for n, length in enumerate(lengths, 1)]
    return section_groups(render("\n\n".join(parts)).strip)


def widths(found) -> list[int]:
    return [int(WIDTH.search(group.drawing)[1]) for group in found]


def drawn(found) -> dict[str, int]:
    strokes = chain.from_iterable(STROKES.findall(group.drawing) for group in found)
    counts = dict.fromkeys("pcfg", 0)
    for channel, shape in strokes:
        counts[channel] += shape.count("M")
    return counts


def test_sections_that_are_wide_enough_stay_apart():
    found = groups(600, 1200, 600)
    assert [group.ids for group in found] == [["1"], ["2"], ["3"]]
    first, second, third = widths(found)
    assert first == third
    assert second == pytest.approx(2 * first, abs=80)


def test_a_narrow_section_joins_the_next_and_the_last_one_the_section_before():
    found = groups(600, 0, 3000, 0)
    assert [group.ids for group in found] == [["1"], ["2", "3", "4"]]
    assert found[1].drawing.count("22V24") == 2  # where 3 and 4 begin


@pytest.mark.parametrize("number", [1, 3, 19, 24, 60, 400])
def test_no_link_is_narrower_than_the_least_share_of_the_row(number):
    found = groups(*(100 + 97 * n % 900 for n in range(number)))
    assert [int(each) for group in found for each in group.ids] == [*range(1, number + 1)]
    assert min(widths(found)) >= sum(widths(found)) / MOST_GROUPS
    assert min(widths(found)) >= 80


def test_a_text_without_sections_is_one_group():
    assert [group.ids for group in section_groups(render("字").strip)] == [[""]]
    assert section_groups([]) == []


@pytest.mark.parametrize("number", [2, 30, 200])
def test_a_long_article_has_a_bounded_number_of_ticks(number):
    assert sum(drawn(groups(*[500] * number, body=MIXED)).values()) <= MOST_TICKS


def test_kinds_of_content_keep_their_shares_where_ticks_are_left_out():
    counts = drawn(groups(*[0] * 100, body=MIXED + "$$x$$\n\n" * 7))
    total = sum(counts.values())
    shares = {channel: round(100 * count / total) for channel, count in counts.items()}
    # Of 39 ticks of a section 8 are prose, 20 code, 8 formulas, and a figure takes 3.
    assert shares == pytest.approx({"p": 21, "c": 51, "f": 21, "g": 8}, abs=3)


def test_the_line_of_a_phone_has_a_gap_between_groups():
    words = render("## 一\n\n" + "字" * 600 + "\n\n## 二\n\n" + "字" * 600).strip
    assert place_svg(words).count("m") == 2
    assert 'd="M0 0"' in place_svg([])
