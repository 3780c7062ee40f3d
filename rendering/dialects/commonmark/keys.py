"""Keys of a keyboard: `++ctrl+alt+del++`, as PyMdown Extensions writes them, in both dialects."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from pymdownx.keymap_db import aliases, keymap

from .highlight import is_ascii_word

NAME = r"""(?:[\w-]+|"[^"\n]+"|'[^'\n]+')"""
KEYS_PATTERN = rf"\+\+({NAME}(?:\+{NAME})*)\+\+(?!\+)"
KEYS = re.compile(KEYS_PATTERN)
SINGLE = re.compile(NAME)
LONGEST = 200

# Alone, these are inserted words, not keys.
INSERTED_WORDS = frozenset({"ins", "insert"})


def key_names(written: str) -> list[str] | None:
    """The labels of the keys; None if one of them is not a key."""
    names = [key_name(key) for key in SINGLE.findall(written)]
    return None if None in names else [name for name in names if name]


def key_name(key: str) -> str | None:
    if key[0] in "\"'":
        return key[1:-1].strip()
    name: str | None = keymap.get(aliases.get(key, key))
    return name


def keys_plugin(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.before("strikethrough", "keys", keys_rule)


def keys_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "+" or is_ascii_word(state.src, state.pos - 1):
        return False
    match = KEYS.match(state.src, state.pos, min(state.posMax, state.pos + LONGEST))
    names = key_names(match[1]) if match else None
    if match is None or not names or match[1] in INSERTED_WORDS:
        return False
    if not silent:
        push_keys(state, names)
    state.pos = match.end()
    return True


def push_keys(state: StateInline, names: list[str]) -> None:
    state.push("keys_open", "span", 1).attrs = {"class": "keys"}
    for number, name in enumerate(names):
        if number:
            state.push("text", "", 0).content = "+"
        state.push("key_open", "kbd", 1)
        state.push("text", "", 0).content = name
        state.push("key_close", "kbd", -1)
    state.push("keys_close", "span", -1)
