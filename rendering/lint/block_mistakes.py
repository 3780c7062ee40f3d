"""Mistakes in whole blocks: tables without a delimiter row, fences without an end."""

import re

from markdown_it.token import Token

from ..messages import message
from .line_mistakes import Mistake, Mistakes

ROW = re.compile(r"[|｜].*[|｜]")
DASHES = re.compile(r"[|｜]?[ \t:：]*[-—－–][-—－– \t:：|｜]*")
BARS = re.compile(r"(?<!\\)[|｜]")


def tables(lines: list[str]) -> Mistakes:
    if len(lines) < 2 or not ROW.fullmatch(lines[0].strip()):
        return
    head, second = lines[0].strip(), lines[1].strip()
    cells = len(BARS.findall(head)) - 1
    delimiters = "|" + " --- |" * cells
    if "｜" in head:
        yield 0, Mistake(message("table-wide"), head, head.replace("｜", "|"))
    elif BARS.search(second) and DASHES.fullmatch(second):
        told = message("table-dashes-too-few", cells=cells)
        if set(second) & set("—－–：｜"):
            told = message("table-dashes-wide")
        yield 1, Mistake(told, second, delimiters)
    elif ROW.fullmatch(second) and cells > 1:
        yield 0, Mistake(message("table-needs-dashes"), lines[0], f"{lines[0]}\n{delimiters}")


def unclosed_fence(token: Token, lines: list[str]) -> Mistakes:
    assert token.map is not None
    first, end = token.map
    mark, length = token.markup[0], len(token.markup)
    if end - 1 > first and fence_length(lines[end - 1], mark) >= length:
        return
    # Shorter fences in pairs are another block shown in this one.
    fewer = [n for n in range(first + 1, end) if fence_length(lines[n], mark) > 2]
    if len(fewer) == 1:
        line = lines[fewer[0]].lstrip("> \t").rstrip()
        told = message("fence-end-too-short", marks=token.markup)
        yield fewer[0], Mistake(told, line, token.markup)
    else:
        yield first, Mistake(message("fence-without-end", marks=token.markup))


def fence_length(line: str, mark: str) -> int:
    """The length of the fence that the line is; 0 if it contains anything else."""
    bare = line.lstrip("> \t").rstrip()
    return len(bare) if bare and not bare.strip(mark) else 0
