"""Limits for one paragraph or table in both dialects, so that parsing takes about a second."""

import re
from collections.abc import Iterator

# Ten times as many as in the longest real paragraphs. The parser tries a rule at each of them.
MAX_DELIMITERS = 20_000
DELIMITER = re.compile(r"[*_~^`<\[\]!$:=+]")
# Characters that the parser reads in search of the ends of all square brackets.
MAX_BRACKET_COST = 20_000_000
MAX_CELLS = 12_000
# Empty cells that the parser adds to rows shorter than the first; a few bytes can need millions.
MAX_FILLED_CELLS = 10_000

SQUARE_BRACKETS = re.compile(r"\\.|(\[)|\]", re.DOTALL)


def has_too_many_delimiters(paragraph: str) -> bool:
    if (
        len(paragraph) > MAX_DELIMITERS
        and sum(1 for _ in DELIMITER.finditer(paragraph)) > MAX_DELIMITERS
    ):
        return True
    if len(paragraph) * paragraph.count("[") < MAX_BRACKET_COST:
        return False
    return (
        sum(end - start for start, end in bracket_spans(paragraph, SQUARE_BRACKETS))
        > MAX_BRACKET_COST
    )


def bracket_spans(block: str, brackets: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The range from each opening bracket to its closing one, or to the end of the block.

    Only brackets that match group 1 of `brackets` are opening ones.
    """
    opened: list[tuple[int, bool]] = []
    for match in brackets.finditer(block):
        if match[0] in "[(":
            opened.append((match.start(), match[1] is not None))
        elif match[0] in "])" and opened:
            start, counts = opened.pop()
            if counts:
                yield start, match.end()
    yield from ((start, len(block)) for start, counts in opened if counts)
