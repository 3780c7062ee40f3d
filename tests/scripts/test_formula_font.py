"""The fonts of formulas that set-up builds."""

import re
from pathlib import Path
from string import ascii_uppercase
from unicodedata import combining

import pytest
from django.conf import settings
from fontTools.pens.areaPen import AreaPen
from fontTools.ttLib import TTFont

from rendering import render
from rendering.math.mathml_signs import GROWING_RARELY

STYLES = Path(settings.BASE, "static/css/longwave.css")
FACE = re.compile(
    r'@font-face \{ font-family: "(LW Math[^"]*)"; src: url\(\.\./fonts/([^)]*)\)(.*)\}'
)


def opened(name):
    with TTFont(settings.FONTS / f"{name}.woff2") as font:
        yield font


@pytest.fixture(scope="module")
def core():
    yield from opened("stix-two-math")


@pytest.fixture(scope="module")
def more():
    yield from opened("stix-two-math-more")


@pytest.fixture(scope="module")
def space():
    yield from opened("stix-two-math-space")


def drawn(font, letter, variant):
    """The glyph of a letter followed by a variation selector."""
    (table,) = (table for table in font["cmap"].tables if table.format == 14)
    chosen = dict(table.uvsDict.get(ord(variant), [])).get(ord(letter))
    return chosen or font.getBestCmap()[ord(letter)]


@pytest.mark.parametrize("letter", ascii_uppercase)
def test_script_and_calligraphic_letters_have_different_glyphs(more, letter):
    glyphs = []
    for command in ("mathscr", "mathcal"):
        html = render(rf"$\{command}{{{letter}}}$").html
        text = html.partition("<mi>")[2].partition("</mi>")[0]
        glyphs.append(drawn(more, *text))
    assert glyphs[0] != glyphs[1]
    assert more["glyf"][glyphs[0]].numberOfContours > 0


def test_a_page_with_formulas_loads_at_most_24_kilobytes_for_them():
    assert (settings.FONTS / "stix-two-math.woff2").stat().st_size <= 24_000


def ranges_of_faces():
    """Code points of `unicode-range`, by file and family; None where a face has all."""
    found = {}
    for family, file, rest in FACE.findall(STYLES.read_text()):
        points = set() if "unicode-range" in rest else None
        for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rest):
            points.update(range(int(first, 16), int(last or first, 16) + 1))
        found[family, file] = points
    return found


def test_each_character_of_formulas_is_in_one_file(core, more):
    """The style sheet says which. Upright Greek has a family of its own; `=` stretches in one."""
    faces = ranges_of_faces()
    file = "stix-two-math-more.woff2"
    second, upright = faces["LW Math", file], faces["LW Math Upright", file]
    variation_selectors = {0xFE00, 0xFE01}
    assert second | upright >= set(more.getBestCmap()) - {ord("=")} | variation_selectors
    assert not second & upright
    assert not (second | upright) & set(core.getBestCmap())


def growing(font):
    """The characters of a font that grow."""
    table = font["MATH"].table.MathVariants
    covered = {*table.VertGlyphCoverage.glyphs, *table.HorizGlyphCoverage.glyphs}
    return {chr(point) for point, name in font.getBestCmap().items() if name in covered}


def test_signs_that_grow_are_in_the_first_font_or_have_a_class(more):
    """Combining marks do not count: formulas have other characters in their place."""
    signs = {sign for sign in growing(more) if not combining(sign)}
    assert signs - set("=∛∜") == set(GROWING_RARELY) & set(map(chr, more.getBestCmap()))


def sizes(font, name):
    glyph = font["glyf"][name]
    edges = [getattr(glyph, edge, 0) for edge in ("xMin", "yMin", "xMax", "yMax")]
    return font["hmtx"][name][0], *edges


def variants(font):
    table = font["MATH"].table.MathVariants
    constructions = (*table.VertGlyphConstruction, *table.HorizGlyphConstruction)
    return [
        (each.VariantGlyph, each.AdvanceMeasurement)
        for construction in constructions
        for each in construction.MathGlyphVariantRecord
    ]


def test_the_space_of_formulas_is_that_of_their_font(core, space):
    assert space.getBestCmap() == core.getBestCmap()
    assert variants(space) == variants(core)
    # A scaled copy is rounded to a unit, a thousandth of the font size.
    for name in core.getGlyphOrder():
        assert sizes(space, name) == pytest.approx(sizes(core, name), abs=1), name


def test_the_font_that_keeps_space_draws_nothing(space):
    glyphs = space.getGlyphSet()
    for name in space.getGlyphOrder():
        pen = AreaPen(glyphs)
        glyphs[name].draw(pen)
        assert pen.value == 0
