"""Pieces of text side by side become one, in time that grows with the text alone.

markdown-it-py adds them one by one to what it has, which for a megabyte of asterisks or
backslashes copies it half a million times.
"""

from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

TEXTS = frozenset({"text", "text_special"})


def text_runs_plugin(markdown: MarkdownIt) -> None:
    markdown.inline.ruler2.at("fragments_join", join_fragments)
    markdown.core.ruler.at("text_join", join_escaped)


def join_fragments(state: StateInline) -> None:
    """After emphasis has found its marks; the depth of each token is only known now."""
    level = 0
    for token in state.tokens:
        level += min(token.nesting, 0)
        token.level = level
        level += max(token.nesting, 0)
    state.tokens[:] = joined(state.tokens, frozenset({"text"}))


def join_escaped(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            token.children = joined(token.children or [], TEXTS)


def joined(tokens: list[Token], kinds: frozenset[str]) -> list[Token]:
    result: list[Token] = []
    for is_text, run in groupby(tokens, lambda token: token.type in kinds):
        pieces = list(run)
        if is_text:
            last = pieces[-1]
            last.type, last.content = "text", "".join(piece.content for piece in pieces)
            result.append(last)
        else:
            result.extend(pieces)
    return result
