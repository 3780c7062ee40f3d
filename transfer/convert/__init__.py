"""From the dialect of Python-Markdown to CommonMark, source to source."""

import re

from transfer.convert.reader import Reading
from transfer.convert.writer import written

__all__ = ["to_commonmark"]

# None of them is text, and the parser has a use of its own for some.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")


def to_commonmark(source: str) -> str:
    """The source that shows in CommonMark what this one shows in Python-Markdown.

    Code and formulas stay as they are. What is CommonMark already stays too.
    """
    text = CONTROLS.sub("", source.replace("\r\n", "\n").replace("\r", "\n"))
    return written(Reading(text))
