"""Guesses which part of a source made rendering too slow, for the error message."""

import re
from itertools import groupby

from ..messages import Message, message

OPENERS = re.compile(r"[\[({<]|[*_~=]{2}|\\(?:left|begin)")
NESTED = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+[ \t>]*)*")
LONG_LINE = 5_000
LONG_BLOCK = 500
DEEP = 20


def likely_place(source: str) -> Message | str:
    """A message that names the line; "" if nothing is unusual."""
    lines = source.split("\n")
    return very_long(lines) or very_deep(lines) or very_large(lines) or ""


def very_long(lines: list[str]) -> Message | None:
    number, line = max(enumerate(lines, 1), key=lambda each: len(each[1]))
    if len(line) < LONG_LINE:
        return None
    return message("look-at-long-line", line=number, characters=len(line))


def very_deep(lines: list[str]) -> Message | None:
    number, depth = max(
        ((n, depth_of(line)) for n, line in enumerate(lines, 1)), key=lambda x: x[1]
    )
    if depth < DEEP:
        return None
    return message("look-at-deep-line", line=number, depth=depth)


def depth_of(line: str) -> int:
    """The number of quote and list markers, indents and brackets that a line opens."""
    start = NESTED.match(line)
    outer = start[0] if start else ""
    marks = sum(outer.count(mark) for mark in ">-*+.)")
    indent = re.sub(r"[^ \t]", "", outer).expandtabs(4)
    return marks + len(indent) // 4 + len(OPENERS.findall(line, len(outer)))


def very_large(lines: list[str]) -> Message | None:
    blocks = [
        list(block)
        for full, block in groupby(enumerate(lines, 1), lambda each: bool(each[1].strip()))
        if full
    ]
    largest = max(blocks, key=len, default=[])
    if len(largest) < LONG_BLOCK:
        return None
    first, last = largest[0][0], largest[-1][0]
    return message("look-at-long-block", first=first, last=last)
