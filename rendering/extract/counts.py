"""Counts words, characters, formulas and code of an article, and estimates its reading time."""

from dataclasses import replace

from ..document import Document
from ..page_blocks import HELD_NUMBER, TEXT_KINDS, BlockKind
from ..result import Counts
from .page_reader import formulas_in
from .strip import formula_rows

# How many of each are read per minute.
HAN, WORDS, CODE_LINES, ROWS, FORMULAS, IMAGES = 400, 220, 30, 6, 60, 4


def count_content(document: Document) -> None:
    blocks = document.blocks
    texts = (block.text for block in blocks if block.kind in TEXT_KINDS)
    amounts = [
        document.character_counts[piece] for text in texts for piece in HELD_NUMBER.split(text)[::2]
    ]
    found = [formula for block in blocks for formula in formulas_in(document, block.text)]
    displays = [formula for formula in found if formula.display]
    codes = [block.text for block in blocks if block.kind is BlockKind.CODE]
    counts = Counts(
        han=sum(amount.han for amount in amounts),
        kana=sum(amount.kana for amount in amounts),
        words=sum(amount.words for amount in amounts),
        formulas=len(found),
        displays=len(displays),
        rows=sum(len(formula_rows(formula.latex)) for formula in displays),
        code_blocks=len(codes),
        code_lines=sum(code.strip("\n").count("\n") + 1 for code in codes),
        images=sum(block.kind is BlockKind.MEDIA for block in blocks) - len(document.embeds),
        embeds=len(document.embeds),
        diagrams=document.diagrams,
        broken=sum(link.broken for link in document.links),
    )
    document.counts = replace(counts, minutes=minutes_to_read(counts))


def minutes_to_read(counts: Counts) -> int:
    total = (
        (counts.han + counts.kana) / HAN
        + counts.words / WORDS
        + counts.code_lines / CODE_LINES
        + counts.rows / ROWS
        + (counts.formulas - counts.displays) / FORMULAS
        + counts.images / IMAGES
    )
    return max(1, round(total))
