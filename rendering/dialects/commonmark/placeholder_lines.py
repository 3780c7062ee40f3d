"""Placeholders of foreign tags on lines of their own, which are not part of the text above."""

import re

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from ...document import Document
from .math import line_at, line_starts_with

INTERRUPTED = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
PREFIX = re.compile(r"[ \t>]*")


def placeholder_lines_plugin(markdown: MarkdownIt) -> None:
    markdown.block.ruler.before("table", "foreign", placeholder_line_rule, {"alt": INTERRUPTED})


def placeholder_line_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    placeholders = state.env["document"].tag_placeholders
    if not placeholders or not line_starts_with(state, start, "x"):
        return False
    line = line_at(state, start).strip()
    if not placeholders.is_block(line):
        return False
    if silent:
        return True
    state.line = start + 1
    state.push("paragraph_open", "p", 1).map = [start, start + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = line, [start, start + 1], []
    state.push("paragraph_close", "p", -1)
    return True


class PlaceholderLines(Preprocessor):
    """Puts empty lines around them. It runs when code has been replaced."""

    def __init__(self, md: Markdown, document: Document) -> None:
        super().__init__(md)
        self.document = document

    def run(self, lines: list[str]) -> list[str]:
        placeholders = self.document.tag_placeholders
        if placeholders is None:
            return lines
        result: list[str] = []
        for line in lines:
            prefix = PREFIX.match(line)
            text = line[prefix.end() :] if prefix else line
            if placeholders.is_block(text.strip()):
                quote = line[: len(line) - len(text)].rstrip()
                result += [quote, line, quote]
            else:
                result.append(line)
        return result
