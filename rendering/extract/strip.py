"""The shape of an article: what follows what, and how long each is. The design draws it.

A list of short words, what they are of first, in the order of reading:

    h实验        a section begins: the id of a heading at the top of the contents
    p90,231 a4   two texts: each as long as so many Han characters, other words counting as what
                 is read in the same time; then in hexadecimal a bit for every twenty of them, the
                 lowest for the first, set where a formula stands
    t6           a table of six rows
    c502f        code of four lines: for each the sixths of its characters, rounded up, as a
                 hexadecimal digit; 0 is an empty line, f any longer one
    f3           a formula set apart: ticks, one a row and two a wide row
    g3           a picture: ticks, from two for a flat one to four for a tall one
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from ..document import Document
from ..html.characters import CharacterCounts
from ..page_blocks import HELD_NUMBER, BlockKind, PageBlock
from ..placeholders import Formula
from .page_reader import formula

HAN_A_WORD = 400 / 220
SLOT = 20
CODE_UNIT = 6
ROW_END = re.compile(r"\\\\|\\(?:cr|newline)\b")
MATRIX = re.compile(r"\\begin\{(\w*matrix|array)\}.*?\\end\{\1\}", re.DOTALL)
COMMAND = re.compile(r"\\(?:begin|end)\{[^{}]*\}|\\[A-Za-z]+|\\.")
UNSEEN = re.compile(r"[{}_^&\s]")
LONGEST_COUNTED = 5_000
WIDE = 50
FLAT, TALL = 0.4, 0.9


def draw_strip(document: Document) -> None:
    words: list[str] = []
    sections = {heading.id for heading in document.toc}
    for is_row, blocks in groupby(document.blocks, lambda block: block.kind is BlockKind.ROW):
        if is_row:
            words.append(f"t{len(list(blocks))}")
        else:
            words += [word for block in blocks for word in drawn(document, block, sections)]
    document.strip = tuple(joined(words))


def joined(words: list[str]) -> Iterator[str]:
    """Texts that follow one another are one word."""
    for is_text, run in groupby(words, lambda word: word.startswith("p")):
        if is_text:
            yield "p" + ",".join(word[1:] for word in run)
        else:
            yield from run


def drawn(document: Document, block: PageBlock, sections: set[str]) -> Iterator[str]:
    if block.kind is BlockKind.CODE:
        yield "c" + "".join(map(code_line, block.text.strip("\n").split("\n")))
    elif block.kind is BlockKind.MEDIA:
        yield f"g{height(block)}"
    else:
        identifier = block.node.attributes.get("id") if block.node is not None else None
        if block.kind is BlockKind.HEADING and identifier in sections:
            yield f"h{identifier}"
        yield from text(document, block.text)


def text(document: Document, text: str) -> Iterator[str]:
    """A formula set apart within a sentence ends the stretch."""
    length = formulas = 0
    for number, piece in enumerate(HELD_NUMBER.split(text)):
        if number % 2 == 0:
            length += size(document.amounts[piece])
        elif (found := formula(document, piece)).display:
            yield from paragraph(length, formulas)
            yield f"f{ticks(found)}"
            length = formulas = 0
        else:
            formulas |= 1 << length // SLOT
    yield from paragraph(length, formulas)


def paragraph(length: int, formulas: int) -> Iterator[str]:
    if length or formulas:
        yield f"p{length} {formulas:x}" if formulas else f"p{length}"


def size(amount: CharacterCounts) -> int:
    return amount.han + amount.kana + round(amount.words * HAN_A_WORD)


def code_line(line: str) -> str:
    return f"{min(15, -(-len(line.rstrip()) // CODE_UNIT)):x}"


@lru_cache(maxsize=512)  # for the strip, and for the counts
def rows(latex: str) -> list[str]:
    """What is seen of each row; those of a matrix are one."""
    latex = MATRIX.sub("x", latex[:LONGEST_COUNTED])
    seen = (UNSEEN.sub("", COMMAND.sub(command, row)) for row in ROW_END.split(latex))
    return [row for row in seen if row] or [""]


def command(match: re.Match[str]) -> str:
    """A sign, unless it only begins or ends an environment."""
    return "" if match[0].startswith((r"\begin{", r"\end{")) else "x"


def ticks(formula: Formula) -> int:
    return sum(2 if len(row) > WIDE else 1 for row in rows(formula.latex))


def height(block: PageBlock) -> int:
    """Of a picture whose size nobody says, the middle."""
    values = block.node.attributes if block.node is not None else {}
    width, tall = values.get("width") or "", values.get("height") or ""
    if not (width.isdecimal() and tall.isdecimal() and int(width)):
        return 3
    ratio = int(tall) / int(width)
    return 2 + (ratio > FLAT) + (ratio > TALL)
