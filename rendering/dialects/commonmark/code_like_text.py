"""Text that looks like Markdown but is code: `lock<std::mutex>` and `^[a-z]`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from .prose_tag_rules import prose_of

# CommonMark reads it as a link with the scheme `std`.
SCOPED_NAME = re.compile(r"<(?:[A-Za-z_]\w*::)+[^<>\s]+>", re.ASCII)
# A character class in a regular expression, not an inline footnote.
CHARACTER_CLASS = re.compile(r"\^\[(?:a-z|A-[Zz]|0-9|a-f|A-F)(?=[^\s\]]*\])")


def code_like_text_plugin(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.before("autolink", "scoped", scoped_name_rule)
    markdown.inline.ruler.before("footnote_inline", "class", character_class_rule)


def scoped_name_rule(state: StateInline, silent: bool) -> bool:
    match = SCOPED_NAME.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.pending += match[0]
        prose_of(state.env).warn_once(match[0], match[0], None)
    state.pos = match.end()
    return True


def character_class_rule(state: StateInline, silent: bool) -> bool:
    match = CHARACTER_CLASS.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True
