"""Where something stands in the prose of a source: line and column, both counted from 1."""

import re
from functools import lru_cache

CODE = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}(?!`)|~{3,}(?!~))[^\n]*\n.*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?P<ticks>(?<!`)`+(?!`))[^\n]*?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
NOT_BREAK = re.compile(r"[^\n]")


class SourceText:
    def __init__(self, text: str) -> None:
        self.text = text

    def line_of(self, snippet: str) -> int | None:
        place = self.text.find(snippet)
        return self.text.count("\n", 0, place) + 1 if place >= 0 else None


@lru_cache(maxsize=1)
def with_code_blanked(source: str) -> SourceText:
    """`source` with spaces in the place of its code, so that everything stays where it is."""
    return SourceText(CODE.sub(lambda code: NOT_BREAK.sub(" ", code[0]), source))
