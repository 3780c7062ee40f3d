r"""Warns of delimiters that look like one end of a formula but have no counterpart.

Does not warn where the sign may be a literal one: prices, variables, `\[1\]`.
"""

import re

from ..document import Document
from ..html.characters import HAN, PUNCTUATION
from ..messages import Message, message
from .dollars import COMMAND, SCRIPT
from .positions import column_of

# Characters examined on either side of a sign; the limit keeps the scan linear.
NEAR = 200
MOST_WARNINGS = 100
LONGEST_SNIPPET = 40

AHEAD = re.compile(rf"[ \t]?[^$\n{HAN}{PUNCTUATION}]*")
BEHIND = re.compile(rf"[^$\n\s{HAN}{PUNCTUATION}]*\\[A-Za-z]{{2,}}[^$\n\s{HAN}{PUNCTUATION}]*\Z")
PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))*")
CLOSER = re.compile(r"[)\]]")
ENDED = {r"\(": r"\)", r"\[": r"\]", r"\\(": r"\\)", r"\\[": r"\\]"}

# Control characters are placeholders of a dialect, not text of the author.
AS_WRITTEN = re.compile(r"[^\x00-\x1f]*")
AS_WRITTEN_BEFORE = re.compile(r"[^\x00-\x1f]*\Z")


def find_unpaired(text: str, start: int) -> str | None:
    """The unpaired delimiter at `start`; None if there is nothing to warn of."""
    if text.startswith("$$", start):
        return "$$" if is_lone_double(text, start) else None
    if text.startswith("$", start):
        return "$" if is_lone_single(text, start) else None
    sign = next(
        (sign for sign in (r"\\(", r"\\[", r"\(", r"\[") if text.startswith(sign, start)), ""
    )
    return sign if sign and is_lone_bracket(text, start, sign) else None


def is_lone_double(text: str, start: int) -> bool:
    if text.startswith("$$$", start) or text[start - 1 : start] == "$":
        return False
    behind = text[start + 2 : start + 2 + NEAR]
    before = text[max(0, start - NEAR) : start].rpartition("\n")[2]
    alone = not before.strip(" \t>") and not behind.partition("\n")[0].strip()
    if alone or re.match(r"[\w\\{(|]", behind):
        return True
    return has_latex(PARAGRAPH.match(behind)[0]) or BEHIND.search(before) is not None  # type: ignore[index]


def is_lone_single(text: str, start: int) -> bool:
    ahead = AHEAD.match(text, start + 1, start + 1 + NEAR)
    if ahead and not text[start - 1 : start].isdecimal() and has_latex(ahead[0]):
        return True
    return BEHIND.search(text, max(0, start - NEAR), start) is not None


def is_lone_bracket(text: str, start: int, sign: str) -> bool:
    ahead = text[start + len(sign) : start + len(sign) + NEAR]
    inside = PARAGRAPH.match(ahead)[0]  # type: ignore[index]
    if ENDED[sign] in inside or "](" in inside:
        return False
    return COMMAND.search(inside) is not None or has_latex(CLOSER.split(inside)[0])


def has_latex(text: str) -> bool:
    return COMMAND.search(text) is not None or SCRIPT.search(text) is not None


class UnpairedWarnings:
    """Warns of the unpaired delimiters of one article, once for each."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.warned: set[tuple[int | None, int | None, str]] = set()

    def warn(self, text: str, start: int, line: int | None = None) -> None:
        if len(self.warned) >= MOST_WARNINGS or (sign := find_unpaired(text, start)) is None:
            return
        snippet, offset = source_snippet(text, start)
        line = line or self.document.line_of(snippet)
        column = column_of(self.document.source, line, snippet) if line else None
        key = (line, column, sign if column is None else "")
        if key in self.warned:
            return
        self.warned.add(key)
        at = None if column is None else column + offset + 1
        self.document.warn(unpaired_message(sign, at), snippet, line)


def unpaired_message(sign: str, column: int | None) -> Message:
    place = message("sign-in-column", sign=sign, column=column) if column else sign
    if sign == "$":
        return message("dollar-alone", place=place)
    end, escaped = ENDED.get(sign, sign), escaped_delimiter(sign)
    return message("formula-without-end", place=place, end=end, escaped=escaped)


def source_snippet(text: str, start: int) -> tuple[str, int]:
    """The author's text around the sign, for finding its line, and the sign's offset in it."""
    rest = AS_WRITTEN.match(text, start, start + LONGEST_SNIPPET)
    snippet = rest[0].rstrip() if rest else ""
    if snippet.strip("$\\[("):
        return snippet, 0
    before = AS_WRITTEN_BEFORE.search(text, max(0, start - LONGEST_SNIPPET), start)
    lead = before[0].lstrip() if before else ""
    return lead + snippet, len(lead)


def escaped_delimiter(sign: str) -> str:
    return sign.replace("$", r"\$") if "$" in sign else sign[-1]
