"""Splits a block into units, which a comparison by words never cuts.

Units are words, Chinese characters with what belongs to them, inline code, inline formulas,
addresses, line breaks, runs of spaces and single signs. A line of code is one unit, and so is a
displayed formula.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rendering.extract.graphemes import is_joined
from rendering.html.characters import WORD
from rendering.math.formula_delimiters import formula_at

from .blocks import Block, Kind

LONGEST_CODE = 1000
UNIT = re.compile(
    rf"(?P<code>(?P<ticks>`+)(?!`)[^\n]{{0,{LONGEST_CODE}}}?(?<!`)(?P=ticks)(?!`))"
    r"|https?://[^\s<>()\[\]\"'`，。；、）】》]+"
    rf"|{WORD.pattern}"
    r"|[ \t]+|\n|\\[!-/:-@\[-`{-~]|.",
    re.DOTALL,
)

# Latin and Han characters belong to no character before them. Nearly all are these.
BEGINS_CHARACTER = re.compile("[\x00-\u02ff\u3400-\u9fff]")


class TextUnit(NamedTuple):
    text: str
    kind: Kind


def split_units(blocks: Iterable[Block]) -> list[TextUnit]:
    """The units of `blocks`, which make up their text."""
    return [unit for block in blocks for unit in units_of(block)]


def units_of(block: Block) -> Iterator[TextUnit]:
    """A line of code is one unit with its line break; the blank lines before it are not in it."""
    if block.kind == "prose":
        yield from (TextUnit(text, "prose") for text in prose_units(block.text))
        return
    content = block.text.lstrip("\n")
    yield from (TextUnit("\n", "prose") for _ in range(len(block.text) - len(content)))
    if content:
        yield TextUnit(content, block.kind)


def prose_units(text: str) -> Iterator[str]:
    place = 0
    while place < len(text):
        end = unit_end(text, place)
        yield text[place:end]
        place = end


def unit_end(text: str, start: int) -> int:
    if text[start] in "$\\" and (formula := formula_at(text, start)):
        return formula.end
    match = UNIT.match(text, start)
    end = match.end() if match else start + 1
    while end < len(text) and not BEGINS_CHARACTER.match(text, end) and is_joined(text, end):
        end += 1
    return end
