"""Finds the lines of texts in the prose of a source, with its code left out."""

import re
from functools import lru_cache

CODE = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}(?!`)|~{3,}(?!~))[^\n]*\n.*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?P<ticks>(?<!`)`+(?!`))[^\n]*?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
NOT_BREAK = re.compile(r"[^\n]")


class SourceText:
    """`line_of` returns the line of the first occurrence, from 1; None if there is none."""

    def __init__(self, text: str) -> None:
        self.text = text

    def line_of(self, snippet: str) -> int | None:
        position = self.text.find(snippet)
        return self.text.count("\n", 0, position) + 1 if position >= 0 else None


@lru_cache(maxsize=1)
def with_code_blanked(source: str) -> SourceText:
    """`source` with spaces in the position of its code, so that all positions stay the same."""
    return SourceText(CODE.sub(lambda code: NOT_BREAK.sub(" ", code[0]), source))
