"""Tables: both dialects know the same, but for a few signs in their cells."""

import re

from transfer.convert.inline import inline

CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
PIPE = re.compile(r"(?<!\\)\|")


def table(source: str) -> list[str]:
    header, delimiters, *rows = (line.strip() for line in source.strip("\n").split("\n"))
    return [row_of(header), delimiters, *map(row_of, rows)]


def row_of(line: str) -> str:
    """In CommonMark a pipe ends a cell even in code."""
    return CODE.sub(lambda match: PIPE.sub(r"\\|", match[0]), inline(line))
