"""Spells the cells of tables for CommonMark. The rest of the syntax is equal in both dialects."""

import re

from transfer.convert.commonmark_inline import respell_inline

CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
PIPE = re.compile(r"(?<!\\)\|")


def respell_table(source: str) -> list[str]:
    header, delimiters, *rows = (line.strip() for line in source.strip("\n").split("\n"))
    return [respell_row(header), delimiters, *map(respell_row, rows)]


def respell_row(line: str) -> str:
    """Escape pipes in code: in GFM tables a pipe ends a cell even in a code span."""
    return CODE.sub(lambda match: PIPE.sub(r"\\|", match[0]), respell_inline(line))
