"""Finds code in the source, in which tags of other systems are text."""

import re
from bisect import bisect_left
from collections import defaultdict

PREFIX = r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*"
FENCE = re.compile(rf"{PREFIX}(?P<fence>`{{3,}}|~{{3,}})(?P<info>[^\n]*)")
CLOSING = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*")
ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
BACKTICKS = re.compile("`+")
BLANK = re.compile(r"\n[ \t>]*(?=\n)")
INDENT = 4


def indented_code_lines(source: str) -> set[int]:
    """The numbers, from 1, of lines that are indented code."""
    code: set[int] = set()
    item, after_blank, inside = 0, True, False
    for number, line in enumerate(source.split("\n"), 1):
        if not line.strip():
            after_blank = True
            continue
        spaced = line.expandtabs(INDENT) if "\t" in line else line
        indent = len(spaced) - len(spaced.lstrip())
        inside = indent >= item + INDENT and (after_blank or inside)
        if inside:
            code.add(number)
        elif match := ITEM.match(line):
            item = len(match[0].expandtabs(INDENT))
        elif after_blank and indent < item:
            item = indent if indent > 1 else 0
        after_blank = False
    return code


class CodeSpans:
    """Finds the ends of code spans in linear time, even if most opening backticks have no end."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.stop = -1
        self.runs: dict[int, list[int]] = {}

    def end(self, start: int, ticks: int) -> int | None:
        """The end of the code span that begins at `start` with `ticks` backticks; None if none."""
        if start >= self.stop:
            self.read_paragraph(start)
        starts = self.runs.get(ticks, [])
        index = bisect_left(starts, start + ticks)
        return starts[index] + ticks if index < len(starts) else None

    def read_paragraph(self, start: int) -> None:
        blank = BLANK.search(self.source, start)
        self.stop = blank.start() if blank else len(self.source)
        runs: dict[int, list[int]] = defaultdict(list)
        for run in BACKTICKS.finditer(self.source, start, self.stop):
            runs[len(run[0])].append(run.start())
        self.runs = dict(runs)


def fence_end(source: str, start: int, fence: str) -> tuple[int, int]:
    """The start and end of the last line of a fence whose first line ends at `start`."""
    at = start
    while at < len(source):
        at += 1
        closing = CLOSING.match(source, at)
        line_end = source.find("\n", at)
        line_end = len(source) if line_end < 0 else line_end
        if closing and closing.end() == line_end and closes_fence(closing[1], fence):
            return at, line_end
        at = line_end
    return len(source), len(source)


def closes_fence(line: str, fence: str) -> bool:
    return line[0] == fence[0] and len(line) >= len(fence)
