"""Lengths as TeX writes them, kept within what a page can bear."""

import re

from .reader import Reader

LENGTH = re.compile(r"\s*([+-]?\s*(?:\d+(?:[.,]\d*)?|[.,]\d+))\s*([a-zA-Z]{2})")
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
    """The length that comes next, in braces or not, as so many em; `0em` for any other word."""
    if reader.peek() == "{":
        return em(ems(reader.words()) or 0.0)
    written = ""
    while reader.stack and (
        reader.stack[-1].text in "+-.,0123456789 " or ends_in_unit(reader, written)
    ):
        written += reader.stack.pop().text
    return em(ems(written) or 0.0)


def ends_in_unit(reader: Reader, written: str) -> bool:
    """Whether the next letter is one of the two of a unit."""
    letter = reader.stack[-1].text
    if not (len(letter) == 1 and letter.isascii() and letter.isalpha()):
        return False
    return (
        written[-1:].isdigit()
        or written[-1:] in " ."
        or (written[-1:].isalpha() and not written[-2:].isalpha())
    )
