"""The strip of an article: the kinds and lengths of its parts, which the design draws.

It is a list of short items in reading order, each beginning with a letter for its kind:

    h实验        a section: the id of a heading at the top level of the contents
    p90,231 a4   two texts: the length of each in Han characters, other words converted by reading
                 time; then a hexadecimal bit mask with a bit for every 20 characters, the lowest
                 for the first 20, set where a formula stands
    t6           a table of six rows
    c502f        code of four lines: a hexadecimal digit for each, its length divided by six and
                 rounded up; 0 is an empty line, f any longer one
    f3           a displayed formula: the number of ticks, one for a row and two for a wide row
    g3           a picture: the number of ticks, from two for a flat one to four for a tall one
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from ..document import Document
from ..html.characters import CharacterCounts
from ..page_blocks import HELD_NUMBER, BlockKind, PageBlock
from ..placeholders import Formula
from .page_reader import held_formula

HAN_PER_WORD = 400 / 220
SLOT = 20
CODE_UNIT = 6
ROW_END = re.compile(r"\\\\|\\(?:cr|newline)\b")
MATRIX = re.compile(r"\\begin\{(\w*matrix|array)\}.*?\\end\{\1\}", re.DOTALL)
COMMAND = re.compile(r"\\(?:begin|end)\{[^{}]*\}|\\[A-Za-z]+|\\.")
INVISIBLE = re.compile(r"[{}_^&\s]")
LONGEST_COUNTED = 5_000
WIDE = 50
FLAT, TALL = 0.4, 0.9


def write_strip(document: Document) -> None:
    words: list[str] = []
    sections = {heading.id for heading in document.toc}
    for is_row, blocks in groupby(document.blocks, lambda block: block.kind is BlockKind.ROW):
        if is_row:
            words.append(f"t{len(list(blocks))}")
        else:
            words += [word for block in blocks for word in block_items(document, block, sections)]
    document.strip = tuple(join_texts(words))


def join_texts(words: list[str]) -> Iterator[str]:
    """Join consecutive texts to one item."""
    for is_text, run in groupby(words, lambda word: word.startswith("p")):
        if is_text:
            yield "p" + ",".join(word[1:] for word in run)
        else:
            yield from run


def block_items(document: Document, block: PageBlock, sections: set[str]) -> Iterator[str]:
    if block.kind is BlockKind.CODE:
        yield "c" + "".join(map(code_line_digit, block.text.strip("\n").split("\n")))
    elif block.kind is BlockKind.MEDIA:
        if not is_card_without_player(block):
            yield f"g{picture_ticks(block)}"
    elif block.kind is not BlockKind.CONTENTS:
        identifier = block.node.attributes.get("id") if block.node is not None else None
        if block.kind is BlockKind.HEADING and identifier in sections:
            yield f"h{identifier}"
        yield from text_items(document, block.text)


def text_items(document: Document, text: str) -> Iterator[str]:
    """The items of a text; a displayed formula within it ends an item."""
    length = formulas = 0
    for number, piece in enumerate(HELD_NUMBER.split(text)):
        if number % 2 == 0:
            length += reading_length(document.character_counts[piece])
        elif (found := held_formula(document, piece)).display:
            yield from paragraph_item(length, formulas)
            yield f"f{count_ticks(found)}"
            length = formulas = 0
        else:
            formulas |= 1 << length // SLOT
    yield from paragraph_item(length, formulas)


def paragraph_item(length: int, formulas: int) -> Iterator[str]:
    if length or formulas:
        yield f"p{length} {formulas:x}" if formulas else f"p{length}"


def reading_length(amount: CharacterCounts) -> int:
    return amount.han + amount.kana + round(amount.words * HAN_PER_WORD)


def code_line_digit(line: str) -> str:
    return f"{min(15, -(-len(line.rstrip()) // CODE_UNIT)):x}"


@lru_cache(maxsize=512)  # called for the strip and for the counts
def formula_rows(latex: str) -> list[str]:
    """The visible signs of each row of a formula; a matrix counts as one sign."""
    latex = MATRIX.sub("x", latex[:LONGEST_COUNTED])
    seen = (INVISIBLE.sub("", COMMAND.sub(command_sign, row)) for row in ROW_END.split(latex))
    return [row for row in seen if row] or [""]


def command_sign(match: re.Match[str]) -> str:
    """One sign for a command; none for the beginning or end of an environment."""
    return "" if match[0].startswith((r"\begin{", r"\end{")) else "x"


def count_ticks(formula: Formula) -> int:
    return sum(2 if len(row) > WIDE else 1 for row in formula_rows(formula.latex))


def is_card_without_player(block: PageBlock) -> bool:
    """Whether it is a card of a paper or of code, which is no more than a link."""
    values = block.node.attributes if block.node is not None else {}
    return "data-embed" in values and "data-frame" not in values


def picture_ticks(block: PageBlock) -> int:
    """The ticks of a picture by its aspect ratio; 3 if its size is unknown."""
    values = block.node.attributes if block.node is not None else {}
    width, tall = values.get("width") or "", values.get("height") or ""
    if not (width.isdecimal() and tall.isdecimal() and int(width)):
        return 3
    ratio = int(tall) / int(width)
    return 2 + (ratio > FLAT) + (ratio > TALL)
