"""Where the links of a Markdown text lead, and how to lead them elsewhere."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from transfer.reading import prose

TARGET = r"<[^<>\n]*>|[^\s<>()]+(?:\([^\s()]*\)[^\s()]*)*"
INLINE = re.compile(rf"(?P<image>!\[[^\]\n]{{0,300}})?\]\(\s*(?P<target>{TARGET})")
REFERENCE = re.compile(rf"^ {{0,3}}\[(?!\^)[^\]\n]+\]:[ \t]*(?P<target>{TARGET})", re.MULTILINE)
ELEMENT = re.compile(r"<(?P<name>img|a|video|audio|source)\b[^<>]*>", re.IGNORECASE)
WIKI = re.compile(
    r"(?P<image>!?)\[\[(?P<target>[^\[\]|`#\n]*[^\[\]|`#\n\\])"
    r"(?P<heading>#[^\[\]|`\n]*[^\[\]|`\n\\])?(?P<words>\\?\|[^\[\]\n]*)?\]\](?![(\[])"
)
# What Hugo and Hexo say beside Markdown of the pictures that come along.
SHORTCODE = re.compile(r"\{\{[<%]\s*(?:figure|image|img|picture|video|audio)\b[^{}]*\}\}")
ASSET = re.compile(r"\{%\s*asset_(?:img|path)\s+(?:[\w-]+\s+){0,5}?(?P<target>[^\s\"'%{}]+\.\w+)")
ATTRIBUTE = re.compile(
    r"""\s(?P<key>src|href|poster)\s*=\s*(?P<quote>["'])(?P<target>[^"']*)(?P=quote)""",
    re.IGNORECASE,
)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Link(NamedTuple):
    """`embedded` is what a page shows in itself; `wiki` has double brackets, and names a file.

    Of a wiki link `heading` is what follows the name, and `words` whether it has its own.
    """

    target: str
    start: int
    end: int
    embedded: bool
    wiki: bool = False
    heading: str = ""
    words: bool = True


def rewrite(text: str, new_target: Callable[[Link], str | None], *, wiki: bool = False) -> str:
    """The text with each link leading to its new target; None leaves it alone."""
    pieces, at = [], 0
    for link in sorted(links(text, wiki), key=lambda link: link.start):
        target = new_target(link) if link.start >= at else None
        if target is not None:
            pieces += [text[at : link.start], target]
            at = link.end
    return "".join([*pieces, text[at:]])


def links(text: str, wiki: bool) -> Iterator[Link]:
    """Every link outside code and formulas; `wiki` reads those in double brackets too."""
    readable = prose.without_math(prose.without_code(text))
    for match in WIKI.finditer(readable) if wiki else ():
        yield as_wiki_link(match)
    for match in INLINE.finditer(readable):
        yield as_link(match, embedded=bool(match["image"]))
    for match in REFERENCE.finditer(readable):
        yield as_link(match, embedded=False)
    for match in ASSET.finditer(readable):
        yield as_link(match, embedded=True)
    for pattern in (ELEMENT, SHORTCODE):
        for element in pattern.finditer(readable):
            for match in ATTRIBUTE.finditer(readable, element.start(), element.end()):
                yield as_link(match, embedded=match["key"].lower() != "href")


def as_wiki_link(match: re.Match[str]) -> Link:
    return Link(
        target=match["target"].strip(),
        start=match.start("target"),
        end=max(match.end("target"), match.end("heading")),
        embedded=bool(match["image"]),
        wiki=True,
        heading=match["heading"] or "",
        words=bool(match["words"]),
    )


def as_link(match: re.Match[str], embedded: bool) -> Link:
    target = ESCAPED.sub(r"\1", match["target"].removeprefix("<").removesuffix(">"))
    return Link(target, *match.span("target"), embedded)
