"""Hexo's `codeblock` and `code` tags and their options."""

import re

from ..code import code_block
from .foreign_tag import ForeignTag
from .replacements import Replacement

LANGUAGE = re.compile(r"(?:^|\s)lang(?:uage)?:(\S+)")
OPTION = re.compile(r"(?:^|\s)(\w+):(\S+)")
FIRST_LINE = re.compile(r"(?:^|\s)first_line:(\d+)")
MARKED = re.compile(r"(?:^|\s)mark:([\d,-]+)")


def handle_codeblock(tag: ForeignTag) -> Replacement:
    """`[title] [lang:x] [url] [text of the link] [more:options]`."""
    if not tag.end_tag:
        return None
    text = tag.options.text
    language = LANGUAGE.search(text)
    info = [language[1] if language else ""]
    first, marked = FIRST_LINE.search(text), MARKED.search(text)
    if first:
        info.append(f"linenostart={first[1]}")
    if marked:
        info.append(f'hl_lines="{relative_line_numbers(marked[1], int(first[1]) if first else 1)}"')
    rest = OPTION.sub(lambda option: option[0] if option[1].startswith("http") else " ", text)
    title, address, words = split_at_address(rest)
    if title:
        info.append(f'title="{title}"')
    return code_block(tag.code, " ".join([*info, address, words]).strip(), tag.line)


def split_at_address(text: str) -> tuple[str, str, str]:
    """The text before the address, the address, and the text behind it."""
    words = text.replace('"', "").split()
    index = next((i for i, word in enumerate(words) if word.startswith("http")), len(words))
    return " ".join(words[:index]), "".join(words[index : index + 1]), " ".join(words[index + 1 :])


def relative_line_numbers(lines: str, first: int) -> str:
    """Numbers of highlighted lines from 1: Hexo counts them from the first number shown."""
    return re.sub(r"\d{1,6}", lambda number: str(max(1, int(number[0]) - first + 1)), lines)


def handle_hexo_code(tag: ForeignTag) -> Replacement:
    """Themes' `code`, whose only argument is the language; else it is a `codeblock`."""
    only = tag.options.positional[0] if len(tag.options.positional) == 1 else ""
    if tag.end_tag and re.fullmatch(r"[\w+#-]+", only):
        return code_block(tag.code, only, tag.line)
    return handle_codeblock(tag)
