"""Definitions of abbreviations: `*[HTML]: Hyper Text Markup Language`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from .math import line_at

DEFINITION = re.compile(r"[ ]{0,3}\*\[([^\]\\]+)\]:[ \t]*(\S.*)")


def abbreviations_plugin(markdown: MarkdownIt) -> None:
    markdown.block.ruler.before(
        "reference", "abbreviation", abbreviation_rule, {"alt": ["paragraph", "reference", "list"]}
    )


def abbreviation_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start) or not line_at(state, start).lstrip().startswith("*["):
        return False
    match = DEFINITION.match(line_at(state, start))
    if match is None:
        return False
    if not silent:
        state.env["document"].abbreviations[match[1].strip()] = match[2].strip()
    state.line = start + 1
    return True
