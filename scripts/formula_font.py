"""Changes STIX Two Math where browsers draw formulas with it wrongly.

All lengths are in font units: 1000 units are the font size.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import pairwise
from typing import NamedTuple

from fontTools.misc.transform import Offset, Scale, Transform
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.otTables import (
    GlyphPartRecord,
    MathGlyphConstruction,
    MathGlyphVariantRecord,
)

# Chromium reserves the width of the widest variant of a bracket or a root, whichever it draws. So
# the tall variants become at most this many times as wide as the base glyph.
MOST_WIDTH = {
    **dict.fromkeys("()[]{}⟨⟩⌈⌉⌊⌋⟪⟫", 1.35),
    **dict.fromkeys("/\\", 1.5),
}
# Chromium tries twenty variants of a glyph, from the narrowest to the widest, and takes the first
# whose advance is large enough. So each outline is a little narrower than its advance.
FORMS, DRAWN = 20, 0.94
NARROWEST, WIDER, TALLER, LONGER = 480, 1.14, 1.14, 1.1
WIDE_ACCENTS = {"ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c"}
ROOT = "√"
# These are stretched at this part of their width, so that arrow heads keep their shape.
LONG = {**dict.fromkeys("⇌⇋⇄⇆=", 0.5), **dict.fromkeys("↠", 0.25)}
# Overlines and underlines: short pieces, so that the length is exact
LINES, SHORTEST, OVERLAP = "_\u203e", 240, 220
# Combining marks have no width and are drawn beside their letter: give them a width.
MARKS, NO_MARK = "\u20d7\u20db\u20dc", 1
# Primes are set as superscripts, which makes them too small and too high.
PRIMES, LARGER, RAISED = "′″‴⁗‵", 1.75, 60
# Italics correction of integrals (inline, displayed): how far a subscript is moved to the left.
# Chromium does not subtract it from the width.
INTEGRALS, SET_BACK = "∫∬∭⨌∮∯∰", (130, 260)
# The distance from an arrow to the text above and below. Chromium measures from its edges.
ABOVE_ARROW, BELOW_ARROW = 290, 640

Point = tuple[float, float]


def fix_math_font(font: TTFont) -> None:
    """Change the glyphs and the MATH table of the font."""
    glyphs = Glyphs(font)
    for name in glyphs.of(MARKS):
        give_width(glyphs, name)
    for name in glyphs.of(PRIMES):
        enlarge(glyphs, name)
    make_lines(glyphs)
    for spacing, combining in WIDE_ACCENTS.items():
        for name in glyphs.of(spacing):
            make_wider(glyphs, name, next(glyphs.of(combining)))
    for name in glyphs.of(ROOT):
        make_taller(glyphs, name)
    for character, part in LONG.items():
        for name in glyphs.of(character):
            make_longer(glyphs, name, part)
    for character, most in MOST_WIDTH.items():
        for name in glyphs.of(character):
            narrow(glyphs, name, round(glyphs.width(name) * most))
    for name in glyphs.of(INTEGRALS):
        set_back_less(glyphs, name)
    for construction in glyphs.growth().values():
        if construction.GlyphAssembly:
            join_parts(construction.GlyphAssembly.PartRecords)
    constants = font["MATH"].table.MathConstants
    constants.StretchStackTopShiftUp.Value = ABOVE_ARROW
    constants.StretchStackBottomShiftDown.Value = BELOW_ARROW


class Longer(NamedTuple):
    """Moves points to the right: all by `margin`, those right of `place` by `by` more."""

    place: float
    by: float
    margin: float

    def transformPoint(self, point: Point) -> Point:
        x, y = point
        return (x + self.margin + (self.by if x > self.place else 0), y)

    def transformPoints(self, points: Iterable[Point]) -> list[Point]:
        return [self.transformPoint(point) for point in points]


class Glyphs:
    """The glyphs of a font with their variants in the MATH table."""

    def __init__(self, font: TTFont) -> None:
        self.font = font
        self.names: dict[int, str] = font.getBestCmap()
        self.variants = font["MATH"].table.MathVariants

    def of(self, characters: str) -> Iterator[str]:
        return (self.names[ord(each)] for each in characters if ord(each) in self.names)

    def width(self, name: str) -> int:
        return int(self.font["hmtx"][name][0])

    def ink(self, name: str) -> tuple[int, int]:
        """Return the left and the right edge of the outline."""
        glyph = self.font["glyf"][name]
        return glyph.xMin, glyph.xMax

    def draw(self, name: str, by: Transform | Longer, width: float, new: str = "") -> None:
        """Transform the outline of a glyph, and replace it or add it as `new`."""
        drawing, pen = DecomposingRecordingPen(self.font.getGlyphSet()), TTGlyphPen(None)
        self.font.getGlyphSet()[name].draw(drawing)
        drawing.replay(TransformPen(pen, by))
        glyphs = self.font["glyf"]
        if new:
            self.font.setGlyphOrder([*self.font.getGlyphOrder(), new])
        glyphs[new or name] = pen.glyph()
        glyphs[new or name].recalcBounds(glyphs)
        self.font["hmtx"][new or name] = (round(width), glyphs[new or name].xMin)

    def growth(self) -> dict[str, MathGlyphConstruction]:
        """Return the variants and the assembly of each stretchy glyph by name."""
        table = self.variants
        across = zip(table.HorizGlyphCoverage.glyphs, table.HorizGlyphConstruction, strict=True)
        upwards = zip(table.VertGlyphCoverage.glyphs, table.VertGlyphConstruction, strict=True)
        return {**dict(across), **dict(upwards)}

    def grow(self, name: str, how: MathGlyphConstruction) -> None:
        """Make a glyph horizontally stretchy."""
        table = self.variants
        known = dict(
            zip(table.HorizGlyphCoverage.glyphs, table.HorizGlyphConstruction, strict=True)
        )
        known[name] = how
        # Both lists are in glyph order.
        order = sorted(known, key=self.font.getGlyphID)
        table.HorizGlyphCoverage.glyphs = order
        table.HorizGlyphConstruction = [known[each] for each in order]
        table.HorizGlyphCount = len(order)


def give_width(glyphs: Glyphs, name: str) -> None:
    left, right = glyphs.ink(name)
    glyphs.draw(name, Offset(-left, 0), right - left)
    accents = glyphs.font["MATH"].table.MathGlyphInfo.MathTopAccentAttachment
    if name in accents.TopAccentCoverage.glyphs:
        place = accents.TopAccentAttachment[accents.TopAccentCoverage.glyphs.index(name)]
        place.Value -= left
    glyphs.font["GDEF"].table.GlyphClassDef.classDefs[name] = NO_MARK


def enlarge(glyphs: Glyphs, name: str) -> None:
    bottom = glyphs.font["glyf"][name].yMin
    by = Transform(LARGER, 0, 0, LARGER, 0, RAISED - bottom * LARGER)
    left, right = glyphs.ink(name)
    glyphs.draw(name, Offset(-left * LARGER * 0.6, 0).transform(by), (right - left * 0.2) * LARGER)


def make_lines(glyphs: Glyphs) -> None:
    """Assemble overlines and underlines from a short piece, which overlaps itself."""
    growing = glyphs.growth()[next(glyphs.of(LINES))]
    for name in glyphs.of(LINES):
        glyphs.draw(name, Scale(SHORTEST / glyphs.width(name), 1), SHORTEST)
        line = deepcopy(growing)
        line.MathGlyphVariantRecord = [record(name, SHORTEST)]
        for part in line.GlyphAssembly.PartRecords:
            part.glyph, part.FullAdvance = name, SHORTEST
            part.StartConnectorLength = part.EndConnectorLength = OVERLAP
        glyphs.grow(name, line)


def record(name: str, size: float) -> MathGlyphVariantRecord:
    made = MathGlyphVariantRecord()
    made.VariantGlyph, made.AdvanceMeasurement = name, round(size)
    return made


def make_wider(glyphs: Glyphs, name: str, combining: str) -> None:
    """Give a spacing accent the variants of the combining one, and more between and beyond."""
    growing = deepcopy(glyphs.growth()[combining])
    drawn = [each.VariantGlyph for each in growing.MathGlyphVariantRecord[1:]]
    widths = {each: glyphs.width(each) for each in drawn}
    growing.MathGlyphVariantRecord = [record(name, glyphs.width(name))]
    for width in sizes(NARROWEST, WIDER):
        form = nearest(widths, width)
        scale = Scale(width * DRAWN / widths[form], 1)
        new = f"{name}.{width:.0f}"
        glyphs.draw(form, Offset(width * (1 - DRAWN) / 2, 0).transform(scale), width, new)
        growing.MathGlyphVariantRecord.append(record(new, width))
    growing.VariantCount = FORMS
    glyphs.grow(name, growing)


def make_longer(glyphs: Glyphs, name: str, part: float) -> None:
    growing, plain = MathGlyphConstruction(), glyphs.width(name)
    growing.MathGlyphVariantRecord = [record(name, plain)]
    for width in sizes(plain, LONGER):
        new = f"{name}.{width:.0f}"
        by = Longer(plain * part, width * DRAWN - plain, width * (1 - DRAWN) / 2)
        glyphs.draw(name, by, width, new)
        growing.MathGlyphVariantRecord.append(record(new, width))
    growing.VariantCount, growing.GlyphAssembly = FORMS, None
    glyphs.grow(name, growing)


def make_taller(glyphs: Glyphs, name: str) -> None:
    """Add taller variants of the same width. Drop the assembly, whose parts do not meet the bar."""
    growing = glyphs.growth()[name]
    heights = {
        each.VariantGlyph: each.AdvanceMeasurement for each in growing.MathGlyphVariantRecord
    }
    width = glyphs.width(name)
    growing.MathGlyphVariantRecord = [record(name, heights[name])]
    for height in sizes(heights[name], TALLER):
        form = nearest(heights, height)
        scale = Scale(width / glyphs.width(form), height / heights[form])
        new = f"{name}.{height:.0f}"
        glyphs.draw(form, scale, width, new)
        growing.MathGlyphVariantRecord.append(record(new, height))
    growing.VariantCount, growing.GlyphAssembly = FORMS, None


def sizes(first: float, times: float) -> list[float]:
    return [first * times**step for step in range(1, FORMS)]


def nearest(forms: dict[str, float], size: float) -> str:
    """Return the largest variant up to this size, else the smallest one."""
    fitting = [name for name in forms if forms[name] <= size]
    return max(fitting, key=forms.__getitem__) if fitting else min(forms, key=forms.__getitem__)


def narrow(glyphs: Glyphs, name: str, most: int) -> None:
    """Limit the width of the taller variants and of the parts of the assembly."""
    growing = glyphs.growth()[name]
    parts = growing.GlyphAssembly.PartRecords if growing.GlyphAssembly else []
    taller = {each.VariantGlyph for each in growing.MathGlyphVariantRecord}
    for each in taller.union(part.glyph for part in parts) - {name}:
        if (width := glyphs.width(each)) > most:
            glyphs.draw(each, Scale(most / width, 1), most)


def join_parts(parts: list[GlyphPartRecord]) -> None:
    """Set missing connector lengths: browsers do not join parts without them.

    The length is that of the other end, for a repeated part the longer one.
    """
    lengths = {part.glyph: 0 for part in parts}
    for part in parts:
        reach = (part.StartConnectorLength, part.EndConnectorLength)
        lengths[part.glyph] = max(lengths[part.glyph], *reach)
    for left, right in pairwise(parts):
        left.EndConnectorLength = left.EndConnectorLength or lengths[left.glyph]
        right.StartConnectorLength = right.StartConnectorLength or lengths[right.glyph]
        if left.glyph == right.glyph:
            left.EndConnectorLength = right.StartConnectorLength = lengths[left.glyph]


def set_back_less(glyphs: Glyphs, name: str) -> None:
    """Reduce the italics correction. The width stays, so that superscripts keep their place."""
    corrections = glyphs.font["MATH"].table.MathGlyphInfo.MathItalicsCorrectionInfo
    places = dict(zip(corrections.Coverage.glyphs, corrections.ItalicsCorrection, strict=True))
    sizes = [each.VariantGlyph for each in glyphs.growth()[name].MathGlyphVariantRecord]
    for size, by in zip(sizes, SET_BACK, strict=False):
        if size in places:
            places[size].Value = by
