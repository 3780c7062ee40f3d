"""Makes the files of the font of formulas small.

Most size variants become scaled copies of another one.
STIX Two Math draws each size of a bracket anew. Neighbouring sizes differ little, and a closing
bracket is the mirror image of the opening one. A reference to another outline takes 20 bytes.
"""

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

# Pairs of the same shape, left and right, above and below
MIRRORED, FLIPPED = ("()", "[]", "{}", "⟨⟩", "⌈⌉", "⌊⌋", "⟪⟫"), ("⏞⏟", "⏜⏝", "⎴⎵")
# Of the variants of a glyph, from the smallest to the largest, every fifth keeps its outline.
KEPT = 5
# A scale is stored as a fraction of 16 bits below 2.
MOST_SCALE = 1.99
OFFSETS = 0x0002  # the flag ARGS_ARE_XY_VALUES
FULL_MAPS = (12, 14)  # formats of character maps: all of Unicode, and variation selectors
# Characters that repeat another one, side by side
REPEATED = {"∬": ("∫", 2), "∭": ("∫", 3), "*": ("∗", 1)}


def share_outlines(font: TTFont) -> None:
    """Replace outlines by references. Edges and advance widths stay."""
    names, sizes = font.getBestCmap(), variants(font)
    for forms in sizes.values():
        share(font, forms[1:])
    for character, (repeated, times) in REPEATED.items():
        name, single = names[ord(character)], names[ord(repeated)]
        for copy, original in zip(
            sizes.get(name, [name]), sizes.get(single, [single]), strict=False
        ):
            refer(font, copy, original, times=times)
    for pairs, signs in ((MIRRORED, (-1, 1)), (FLIPPED, (1, -1))):
        for first, second in pairs:
            both = (sizes[names[ord(each)]] for each in (first, second))
            for original, copy in zip(*both, strict=True):
                refer(font, copy, original, signs)


def drop_unused_data(font: TTFont) -> None:
    """Drop what browsers do not read: kerning of scripts, and the older of two character maps."""
    info = font["MATH"].table.MathGlyphInfo
    info.MathKernInfo = info.ExtendedShapeCoverage = None
    tables = font["cmap"].tables
    font["cmap"].tables = [table for table in tables if table.format in FULL_MAPS]


def drop_growth(font: TTFont, characters: str) -> None:
    """Let these characters no longer become longer."""
    table = font["MATH"].table.MathVariants
    names = {font.getBestCmap()[ord(each)] for each in characters}
    growing = zip(table.HorizGlyphCoverage.glyphs, table.HorizGlyphConstruction, strict=True)
    kept = {name: construction for name, construction in growing if name not in names}
    table.HorizGlyphCoverage.glyphs = list(kept)
    table.HorizGlyphConstruction = list(kept.values())
    table.HorizGlyphCount = len(kept)


def drop_ink(font: TTFont) -> None:
    """Replace outlines by lines without area, which draw nothing and have the same edges.

    Browsers lay formulas out as with the whole font, whose size is a multiple.
    """
    for name in font.getGlyphOrder():
        if font["glyf"][name].numberOfContours:
            left, top, right, bottom = edges(font, name)
            pen = TTGlyphPen(None)
            pen.moveTo((left, top))
            pen.lineTo((right, bottom))
            pen.closePath()
            font["glyf"][name] = pen.glyph()


def variants(font: TTFont) -> dict[str, list[str]]:
    """Return the sizes of each stretchy glyph, from the smallest to the largest."""
    table = font["MATH"].table.MathVariants
    found: dict[str, list[str]] = {}
    for covered, growing in (
        (table.HorizGlyphCoverage, table.HorizGlyphConstruction),
        (table.VertGlyphCoverage, table.VertGlyphConstruction),
    ):
        for name, construction in zip(covered.glyphs, growing, strict=True):
            forms = [each.VariantGlyph for each in construction.MathGlyphVariantRecord]
            found[name] = max(forms, found.get(name, []), key=len)
    return found


def share(font: TTFont, forms: list[str]) -> None:
    kept = range(KEPT // 2, len(forms), KEPT)
    for place, name in enumerate(forms):
        nearest = min(kept, key=lambda each: abs(each - place), default=place)
        if nearest != place:
            refer(font, name, forms[nearest])


def refer(
    font: TTFont, name: str, original: str, signs: tuple[int, int] = (1, 1), times: int = 1
) -> None:
    """Draw a glyph by the outline of `original`, stretched to its own edges, or repeated there.

    If `original` is a reference, use the outline that it refers to. If the sizes differ too much,
    do nothing.
    """
    glyphs = font["glyf"]
    if glyphs[original].isComposite():
        original = glyphs[original].components[0].glyphName
    left, top, right, bottom = edges(font, name)
    first, upper, last, lower = edges(font, original)
    scale_x = signs[0] * ((right - left) / (last - first) if times == 1 else 1)
    scale_y = signs[1] * (bottom - top) / (lower - upper)
    if max(abs(scale_x), abs(scale_y)) > MOST_SCALE:
        return
    step = (right - left - (last - first)) / max(times - 1, 1)
    parts = []
    for number in range(times):
        part = GlyphComponent()
        part.glyphName, part.flags = original, OFFSETS
        part.transform = ((scale_x, 0), (0, scale_y))
        part.x = round(left - min(scale_x * first, scale_x * last) + number * step)
        part.y = round(top - min(scale_y * upper, scale_y * lower))
        parts.append(part)
    glyph = Glyph()
    glyph.numberOfContours, glyph.components = -1, parts
    glyphs[name] = glyph
    glyph.recalcBounds(glyphs)
    font["hmtx"][name] = (font["hmtx"][name][0], glyph.xMin)


def edges(font: TTFont, name: str) -> tuple[int, int, int, int]:
    glyph = font["glyf"][name]
    glyph.recalcBounds(font["glyf"])
    return glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax
