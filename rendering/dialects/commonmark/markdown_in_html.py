"""`<div markdown="1">`: the next lines are Markdown, without an empty line between."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from .math import line_at

OPENING = re.compile(
    r"<(?:article|aside|blockquote|details|div|figure|section)\s(?:[^<>]*\s)?markdown(?:=[^\s<>]*)?"
    r"(?:\s[^<>]*)?>[ \t]*"
)
SUMMARY = re.compile(r"[ \t]*<summary>.*</summary>[ \t]*")


def markdown_in_html_plugin(markdown: MarkdownIt) -> None:
    markdown.block.ruler.before(
        "html_block",
        "markdown_in_html",
        markdown_in_html_rule,
        {"alt": ["paragraph", "reference", "blockquote"]},
    )


def markdown_in_html_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start) or not state.src.startswith(
        "<", state.bMarks[start] + state.tShift[start]
    ):
        return False
    if not OPENING.fullmatch(line_at(state, start).strip()):
        return False
    after = start + 1
    if after < end and SUMMARY.fullmatch(line_at(state, after)):
        after += 1
    if not silent:
        token = state.push("html_block", "", 0)
        token.map = [start, after]
        token.content = state.getLines(start, after, state.blkIndent, True)
    state.line = after
    return True
