"""How much of a kind one paragraph or table may hold, in both dialects: for a second of work."""

import re

# Ten times what the longest real paragraphs have. Each may begin something, and is asked.
MOST_MARKS = 20_000
MARK = re.compile(r"[*_~^`<\[\]!$:=+]")
MOST_CELLS = 12_000
# Short rows are filled up to the width of the first: a few bytes would be millions of cells.
MOST_FILLED = 10_000


def has_too_many_marks(paragraph: str) -> bool:
    if len(paragraph) <= MOST_MARKS:
        return False
    return sum(1 for _mark in MARK.finditer(paragraph)) > MOST_MARKS
