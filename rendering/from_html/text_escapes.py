"""Escapes characters that Markdown would read as syntax, and no others.

The text of a whole paragraph is looked at, since most signs are syntax only in pairs.
"""

import re
from collections.abc import Iterator

from ..html.characters import CJK

OBJECT = "\ufffc"  # stands for code, a formula, a picture: what is no text
PUNCTUATION = "!\"#$%&'()*+,./:;<=>?@\\[\\]\\\\^_`{|}~-"
SIGNS = re.compile(
    r"(?P<formula>\\(?=[(\[)\]]))"
    rf"|(?P<backslash>\\(?=[{PUNCTUATION}]|$|\n|begin\{{|(?:eq)?ref\{{|{OBJECT}))"
    r"|(?P<always>[`$])"
    r"|(?P<star>\*)"
    r"|(?P<underscore>_)"
    rf"|(?P<bracket>\[(?=[\[^!*~]|[^\]\n]{{0,300}}\][(\[:{{]|_?_?toc|caption\b|[^\]\n]{{0,300}}$|[^\]\n]{{0,300}}{OBJECT}))"
    r"|(?P<task>(?<![^\n])\[(?=[ xX]\]))"
    r"|(?P<tag><(?=[A-Za-z/!?]))"
    r"|(?P<entity>&(?=#?\w{1,40};))"
    r"|(?P<pair>==|\+\+|%%|~~)"
    r"|(?P<script>[~^])"
    rf"|(?P<brace>\{{(?=[:.#%{{<]|static|filename|attach|photo)|(?<={OBJECT})\{{)"
    r"|(?P<colon>:(?=[a-z0-9_+-]+:)|:(?=(?:begin|end)_tab))"
    r"|(?P<slide>\((?=\*\*|~~))",
    re.IGNORECASE,
)
ADDRESS = re.compile(rf"https?://[^\s<>{CJK}{OBJECT}]+", re.IGNORECASE)
WORD = re.compile(r"\w")
IN_PAIRS = ("==", "++", "%%", "~~", "~", "^")


def escapes_in(text: str) -> dict[int, str]:
    """What replaces the characters of a paragraph that need it, by their positions."""
    found: dict[int, str] = {}
    pairs = frozenset(sign for sign in IN_PAIRS if text.count(sign) > 1)
    for match in SIGNS.finditer(text):
        at, kind = match.start(), match.lastgroup or ""
        if at not in found:
            found.update(escaped(text, at, kind, match[0], pairs))
    return with_whole_addresses(found, text) if "://" in text else found


def with_whole_addresses(found: dict[int, str], text: str) -> dict[int, str]:
    """An address with signs in it gets brackets: a backslash would be part of it."""
    for match in ADDRESS.finditer(text):
        start, end = match.span()
        escapes = [at for at in range(start, end) if at in found]
        for at in escapes:
            del found[at]
        if escapes:
            found |= {start: f"<{text[start]}", end - 1: f"{text[end - 1]}>"}
    return found


def escaped(
    text: str, at: int, kind: str, sign: str, pairs: frozenset[str]
) -> Iterator[tuple[int, str]]:
    """`pairs` are the signs that the text has more than once."""
    if kind == "formula":  # `\\(` would begin a formula, too
        yield at, "&#92;"
    elif kind == "slide":
        return
    elif kind == "pair":
        if sign in pairs or sign == "~~":
            yield from ((at + n, f"\\{character}") for n, character in enumerate(sign))
    elif kind == "script":
        if sign in pairs or text.startswith("[", at + 1):
            yield at, f"\\{sign}"
    elif not is_plain(text, at, kind):
        yield at, f"\\{sign}"


def is_plain(text: str, at: int, kind: str) -> bool:
    """Whether a star has spaces on both sides, or an underscore letters."""
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if kind == "star":
        return before.isspace() and after.isspace()
    return kind == "underscore" and all(
        WORD.match(each) and each != "_" for each in (before, after)
    )
