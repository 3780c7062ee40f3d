"""What shows as text though its author surely meant something: said, with the line mended.

Quiet where it could be meant: a warning that is wrong is worse than none.
"""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..document import Document
from .blocks import tables, unclosed_fence
from .lines import Trap, definitions, headings, links, lists, loose_marks, spaced_addresses, tasks

MOST = 100


def traps_plugin(markdown: MarkdownIt) -> None:
    markdown.core.ruler.push("traps", notice_traps)


def notice_traps(state: StateCore) -> None:
    document = state.env["document"]
    lines = document.source.split("\n")
    for number, (place, trap) in enumerate(traps(state.tokens, lines)):
        if number == MOST:
            break
        tell(document, lines[place], place, trap)


def traps(tokens: list[Token], lines: list[str]) -> Iterator[tuple[int, Trap]]:
    """Each with the line it is in, counted from 0."""
    for index, token in enumerate(tokens):
        if token.map is None or token.map[1] > len(lines):
            continue
        start = token.map[0]
        if token.type == "fence":
            yield from unclosed_fence(token, lines)
        elif token.type == "inline" and tokens[index - 1].type == "paragraph_open":
            written = token.content.split("\n")
            in_item = tokens[index - 2].type == "list_item_open"
            for check in (headings, lists, links, spaced_addresses, definitions, tables):
                yield from ((start + n, trap) for n, trap in check(written))
            yield from ((start + n, trap) for n, trap in tasks(written, in_item))
            yield from ((start + n, trap) for n, trap in loose_marks(token))


def tell(document: Document, line: str, place: int, trap: Trap) -> None:
    """The fix is the whole line; what the line is in, such as a quote, stays before it."""
    fix = line.replace(trap.wrong, trap.right, 1) if trap.right else None
    document.warn(trap.message, line.strip(), place + 1, None if fix == line else fix)
