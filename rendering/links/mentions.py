"""Finds the names that a source links to, and their lines, without parsing the Markdown."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from ..compat.tag_placeholders import TagPlaceholders
from ..compat.translate import rewrite_tags
from .embed_services import find_embed
from .link_targets import ARTICLES, FILES, file_kind, local_target, wiki_address

TARGET = r"<[^<>\n]*>|[^\s<>()]+(?:\([^\s()]*\)[^\s()]*)*"
PLACE = re.compile(
    # The first characters of the alternatives; this makes the search four times as fast.
    rf"(?=[][hsw])(?:\]\(\s*(?P<inline>{TARGET}|(?=\)))"
    r"|\[\^(?P<footnote>[^\[\]\n]{1,300})\]:"  # its text may begin with a link
    rf"|\]:\s*(?P<reference>{TARGET})"
    r"|\b(?:src|href)\s*=\s*(?:\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'|(?P<bare>[^\s\"'>]+))"
    r"|\[\[(?P<wiki>[^\[\]\n|]+)(?:\|[^\[\]\n]*)?\]\](?!\()"
    r"|(?P<address>(?:https?://|www\.)[^\s<>\"'()\[\]\u3000-\u303f\uff00-\uffef]+))",
    re.IGNORECASE,
)
# The address of a paper may contain brackets.
BARE_LINE = re.compile(r"^[ \t>]*<?(https?://[^\s<>]+)>?[ \t\\]*$", re.MULTILINE)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
BEHIND = ".,;:!?*_~/\\"


@dataclass(frozen=True, slots=True)
class Mentions:
    """Names of articles and files that links and embeds may refer to.

    `embeds` are pages of other sites that may be shown as cards, by `service:id`.
    """

    articles: frozenset[str]
    files: frozenset[str]
    embeds: frozenset[str] = frozenset()


def mentions(source: str, dialect: str = "commonmark") -> Mentions:
    """All names in `source`; code and formulas are read too, so some are not links."""
    source = rewrite_tags(source, TagPlaceholders("0"))
    written = {(match.lastgroup, match[match.lastgroup or 0]) for match in PLACE.finditer(source)}
    targets = {as_target(group, text) for group, text in written if is_in_dialect(group, dialect)}
    targets.update(BARE_LINE.findall(source))
    names = {place.name for place in map(local_target, targets) if place and place.name}
    files = frozenset(name for name in names if file_kind(name) or name.startswith(FILES))
    rest = (name for name in names - files if name[0] != "/" or name.startswith(ARTICLES))
    embeds = frozenset(embed.key for target in targets if (embed := find_embed(target)))
    return Mentions(frozenset(rest), files, embeds)


def targets_in(source: str, dialect: str) -> Iterator[tuple[str, int]]:
    """Each target in the form that a link has, and its position in the source."""
    for match in PLACE.finditer(source):
        group = match.lastgroup or ""
        if is_in_dialect(group, dialect):
            yield as_target(group, match[group]), match.start(group)


def is_in_dialect(group: str | None, dialect: str) -> bool:
    return group != "footnote" and (group != "wiki" or dialect == "commonmark")


def as_target(group: str | None, text: str) -> str:
    if group == "wiki":
        return wiki_address(text)
    if group in ("inline", "reference"):
        text = ESCAPED.sub(r"\1", text.removeprefix("<").removesuffix(">"))
    return unescape(text)


class TargetLines:
    """The lines of link targets; the second link to a target has the second line, and so on."""

    def __init__(self, source: str, dialect: str) -> None:
        self.lines: dict[str, deque[int]] = {}
        line, at = 1, 0
        for target, start in targets_in(source, dialect):
            line += source.count("\n", at, start)
            at = start
            self.lines.setdefault(target_key(target), deque()).append(line)

    def of(self, target: str) -> int | None:
        found = self.lines.get(target_key(target))
        if not found:
            return None
        return found.popleft() if len(found) > 1 else found[0]


def target_key(target: str) -> str:
    """The target without what parsing and sanitizing may change."""
    if target.startswith("data:"):
        return ""
    return unquote(target).removeprefix("http://").rstrip(BEHIND)
