"""Pictures side by side."""

import re

import pytest

from rendering import DIALECTS, render

pytestmark = pytest.mark.either_database


def rows(source, dialect="commonmark"):
    """The number of figures in each row."""
    html = render(source, dialect=dialect).html
    assert 'class="row"' not in html
    return [row.count("<figure") for row in re.findall('<div class="pics">.*?</div>', html)]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "source",
    [
        "![甲](a.png)\n![乙](b.png)",
        "![甲](a.png) ![乙](b.png)\n{.row}",
        "![甲](a.png){.row}\n\n![乙](b.png){.row}",
    ],
)
def test_two_pictures_stand_side_by_side(dialect, source):
    assert rows(source, dialect) == [2]
    assert not render(source, dialect=dialect).warnings


def test_a_row_ends_where_another_block_stands():
    picture = "![甲](a.png){.row}\n\n"
    assert rows(picture * 3 + "字\n\n" + picture * 2 + "![乙](b.png)\n\n" + picture) == [3, 2]
    assert rows("字\n{.row}") == []


def test_a_box_of_pictures_is_a_row():
    assert rows('<div class="row">\n\n![甲](a.png)\n\n![乙](b.png)\n\n</div>') == [2]
    assert rows('<div class="row">\n\n字\n\n![乙](b.png)\n\n</div>') == []


def test_figures_in_a_row_are_numbered():
    source = "".join(f"![{name}]({name}.png){{.row}}\n:label:`fig_{name}`\n\n" for name in "ab")
    html = render(source + "See :numref:`fig_b`.", language="en").html
    assert html.count('<span class="fig">') == 2
    assert '<a href="#fig_b">Figure 2</a>' in html
    assert rows(source) == [2]
