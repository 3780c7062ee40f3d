"""Joins blocks with blank lines, and indents nested ones.

Nested blocks are indented by four columns. Both dialects read this, so that most of a source stays
unchanged.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .fences import fence_source

INDENT = 4


@dataclass(frozen=True, slots=True)
class SourceBlock:
    kind: str
    lines: list[str]


def join_blocks(blocks: Iterable[SourceBlock], *, tight: bool = False) -> list[str]:
    lines: list[str] = []
    before = ""
    for block in blocks:
        if lines:
            lines += lines_between(before, block.kind, tight=tight)
        lines += as_fence(block).lines if before in ("ul", "ol", "dl", "footnote") else block.lines
        before = block.kind
    return lines


def lines_between(before: str, kind: str, *, tight: bool) -> list[str]:
    """Return the lines between two blocks. A comment keeps two lists in a row apart."""
    if before == kind and kind in ("ul", "ol"):
        return ["", "<!-- -->", ""]
    return [] if tight and kind in ("ul", "ol", "blockquote", "details") else [""]


def as_fence(block: SourceBlock) -> SourceBlock:
    """Fence indented code after a list: it would belong to the list."""
    if block.kind != "pre" or not block.lines[0].startswith(" "):
        return block
    return SourceBlock("pre", fence_source("\n".join(line[INDENT:] for line in block.lines), ""))


def indent_lines(lines: list[str], marker: str) -> list[str]:
    first, *others = lines
    width = " " * max(INDENT, len(marker)) if marker.strip().endswith(".") else " " * INDENT
    return [
        f"{marker}{first}" if first else marker.rstrip(),
        *(f"{width}{line}" if line else "" for line in others),
    ]


def quote_lines(lines: list[str]) -> list[str]:
    return [f"> {line}" if line else ">" for line in lines]
