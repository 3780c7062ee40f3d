"""The font of formulas that set-up builds."""

from string import ascii_uppercase

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from rendering import render


@pytest.fixture(scope="module")
def formula_font():
    with TTFont(settings.FONTS / "stix-two-math.woff2") as font:
        yield font


def drawn(font, letter, variant):
    """The glyph of a letter followed by a variation selector."""
    (table,) = (table for table in font["cmap"].tables if table.format == 14)
    chosen = dict(table.uvsDict.get(ord(variant), [])).get(ord(letter))
    return chosen or font.getBestCmap()[ord(letter)]


@pytest.mark.parametrize("letter", ascii_uppercase)
def test_script_and_calligraphic_letters_have_different_glyphs(formula_font, letter):
    glyphs = []
    for command in ("mathscr", "mathcal"):
        html = render(rf"$\{command}{{{letter}}}$").html
        text = html.partition("<mi>")[2].partition("</mi>")[0]
        glyphs.append(drawn(formula_font, *text))
    assert glyphs[0] != glyphs[1]
    assert formula_font["glyf"][glyphs[0]].numberOfContours > 0
