"""Warns of list items with too little indentation to be nested, which takes four spaces."""

import re
from collections.abc import Iterator

from ...document import Document
from ...messages import message
from ...source_positions import with_code_blanked

ITEM = re.compile(r"( {0,11})(?:[-*+]|\d{1,9}\.)[ \t]+\S")
INDENT = 4
MAX_WARNINGS = 20


def warn_shallow_items(document: Document) -> None:
    lines = document.source.split("\n")
    for number, (index, wanted, found) in enumerate(shallow_items(document)):
        if number == MAX_WARNINGS:
            break
        fix = " " * wanted + lines[index].lstrip()
        told = message("item-too-shallow", spaces=found)
        document.warn(told, lines[index].strip(), index + 1, fix)


def shallow_items(document: Document) -> Iterator[tuple[int, int, int]]:
    """The lines, from 0, with the indent they need and their indent relative to the item above."""
    above: list[tuple[int, int]] = []
    for index, line in enumerate(with_code_blanked(document.source).text.split("\n")):
        match = ITEM.match(line)
        if match is None:
            if line and not line[0].isspace():
                above = []
            continue
        indent = len(match[1])
        while above and indent <= above[-1][0]:
            above.pop()
        if above and indent - above[-1][0] < INDENT and indent % INDENT:
            yield index, above[-1][1] + INDENT, indent - above[-1][0]
        above.append((indent, above[-1][1] + INDENT if above else indent))
