"""How blocks are put below and into one another.

What is inside something else is set off by four columns, which both dialects understand, so that
most of a source stays as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from transfer.convert.fences import fenced

INDENT = 4


@dataclass(frozen=True, slots=True)
class Block:
    kind: str
    lines: list[str]


def joined(blocks: Iterable[Block], *, tight: bool = False) -> list[str]:
    lines: list[str] = []
    before = ""
    for block in blocks:
        if lines:
            lines += between(before, block.kind, tight=tight)
        lines += as_fence(block).lines if before in ("ul", "ol", "dl", "footnote") else block.lines
        before = block.kind
    return lines


def between(before: str, kind: str, *, tight: bool) -> list[str]:
    """Two lists in a row must not become one."""
    if before == kind and kind in ("ul", "ol"):
        return ["", "<!-- -->", ""]
    return [] if tight and kind in ("ul", "ol", "blockquote", "details") else [""]


def as_fence(block: Block) -> Block:
    """Indented code after a list would be in the list."""
    if block.kind != "pre" or not block.lines[0].startswith(" "):
        return block
    return Block("pre", fenced("\n".join(line[INDENT:] for line in block.lines), ""))


def indented(lines: list[str], marker: str) -> list[str]:
    first, *others = lines
    width = " " * max(INDENT, len(marker)) if marker.strip().endswith(".") else " " * INDENT
    return [
        f"{marker}{first}" if first else marker.rstrip(),
        *(f"{width}{line}" if line else "" for line in others),
    ]


def quoted(lines: list[str]) -> list[str]:
    return [f"> {line}" if line else ">" for line in lines]
