"""Warnings about probable mistakes in Markdown, with the corrected line where it is certain.

There is no warning where the author may mean it: a wrong warning is worse than none.
"""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..document import Document
from .block_mistakes import tables, unclosed_fence
from .line_mistakes import (
    Mistake,
    definitions,
    headings,
    lists,
    loose_marks,
    spaced_addresses,
    tasks,
    wide_links,
)

MOST = 100
PARAGRAPH_CHECKS = (headings, lists, wide_links, spaced_addresses, definitions, tables)


def lint_plugin(markdown: MarkdownIt) -> None:
    markdown.core.ruler.push("lint", warn_of_mistakes)


def warn_of_mistakes(state: StateCore) -> None:
    document = state.env["document"]
    lines = document.source.split("\n")
    for number, (place, mistake) in enumerate(find_mistakes(state.tokens, lines)):
        if number == MOST:
            break
        warn_of_mistake(document, lines[place], place, mistake)


def find_mistakes(tokens: list[Token], lines: list[str]) -> Iterator[tuple[int, Mistake]]:
    """Yield each mistake with its line, counted from 0."""
    for index, token in enumerate(tokens):
        if token.map is None or token.map[1] > len(lines):
            continue
        start = token.map[0]
        if token.type == "fence":
            yield from unclosed_fence(token, lines)
        elif token.type == "inline" and tokens[index - 1].type == "paragraph_open":
            written = token.content.split("\n")
            in_item = tokens[index - 2].type == "list_item_open"
            for check in PARAGRAPH_CHECKS:
                yield from ((start + n, mistake) for n, mistake in check(written))
            yield from ((start + n, mistake) for n, mistake in tasks(written, in_item))
            yield from ((start + n, mistake) for n, mistake in loose_marks(token))


def warn_of_mistake(document: Document, line: str, place: int, mistake: Mistake) -> None:
    """Warn of a mistake; the fix is the whole line, with the quote or list it is in."""
    fix = line.replace(mistake.wrong, mistake.right, 1) if mistake.right else None
    document.warn(mistake.told, line.strip(), place + 1, None if fix == line else fix)
