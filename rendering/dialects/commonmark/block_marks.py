"""Marks of blocks with their lines in the source."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ...document import LINE_ATTRIBUTE


def block_marks_plugin(markdown: MarkdownIt) -> None:
    markdown.core.ruler.push("block_marks", mark_blocks)


def mark_blocks(state: StateCore) -> None:
    document = state.env["document"]
    for token in state.tokens:
        if token.map and is_marked(token):
            token.attrSet(LINE_ATTRIBUTE, document.line_mark(token.map[0] + 1))


def is_marked(token: Token) -> bool:
    """Whether it begins a heading, or a block that is in no other. Code knows its line itself."""
    is_element = token.type == "hr" or token.nesting == 1
    return is_element and (token.level == 0 or token.type == "heading_open")
