"""Emoji by GitHub's names: `:rocket:`."""

import re
from collections.abc import Sequence

import emoji
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

NAME = re.compile(r"(?<![A-Za-z0-9:]):[a-z0-9_+-]+:(?![A-Za-z0-9:])")


def emoji_plugin(markdown: MarkdownIt) -> None:
    # While `\:` is a token of its own, so that `\:rocket:` stays text.
    markdown.core.ruler.before("text_join", "emoji", replace_emoji_names)


def replace_emoji_names(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and ":" in token.content:
            replace_token_names(token.children or [])


def replace_token_names(tokens: Sequence[Token]) -> None:
    in_bare_link = False
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "link_open":
            in_bare_link = token.markup == "linkify"
        elif token.type == "link_close":
            in_bare_link = False
        elif token.type == "text" and not in_bare_link:
            token.content = with_emoji(token.content, is_code(following))


def is_code(following: Token | None) -> bool:
    """Whether the next token is code: a name before it is a role, such as :label:`x`."""
    return following is not None and following.type == "code_inline"


def with_emoji(text: str, keep_last: bool) -> str:
    def character(match: re.Match[str]) -> str:
        if keep_last and match.end() == len(text):
            return match[0]
        return emoji.emojize(match[0], language="alias")

    return NAME.sub(character, text)
