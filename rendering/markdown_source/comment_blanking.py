"""Comments in a Markdown text, which no page shows: of HTML, Obsidian, Liquid and Hugo."""

import re
from collections.abc import Iterator
from itertools import takewhile

from .blanking import without_code

# `<!-- more -->` is a mark that an import reads again.
PATTERN = re.compile(
    r"<!--(?!\s*more\b).*?-->"
    r"|\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}"
    r"|\{\{(?P<bracket>[<%])\s*comment\s*[>%]\}\}.*?\{\{[<%]\s*/\s*comment\s*[>%]\}\}"
    # A definition that nothing links to: the oldest way to write a comment
    r"|^ {0,3}\[(?://|comment|#|_)\]:[ \t]*(?:#|<>)[ \t]*[(\"'][^\n]*$"
    r"|^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?%%(?![ \t]*\w)[^%\n]*\n(?:(?!%%).)*?%%[ \t]*$"
    r"|(?<!\S)%%(?!\s)(?:(?!%%|\n[ \t]*\n).)+?(?<!\s)%%(?!\S)",
    re.DOTALL | re.MULTILINE,
)
INDENTED = re.compile(r"(?: {4}|\t)[ \t]*")
MOST_ABOVE = 4000  # characters in which the beginning of a block is looked for
# Below these, an indented line is no code.
CONTAINER = re.compile(r"[ \t>]{0,3}(?:[-*+] |\d{1,9}[.)] |\[\^|!!!|\?\?\?|===|:|>)")


def without_comments(text: str) -> str:
    """Leave out comments outside of code, and the empty lines that they would leave."""
    pieces, at = [], 0
    for start, end in comment_places(text):
        pieces.append(text[at:start])
        at = end
        alone = not text[text.rfind("\n", 0, start) + 1 : start].strip()
        if alone and text.startswith("\n\n", at):
            at += 2
    return "".join([*pieces, text[at:]])


def comment_places(text: str) -> Iterator[tuple[int, int]]:
    for match in PATTERN.finditer(without_code(text)):
        if not is_indented_code(text, match.start()):
            yield match.span()


def is_indented_code(text: str, at: int) -> bool:
    """Whether `at` is in a line of an indented block of code, which a blank line begins."""
    *above, line = text[max(0, at - MOST_ABOVE) : at].split("\n")
    if not INDENTED.fullmatch(line):
        return False
    block = list(takewhile(is_blank_or_indented, reversed(above)))
    if len(block) == len(above):
        return True
    return bool(block and not block[-1].strip()) and not CONTAINER.match(above[-len(block) - 1])


def is_blank_or_indented(line: str) -> bool:
    return not line.strip() or line.startswith(("    ", "\t"))
