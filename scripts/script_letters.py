r"""Adds the letters of `\mathscr` from KaTeX's font to a font with those of `\mathcal` only.

Both have the same code points in Unicode. The variation selector U+FE01, which the converter
writes, selects the roundhand style of `\mathscr`.
"""

from string import ascii_uppercase

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

ROUNDHAND = 0xFE01
FIRST = 0x1D49C
# Letters outside the block of mathematical alphanumeric symbols
ELSEWHERE = {
    "B": 0x212C, "E": 0x2130, "F": 0x2131, "H": 0x210B,
    "I": 0x2110, "L": 0x2112, "M": 0x2133, "R": 0x211B,
}  # fmt: skip


def add_script_letters(font: TTFont, script: TTFont) -> None:
    outlines, names = script.getGlyphSet(), script.getBestCmap()
    order, added = font.getGlyphOrder(), []
    font.setGlyphOrder([*order, *(f"{letter}.script" for letter in ascii_uppercase)])
    for number, letter in enumerate(ascii_uppercase):
        pen = TTGlyphPen(outlines)
        outlines[names[ord(letter)]].draw(pen)
        name = f"{letter}.script"
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = script["hmtx"][names[ord(letter)]]
        added.append((ELSEWHERE.get(letter, FIRST + number), name))
    for table in font["cmap"].tables:
        if table.format == 14:
            table.uvsDict[ROUNDHAND] = added
    owners = f"{font['name'].getDebugName(0)}; script letters: {script['name'].getDebugName(0)}"
    font["name"].setName(owners, 0, 3, 1, 0x409)
