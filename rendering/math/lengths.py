"""Reads lengths in TeX units, limited to sizes that a page can show."""

import re

from .token_reader import TokenReader

NUMBER = r"\s*([+-]?\s*(?:\d+(?:[.,]\d*)?|[.,]\d+))\s*"
LENGTH = re.compile(NUMBER + "([a-zA-Z]{2})")
GLUE = re.compile(rf"\s*(?:plus|minus){NUMBER}(?:fil{{1,3}}|[a-zA-Z]{{2}})")
# Tokens examined for a length.
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


def length_in_em(text: str) -> float | None:
    """The length in em, between -20 and 20; None if `text` is not a length."""
    match = LENGTH.match(text)
    if match is None or match[2].lower() not in EMS:
        return None
    size = float(re.sub(r"\s", "", match[1]).replace(",", ".")) * EMS[match[2].lower()]
    return max(-LONGEST, min(LONGEST, size))


def em_length(size: float) -> str:
    return f"{size:.3f}".rstrip("0").rstrip(".") + "em"


def read_length(reader: TokenReader) -> str:
    """Read the next length, with or without braces, as a CSS length in em; `0em` for other text.

    Stretch and shrink components, as in `plus 1fil minus 2pt`, are read and ignored.
    """
    if reader.peek() == "{":
        return em_length(length_in_em(reader.argument_text()) or 0.0)
    written = read_match(reader, LENGTH)
    while written and read_match(reader, GLUE):
        pass
    return em_length(length_in_em(written) or 0.0)


def read_match(reader: TokenReader, pattern: re.Pattern[str]) -> str:
    """Read what `pattern` matches at the front of the input; "" if it does not match."""
    following = "".join(token.text for token in reader.stack[: -MOST_TOKENS - 1 : -1])
    match = pattern.match(following)
    rest = len(match[0]) if match else 0
    while rest > 0:
        rest -= len(reader.stack.pop().text)
    return match[0] if match else ""
