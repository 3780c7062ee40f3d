"""The state of one walk through a source, and what every rule of it needs."""

import re
from bisect import bisect_left
from functools import cached_property

from .code_spans import CodeSpans, indented_code_lines
from .foreign_tag import ForeignTag

# A mark is not longer; it keeps text full of beginnings linear.
LONGEST = 5_000
# What only a text written for d2lbook has.
D2L = re.compile(r"^[ \t>]*(?:`{3,}\{\.\w+ \.input|#@tab\b|:begin_tab:|:label:`)", re.MULTILINE)


class SourceScan:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tags: list[ForeignTag] = []
        self.breaks = [match.start() for match in re.finditer("\n", source)]
        self.spans = CodeSpans(source)
        self.found: dict[str, tuple[int, int]] = {}
        self.fences: list[tuple[str, ForeignTag]] = []
        self.containers: list[tuple[int, ForeignTag]] = []
        self.hopeless: set[tuple[str, str]] = set()
        self.is_book = D2L.search(source) is not None

    @cached_property
    def indented(self) -> set[int]:
        """The numbers, from 1, of the lines that their indent makes code."""
        return indented_code_lines(self.source)

    def line(self, place: int) -> int:
        return bisect_left(self.breaks, place) + 1

    def line_end(self, place: int) -> int:
        index = bisect_left(self.breaks, place)
        return self.breaks[index] if index < len(self.breaks) else len(self.source)

    def find(self, needle: str, start: int) -> int:
        """As `str.find`, but many searches from left to right cost no more than one."""
        searched, place = self.found.get(needle, (0, start - 1))
        if searched <= start and ((place < 0 and needle in self.found) or place >= start):
            return place
        place = self.source.find(needle, start)
        self.found[needle] = start, place
        return place

    def body(self, start: int, closing: str) -> int:
        """Where the mark that begins before `start` has its closing sign, or -1."""
        end = self.find(closing, start)
        return end if end - start <= LONGEST else -1

    def add(
        self, system: str, name: str, arguments: str, start: int, end: int, *, closing: bool = False
    ) -> ForeignTag:
        line = self.line(start)
        line_start = self.breaks[line - 2] + 1 if line > 1 else 0
        tag = ForeignTag(
            system, name, arguments, start, end, self.source, line, line_start, closing
        )
        self.tags.append(tag)
        return tag

    def enclose(self, tag: ForeignTag, start: int, end: int) -> None:
        """Add the end of a mark whose content is not looked at."""
        tag.end_tag = self.add(tag.system, tag.name, "", start, end, closing=True)
        tag.end_tag.settled = True
