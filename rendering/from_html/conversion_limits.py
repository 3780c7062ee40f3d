"""What is too large to be converted while somebody waits."""

import re
from collections import Counter

MOST_LEVELS = 500  # as in browsers
MOST_CELLS = 50_000
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)")
# They have no end tags, or often none.
ENDED_BY_OTHERS = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot"),
        *("option", "optgroup", "colgroup", "rt", "rp", "html", "head", "body"),
    )
)


class TooLarge(ValueError):
    """HTML is nested too deeply, or a table has too many cells."""


def refuse_depth(html: str) -> None:
    """To be asked before parsing, whose time grows with the square of the depth."""
    opened: Counter[str] = Counter()
    levels = 0
    for end, written in TAG.findall(html):
        name = written.lower()
        if name in ENDED_BY_OTHERS:
            continue
        if not end:
            opened[name] += 1
            levels += 1
        elif opened[name]:
            opened[name] -= 1
            levels -= 1
        if levels > MOST_LEVELS:
            raise TooLarge("nested too deeply")


def refuse_cells(number: int) -> None:
    if number > MOST_CELLS:
        raise TooLarge(f"more than {MOST_CELLS} cells")
