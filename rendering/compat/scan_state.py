"""The state of the scan for foreign tags, with searches that stay linear over the whole source."""

import re
from bisect import bisect_left
from functools import cached_property

from .code_spans import CodeSpans, indented_code_lines
from .foreign_tag import ForeignTag

# The most characters between the start of a tag and its closing sign. Without a limit, a source
# full of opening signs would take quadratic time.
LONGEST = 5_000
# Only sources written for d2lbook match this.
D2L = re.compile(r"^[ \t>]*(?:`{3,}\{\.\w+ \.input|#@tab\b|:begin_tab:|:label:`)", re.MULTILINE)


class SourceScan:
    """`tags` are the tags so far.

    `open_fences` and `open_containers` are MyST directives and `:::` containers without an end so
    far, with their fence and their number of colons. `without_end` are systems and names of tags
    that have no end tag in the rest of the source.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.tags: list[ForeignTag] = []
        self.line_breaks = [match.start() for match in re.finditer("\n", source)]
        self.code_spans = CodeSpans(source)
        self.open_fences: list[tuple[str, ForeignTag]] = []
        self.open_containers: list[tuple[int, ForeignTag]] = []
        self.without_end: set[tuple[str, str]] = set()
        self.is_d2l_book = D2L.search(source) is not None
        # By text: where its last search began, and where it was found.
        self.searches: dict[str, tuple[int, int]] = {}

    @cached_property
    def indented_code(self) -> set[int]:
        """The numbers, from 1, of lines that are indented code."""
        return indented_code_lines(self.source)

    def line_number(self, position: int) -> int:
        """The line of a position, from 1."""
        return bisect_left(self.line_breaks, position) + 1

    def line_end(self, position: int) -> int:
        index = bisect_left(self.line_breaks, position)
        return self.line_breaks[index] if index < len(self.line_breaks) else len(self.source)

    def find(self, text: str, start: int) -> int:
        """As `str.find`. Many searches from left to right are as fast as one."""
        searched, position = self.searches.get(text, (0, start - 1))
        if searched <= start and ((position < 0 and text in self.searches) or position >= start):
            return position
        position = self.source.find(text, start)
        self.searches[text] = start, position
        return position

    def find_closing(self, start: int, closing: str) -> int:
        """The position of the closing sign of a tag whose content begins at `start`, or -1."""
        end = self.find(closing, start)
        return end if end - start <= LONGEST else -1

    def add_tag(
        self, system: str, name: str, arguments: str, start: int, end: int, *, is_end: bool = False
    ) -> ForeignTag:
        line = self.line_number(start)
        line_start = self.line_breaks[line - 2] + 1 if line > 1 else 0
        tag = ForeignTag(system, name, arguments, start, end, self.source, line, line_start, is_end)
        self.tags.append(tag)
        return tag

    def add_end_tag(self, tag: ForeignTag, start: int, end: int) -> None:
        """Add the end tag of `tag`, from `start` to `end`."""
        tag.end_tag = self.add_tag(tag.system, tag.name, "", start, end, is_end=True)
        tag.end_tag.is_matched = True
