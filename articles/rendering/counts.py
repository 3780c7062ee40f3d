"""How long an article is, and how long it takes to read."""

from dataclasses import replace

from selectolax.lexbor import LexborNode

from .chars import HAN_CHARACTER, WORD
from .document import CodeBlock, Document, Formula
from .rendered import Counts
from .text import flow, is_mark

HAN_A_MINUTE = 400
WORDS_A_MINUTE = 220
CODE_LINES_A_MINUTE = 20
DISPLAYS_A_MINUTE = 6


def count(document: Document) -> None:
    def visit(node: LexborNode) -> str | None:
        return None if document.held_by(node) is None and not is_mark(node) else " "

    prose = flow(document.body, visit)
    held = document.in_order()
    formulas = [thing for thing in held if isinstance(thing, Formula)]
    codes = [thing for thing in held if isinstance(thing, CodeBlock)]
    counts = Counts(
        han=len(HAN_CHARACTER.findall(prose)),
        words=len(WORD.findall(HAN_CHARACTER.sub(" ", prose))),
        formulas=len(formulas),
        displays=sum(formula.display for formula in formulas),
        code_blocks=len(codes),
        code_lines=sum(len(code.source.rstrip("\n").split("\n")) for code in codes),
        images=len(document.body.css("img")),
    )
    document.counts = replace(counts, minutes=minutes(counts))


def minutes(counts: Counts) -> int:
    total = (
        counts.han / HAN_A_MINUTE
        + counts.words / WORDS_A_MINUTE
        + counts.code_lines / CODE_LINES_A_MINUTE
        + counts.displays / DISPLAYS_A_MINUTE
    )
    return max(1, round(total))
