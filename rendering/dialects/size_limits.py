"""How much of a kind one paragraph or table may hold, in both dialects: for a second of work."""

import re
from collections.abc import Iterator

# Ten times what the longest real paragraphs have. Each may begin something, and is asked.
MAX_DELIMITERS = 20_000
DELIMITER = re.compile(r"[*_~^`<\[\]!$:=+]")
# Characters looked at for the ends of all square brackets.
MAX_BRACKET_COST = 20_000_000
MAX_CELLS = 12_000
# Short rows are filled up to the width of the first: a few bytes would be millions of cells.
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
    """From each bracket that counts to the one that closes it, else to the end."""
    opened: list[tuple[int, bool]] = []
    for match in brackets.finditer(block):
        if match[0] in "[(":
            opened.append((match.start(), match[1] is not None))
        elif match[0] in "])" and opened:
            start, counts = opened.pop()
            if counts:
                yield start, match.end()
    yield from ((start, len(block)) for start, counts in opened if counts)
