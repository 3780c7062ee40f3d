"""Lengths as TeX writes them, kept within what a page can bear."""

import re

from .reader import Reader

NUMBER = r"\s*([+-]?\s*(?:\d+(?:[.,]\d*)?|[.,]\d+))\s*"
LENGTH = re.compile(NUMBER + "([a-zA-Z]{2})")
GLUE = re.compile(rf"\s*(?:plus|minus){NUMBER}(?:fil{{1,3}}|[a-zA-Z]{{2}})")
# How far a length is looked for.
MOST_TOKENS = 40
EMS = {
    "em": 1.0,
    "ex": 0.45,
    "mu": 1 / 18,
    "pt": 0.1,
    "pc": 1.2,
    "px": 0.075,
    "bp": 0.1,
    "cm": 2.85,
    "mm": 0.285,
    "in": 7.2,
}
LONGEST = 20.0


def ems(text: str) -> float | None:
    """How many em `text` is, or None where it is no length."""
    match = LENGTH.match(text)
    if match is None or match[2].lower() not in EMS:
        return None
    size = float(re.sub(r"\s", "", match[1]).replace(",", ".")) * EMS[match[2].lower()]
    return max(-LONGEST, min(LONGEST, size))


def em(size: float) -> str:
    return f"{size:.3f}".rstrip("0").rstrip(".") + "em"


def read_length(reader: Reader) -> str:
    """The length that comes next, in braces or not, as so many em; `0em` for any other word.

    How far it may stretch or shrink is read, too, and forgotten.
    """
    if reader.peek() == "{":
        return em(ems(reader.words()) or 0.0)
    written = take(reader, LENGTH)
    while written and take(reader, GLUE):
        """`plus 1fil minus 2pt`"""
    return em(ems(written) or 0.0)


def take(reader: Reader, pattern: re.Pattern[str]) -> str:
    """What matches at the front, which is then read."""
    following = "".join(token.text for token in reader.stack[: -MOST_TOKENS - 1 : -1])
    match = pattern.match(following)
    rest = len(match[0]) if match else 0
    while rest > 0:
        rest -= len(reader.stack.pop().text)
    return match[0] if match else ""
