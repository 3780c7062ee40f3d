"""Joins adjacent text tokens in linear time.

markdown-it-py's own rules add the tokens one by one to a growing string, which takes quadratic
time for a megabyte of asterisks or backslashes.
"""

from itertools import zip_longest

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

TEXTS = frozenset({"text", "text_special"})


def text_joins_plugin(markdown: MarkdownIt) -> None:
    markdown.inline.ruler2.at("fragments_join", join_fragments)
    markdown.core.ruler.at("text_join", join_escaped)


def join_fragments(state: StateInline) -> None:
    """Runs after emphasis, when the level of each token is known, and sets it."""
    level = 0
    for token in state.tokens:
        if token.nesting < 0:
            level -= 1
        token.level = level
        if token.nesting > 0:
            level += 1
    state.tokens[:] = join_text_tokens(state.tokens, frozenset({"text"}))


def join_escaped(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            token.children = join_text_tokens(token.children or [], TEXTS)


def join_text_tokens(tokens: list[Token], kinds: frozenset[str]) -> list[Token]:
    """The tokens, with one text token for each run of tokens of these `kinds`."""
    result: list[Token] = []
    run: list[str] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.type not in kinds:
            result.append(token)
            continue
        run.append(token.content)
        if following is None or following.type not in kinds:
            token.type, token.content = "text", "".join(run)
            result.append(token)
            run.clear()
    return result
