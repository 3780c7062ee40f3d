"""Traps of whole blocks: tables without their second row, fences without their end."""

import re

from markdown_it.token import Token

from .lines import Found, Trap

ROW = re.compile(r"[|｜].*[|｜]")
DASHES = re.compile(r"[|｜]?[ \t:：]*[-—－–][-—－– \t:：|｜]*")
BARS = re.compile(r"(?<!\\)[|｜]")


def tables(lines: list[str]) -> Found:
    if len(lines) < 2 or not ROW.fullmatch(lines[0].strip()):
        return
    head, second = lines[0].strip(), lines[1].strip()
    cells = len(BARS.findall(head)) - 1
    delimiters = "|" + " --- |" * cells
    if "｜" in head:
        yield 0, Trap("A table is drawn with | in half width", head, head.replace("｜", "|"))
    elif BARS.search(second) and DASHES.fullmatch(second):
        message = f"The row of dashes needs as many cells as the row above it, {cells}"
        if set(second) & set("—－–：｜"):
            message = "The row of dashes is written with - : | in half width"
        yield 1, Trap(message, second, delimiters)
    elif ROW.fullmatch(second) and cells > 1:
        message = "A table needs a row of dashes below its first row"
        yield 0, Trap(message, lines[0], f"{lines[0]}\n{delimiters}")


def unclosed_fence(token: Token, lines: list[str]) -> Found:
    assert token.map is not None
    first, end = token.map
    mark, length = token.markup[0], len(token.markup)
    if end - 1 > first and marks_of(lines[end - 1], mark) >= length:
        return
    # Lines of fewer marks come in pairs where they show another block's fences.
    fewer = [n for n in range(first + 1, end) if marks_of(lines[n], mark) > 2]
    if len(fewer) == 1:
        line = lines[fewer[0]].lstrip("> \t").rstrip()
        message = f"A block of code ends with as many marks as it begins with, {token.markup}"
        yield fewer[0], Trap(message, line, token.markup)
    else:
        message = f"This block of code never ends: put {token.markup} below its last line"
        yield first, Trap(message)


def marks_of(line: str, mark: str) -> int:
    """How many marks the line is made of; none where there is anything else."""
    bare = line.lstrip("> \t").rstrip()
    return len(bare) if bare and not bare.strip(mark) else 0
