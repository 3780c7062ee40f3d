"""How much of a kind one paragraph or table may hold, in both dialects: for a second of work."""

import re
from collections.abc import Iterator

# Ten times what the longest real paragraphs have. Each may begin something, and is asked.
MOST_MARKS = 20_000
MARK = re.compile(r"[*_~^`<\[\]!$:=+]")
# Characters looked at for the ends of all square brackets.
MOST_IN_BRACKETS = 20_000_000
MOST_CELLS = 12_000
# Short rows are filled up to the width of the first: a few bytes would be millions of cells.
MOST_FILLED = 10_000

SQUARE = re.compile(r"\\.|(\[)|\]", re.DOTALL)


def has_too_many_marks(paragraph: str) -> bool:
    if len(paragraph) > MOST_MARKS and sum(1 for _ in MARK.finditer(paragraph)) > MOST_MARKS:
        return True
    if len(paragraph) * paragraph.count("[") < MOST_IN_BRACKETS:
        return False
    return sum(end - start for start, end in spans(paragraph, SQUARE)) > MOST_IN_BRACKETS


def spans(block: str, brackets: re.Pattern[str]) -> Iterator[tuple[int, int]]:
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
