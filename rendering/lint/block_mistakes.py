"""Mistakes in whole blocks: tables without a delimiter row, fences without an end."""

import re

from markdown_it.token import Token

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
        yield 0, Mistake("A table is drawn with | in half width", head, head.replace("｜", "|"))
    elif BARS.search(second) and DASHES.fullmatch(second):
        message = f"The row of dashes needs as many cells as the row above it, {cells}"
        if set(second) & set("—－–：｜"):
            message = "The row of dashes is written with - : | in half width"
        yield 1, Mistake(message, second, delimiters)
    elif ROW.fullmatch(second) and cells > 1:
        message = "A table needs a row of dashes below its first row"
        yield 0, Mistake(message, lines[0], f"{lines[0]}\n{delimiters}")


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
        message = f"A block of code ends with as many marks as it begins with, {token.markup}"
        yield fewer[0], Mistake(message, line, token.markup)
    else:
        message = f"This block of code never ends: put {token.markup} below its last line"
        yield first, Mistake(message)


def fence_length(line: str, mark: str) -> int:
    """The length of the fence that the line is; 0 if it contains anything else."""
    bare = line.lstrip("> \t").rstrip()
    return len(bare) if bare and not bare.strip(mark) else 0
