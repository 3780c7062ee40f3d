"""Noto Serif SC for share cards: the pieces that npm has, merged into one file.

Web pages load a Chinese font in pieces, each with a range of characters. Pillow opens one file. The
merged font is variable, as its pieces are: cards take one weight for titles, another for labels.
"""

import struct
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

# Tables that name glyphs by the numbers of one piece, or that only vertical text needs.
OF_ONE_PIECE = ("BASE", "GDEF", "GPOS", "GSUB", "HVAR", "vhea", "vmtx")
MISSING = ".notdef"
LONG_OFFSETS = 1
# Version, axes, shared tuples, their offset, glyphs, flags, the offset of the first glyph's data:
# https://learn.microsoft.com/en-us/typography/opentype/spec/gvar
GVAR_HEADER = struct.Struct(">LHHLHHL")


def merge(pieces: Iterable[Path], out: Path) -> None:
    """Write a font with the characters of all pieces.

    Letters with accents stay behind: they refer to glyphs by number, and cards set them in a Latin
    font. Raises ValueError where two pieces differ in what their glyphs have in common.
    """
    first, *others = pieces
    with TTFont(first, recalcBBoxes=False, recalcTimestamp=False) as font:
        merged = Merged(font)
        for path in others:
            with TTFont(path, lazy=True) as piece:
                merged.add(piece)
        merged.finish()
        font.flavor = None
        font.save(out)


class Merged:
    """Collects glyphs: outlines, widths and, as stored, what varies with the weight."""

    def __init__(self, font: TTFont) -> None:
        self.font = font
        self.shared, self.axes = shared_tuples(font)
        self.characters: dict[int, str] = {}
        self.outlines = {MISSING: font["glyf"][MISSING]}
        self.widths = {MISSING: font["hmtx"][MISSING]}
        self.variations = {MISSING: next(variations(font))}
        self.add(font)

    def add(self, piece: TTFont) -> None:
        """Glyphs that no character asks for stay behind: they replace others in vertical text."""
        if shared_tuples(piece) != (self.shared, self.axes):
            raise ValueError("The pieces of the Chinese font do not belong together.")
        stored = dict(zip(piece.getGlyphOrder(), variations(piece), strict=True))
        for character, name in piece.getBestCmap().items():
            if piece["glyf"].glyphs[name].isComposite():
                continue
            new = self.characters[character] = f"u{character:04X}"
            self.outlines[new] = piece["glyf"].glyphs[name]
            self.widths[new] = piece["hmtx"][name]
            self.variations[new] = stored[name]

    def finish(self) -> None:
        for tag in OF_ONE_PIECE:
            if tag in self.font:
                del self.font[tag]
        builder = FontBuilder(font=self.font)
        builder.setupGlyphOrder(list(self.outlines))
        builder.setupCharacterMap(self.characters)
        self.font["glyf"].glyphs = self.outlines
        self.font["glyf"].glyphOrder = list(self.outlines)
        self.font["hmtx"].metrics = self.widths
        self.font["gvar"] = self.gvar()

    def gvar(self) -> DefaultTable:
        table = DefaultTable("gvar")
        offsets = [0]
        for each in self.variations.values():
            offsets.append(offsets[-1] + len(each))
        listed = struct.pack(f">{len(offsets)}L", *offsets)
        tuples = GVAR_HEADER.size + len(listed)
        header = GVAR_HEADER.pack(
            1 << 16,
            self.axes,
            len(self.shared) // (2 * self.axes),
            tuples,
            len(self.variations),
            LONG_OFFSETS,
            tuples + len(self.shared),
        )
        table.data = b"".join([header, listed, self.shared, *self.variations.values()])
        return table


def shared_tuples(font: TTFont) -> tuple[bytes, int]:
    """The places on the axes that the glyphs of the font refer to, and the number of axes."""
    data = font.reader["gvar"]
    _version, axes, count, begin, *_others = GVAR_HEADER.unpack_from(data)
    return data[begin : begin + count * axes * 2], axes


def variations(font: TTFont) -> Iterator[bytes]:
    """For each glyph what changes with the weight."""
    data = font.reader["gvar"]
    *_others, glyphs, flags, begin = GVAR_HEADER.unpack_from(data)
    is_long = flags & LONG_OFFSETS
    width, unit = ("L", 1) if is_long else ("H", 2)
    offsets = struct.unpack_from(f">{glyphs + 1}{width}", data, GVAR_HEADER.size)
    for start, end in pairwise(offsets):
        yield data[begin + start * unit : begin + end * unit]
