"""Marks of other systems that have a line for themselves, whatever stands directly above."""

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
    marks = state.env["document"].tag_placeholders
    if not marks or not line_starts_with(state, start, "x"):
        return False
    line = line_at(state, start).strip()
    if not marks.is_block(line):
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
    """Sets them apart by empty lines; code is out of the way already."""

    def __init__(self, md: Markdown, document: Document) -> None:
        super().__init__(md)
        self.document = document

    def run(self, lines: list[str]) -> list[str]:
        marks = self.document.tag_placeholders
        if marks is None:
            return lines
        apart: list[str] = []
        for line in lines:
            prefix = PREFIX.match(line)
            text = line[prefix.end() :] if prefix else line
            if marks.is_block(text.strip()):
                quote = line[: len(line) - len(text)].rstrip()
                apart += [quote, line, quote]
            else:
                apart.append(line)
        return apart
