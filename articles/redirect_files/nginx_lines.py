"""Redirects of nginx: map blocks, rewrite … permanent, location = … { return 301 …; }."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.redirect_files.redirect_lines import (
    PERMANENT,
    FileLine,
    is_pattern,
    line_with_status,
    no_redirect,
)

TOKEN = re.compile(
    r"""\#[^\n]*|"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|([{};])|((?:\\.|[^\s{};"'])+)"""
)
SIGNS = frozenset("{};")
# What a regular expression may contain and still stand for one path
ESCAPED = re.compile(r"\\([^\w\s])")
MORE_THAN_A_PATH = re.compile(r"[\[\]()*+?|^$\\{}]|(?<!\\)\.(?=[*+?])")
WORDS_OF_MAPS = frozenset({"default", "hostnames", "volatile", "include"})


class Statement(NamedTuple):
    """The words of a statement, the block that it stands in, and its line."""

    words: list[str]
    block: list[str]
    number: int
    is_whole: bool = True


def nginx_lines(text: str) -> Iterator[FileLine]:
    for statement in statements(text):
        words, block = statement.words, statement.block
        if not statement.is_whole:
            reason = _("The statement has no “;” at its end.")
            yield FileLine(statement.number, " ".join(words), "", reason)
        elif words[0] == "rewrite":
            yield rewrite_line(statement)
        elif words[0] == "return" and block[:1] == ["location"]:
            yield return_line(statement)
        elif block[:1] == ["map"] and words[0] not in WORDS_OF_MAPS:
            yield map_line(statement)


def statements(text: str) -> Iterator[Statement]:
    blocks, words, number = list[list[str]](), list[str](), 0
    for token, line in nginx_words(text):
        if token == ";" and words:
            yield Statement(words, blocks[-1] if blocks else [], number)
        elif token == "{":
            blocks.append(words)
        elif token == "}" and blocks:
            blocks.pop()
        if token in SIGNS:
            words = []
        else:
            number = number if words else line
            words.append(token)
    if words:
        yield Statement(words, [], number, is_whole=False)


def nginx_words(text: str) -> Iterator[tuple[str, int]]:
    """The words and signs with their lines, without comments and quotation marks."""
    number, last = 1, 0
    for match in TOKEN.finditer(text):
        number, last = number + text.count("\n", last, match.start()), match.start()
        if not match[0].startswith("#"):
            yield next(group for group in match.groups() if group is not None), number


def map_line(statement: Statement) -> FileLine:
    """/old /new; or ~^/old$ /new;"""
    old, new = [*statement.words, ""][:2]
    if old.startswith("~"):
        return pattern_line(statement.number, old.lstrip("~*"), new)
    return line_with_status(statement.number, old.removeprefix("\\"), new, "")


def rewrite_line(statement: Statement) -> FileLine:
    """rewrite ^/old/?$ /new permanent;"""
    _word, old, new, flag = [*statement.words, "", "", ""][:4]
    if flag not in {"permanent", "redirect"}:
        reason = _("“rewrite” without “permanent” is no redirect.")
        return FileLine(statement.number, old, new, reason)
    return pattern_line(statement.number, old, new.removesuffix("?"))


def return_line(statement: Statement) -> FileLine:
    """location = /old { return 301 /new; }"""
    status, new = [*statement.words[1:], "", ""][:2]
    place = statement.block[1:]
    if place[:1] == ["="]:
        return line_with_status(statement.number, place[1], new, status)
    if status not in PERMANENT:
        return FileLine(statement.number, place[-1], new, no_redirect(status))
    return pattern_line(statement.number, place[-1], new)


def pattern_line(number: int, pattern: str, new: str) -> FileLine:
    """A regular expression, if it stands for one path, with or without its last slash."""
    path = pattern.removeprefix("^").removesuffix("$").removesuffix("/?")
    plain = ESCAPED.sub("", path)
    if not pattern.startswith("^/") or MORE_THAN_A_PATH.search(plain) or "$" in new:
        return is_pattern(number, pattern, new)
    if not pattern.endswith("$"):
        return is_pattern(number, pattern, new)
    return line_with_status(number, ESCAPED.sub(r"\1", path) or "/", new, "")


def nginx_text(pairs: list[tuple[str, str]]) -> str:
    lines = [f"    {quoted(old)} {quoted(new)};" for old, new in pairs]
    body = "\n".join(["    default '';", *lines])
    return f"{HEAD}map $request_uri $redirected {{\n{body}\n}}\n"


HEAD = "# In http {}; and in server {}: if ($redirected) { return 301 $redirected; }\n"


def quoted(address: str) -> str:
    escaped = address.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
