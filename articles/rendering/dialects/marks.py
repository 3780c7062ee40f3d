"""`==highlights==` and `++insertions++`, found as strikethrough is."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from ..chars import HAN_CHARACTER

TAGS = {"=": "mark", "+": "ins"}
# `++i 和 i++` increments something; nothing is inserted.
OPERANDS = re.compile(r"([A-Za-z_]\w*)\b.*\b([A-Za-z_]\w*)", re.ASCII | re.DOTALL)


def marks_plugin(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.after("strikethrough", "marks", marks_rule)
    markdown.inline.ruler2.after("strikethrough", "marks", pair_marks)


def marks_rule(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker not in TAGS:
        return False
    scanned = state.scanDelims(state.pos, True)
    run = marker * scanned.length
    if scanned.length != 2:
        state.pending += run
        state.pos += scanned.length
        return True
    # `a==b` compares and `C++` is a language.
    before = is_word(state.src, state.pos - 1)
    between = before and is_word(state.src, state.pos + 2)
    state.push("text", "", 0).content = run
    state.delimiters.append(
        Delimiter(
            marker=ord(marker),
            length=0,
            token=len(state.tokens) - 1,
            end=-1,
            open=scanned.can_open and not (between or (before and marker == "+")),
            close=scanned.can_close and not between,
        )
    )
    state.pos += 2
    return True


def is_word(text: str, place: int) -> bool:
    """Whether a letter or digit of ASCII is there."""
    return 0 <= place < len(text) and text[place].isascii() and text[place].isalnum()


def pair_marks(state: StateInline) -> None:
    lists = [state.delimiters, *(meta["delimiters"] for meta in state.tokens_meta if meta)]
    for delimiters in lists:
        for delimiter in delimiters:
            tag = TAGS.get(chr(delimiter.marker))
            if tag and delimiter.end >= 0:
                become(state.tokens, tag, delimiter.token, delimiters[delimiter.end].token)


def become(tokens: list[Token], tag: str, first: int, last: int) -> None:
    if tag == "ins" and last == first + 2 and is_increment(tokens[first + 1].content):
        return
    for place, name, nesting in ((first, "open", 1), (last, "close", -1)):
        tokens[place] = Token(f"{tag}_{name}", tag, 1 if nesting > 0 else -1)


def is_increment(content: str) -> bool:
    match = OPERANDS.fullmatch(content)
    if match is None:
        return False
    one, other = match.groups()
    return one == other or len(one + other) == 2 or HAN_CHARACTER.search(content) is not None
