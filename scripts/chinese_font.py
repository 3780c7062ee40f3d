"""Merges the subsets of Noto Serif SC from npm into one font for share cards.

Web pages load a Chinese font in subsets, each with a range of characters; Pillow opens one file.
The merged font is variable like its subsets: cards use one weight for titles, another for labels.
"""

import struct
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

# Tables that refer to glyph ids of one subset, or that only vertical text needs
OF_ONE_PIECE = ("BASE", "GDEF", "GPOS", "GSUB", "HVAR", "vhea", "vmtx")
MISSING = ".notdef"
LONG_OFFSETS = 1
# version, axis count, shared tuple count and offset, glyph count, flags, offset of the glyph data:
# https://learn.microsoft.com/en-us/typography/opentype/spec/gvar
GVAR_HEADER = struct.Struct(">LHHLHHL")


def merge(pieces: Iterable[Path], out: Path) -> None:
    """Write a font with the characters of all subsets.

    Composite glyphs (letters with accents) are left out: they refer to glyph ids, and cards use a
    Latin font for them. Raises ValueError if the subsets have different axes or shared tuples.
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
    """Collects glyphs: outlines, advance widths, and variation data as they are stored."""

    def __init__(self, font: TTFont) -> None:
        self.font = font
        self.shared, self.axes = shared_tuples(font)
        self.characters: dict[int, str] = {}
        self.outlines = {MISSING: font["glyf"][MISSING]}
        self.widths = {MISSING: font["hmtx"][MISSING]}
        self.variations = {MISSING: next(variations(font))}
        self.add(font)

    def add(self, piece: TTFont) -> None:
        """Glyphs without a character are left out: they are alternates for vertical text."""
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
    """Return the shared tuples of the gvar table, which glyphs refer to, and the number of axes."""
    data = font.reader["gvar"]
    _version, axes, count, begin, *_others = GVAR_HEADER.unpack_from(data)
    return data[begin : begin + count * axes * 2], axes


def variations(font: TTFont) -> Iterator[bytes]:
    """Yield the variation data of each glyph."""
    data = font.reader["gvar"]
    *_others, glyphs, flags, begin = GVAR_HEADER.unpack_from(data)
    is_long = flags & LONG_OFFSETS
    width, unit = ("L", 1) if is_long else ("H", 2)
    offsets = struct.unpack_from(f">{glyphs + 1}{width}", data, GVAR_HEADER.size)
    for start, end in pairwise(offsets):
        yield data[begin + start * unit : begin + end * unit]
