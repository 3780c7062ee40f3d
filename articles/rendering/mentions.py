"""Which names a source mentions, and on which lines, told without parsing it."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from .foreign import Marks, in_markdown
from .names import ARTICLES, kind, local, wiki_address

TARGET = r"<[^<>\n]*>|[^\s<>()]+(?:\([^\s()]*\)[^\s()]*)*"
PLACE = re.compile(
    rf"\]\(\s*(?P<inline>{TARGET}|(?=\)))"
    rf"|\]:\s*(?P<reference>{TARGET})"
    r"|\b(?:src|href)\s*=\s*(?:\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'|(?P<bare>[^\s\"'>]+))"
    r"|\[\[(?P<wiki>[^\[\]\n|]+)(?:\|[^\[\]\n]*)?\]\](?!\()"
    r"|(?P<address>(?:https?://|www\.)[^\s<>\"'()\[\]\u3000-\u303f\uff00-\uffef]+)",
    re.IGNORECASE,
)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
BEHIND = ".,;:!?*_~/\\"


@dataclass(frozen=True, slots=True)
class Mentions:
    """The names of articles and of files that links and embeds may be about."""

    articles: frozenset[str]
    files: frozenset[str]


def mentions(source: str, dialect: str = "commonmark") -> Mentions:
    """More names than links will have: code and formulas are read too."""
    source = in_markdown(source, Marks("0"))
    places = (local(target) for target, _start in targets_in(source, dialect))
    names = {place.name for place in places if place and place.name}
    files = frozenset(name for name in names if kind(name))
    rest = (name for name in names - files if name[0] != "/" or name.startswith(ARTICLES))
    return Mentions(frozenset(rest), files)


def targets_in(source: str, dialect: str) -> Iterator[tuple[str, int]]:
    """Each target as a link would have it, and where in the source it is."""
    for match in PLACE.finditer(source):
        group, text = match.lastgroup or "", match[match.lastgroup or 0]
        if group == "wiki":
            if dialect == "commonmark":
                yield wiki_address(text), match.start()
        elif group in ("inline", "reference"):
            text = text.removeprefix("<").removesuffix(">")
            yield unescape(ESCAPED.sub(r"\1", text)), match.start(group)
        else:
            yield unescape(text), match.start()


class Lines:
    """The lines that links are on: the second link to one target has the second line."""

    def __init__(self, source: str, dialect: str) -> None:
        self.lines: dict[str, deque[int]] = {}
        line, at = 1, 0
        for target, start in targets_in(source, dialect):
            line += source.count("\n", at, start)
            at = start
            self.lines.setdefault(key(target), deque()).append(line)

    def of(self, target: str) -> int | None:
        found = self.lines.get(key(target))
        if not found:
            return None
        return found.popleft() if len(found) > 1 else found[0]


def key(target: str) -> str:
    """What parsing and cleaning may have changed of a target is left out."""
    if target.startswith("data:"):
        return ""
    return unquote(target).removeprefix("http://").rstrip(BEHIND)
