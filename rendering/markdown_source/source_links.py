"""Finds the links of a Markdown source, and replaces their targets."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .blanking import without_code, without_math

TARGET = r"<[^<>\n]*>|[^\s<>()]+(?:\([^\s()]*\)[^\s()]*)*"
INLINE = re.compile(rf"(?P<image>!\[[^\]\n]{{0,300}})?\]\(\s*(?P<target>{TARGET})")
REFERENCE = re.compile(
    rf"^ {{0,3}}\[(?!\^)(?P<label>[^\]\n]+)\]:[ \t]*(?P<target>{TARGET})", re.MULTILINE
)
# `![words][label]`, `![label][]` and `![label]`
IMAGE_LABEL = re.compile(r"!\[(?P<words>[^\]\n]{0,300})\](?:\[(?P<label>[^\]\n]{1,300})\]|(?!\())")
ELEMENT = re.compile(r"<(?P<name>img|a|video|audio|source)\b[^<>]*>", re.IGNORECASE)
WIKI = re.compile(
    r"(?P<image>!?)\[\[(?P<target>[^\[\]|`#\n]*[^\[\]|`#\n\\])"
    r"(?P<heading>#[^\[\]|`\n]*[^\[\]|`\n\\])?(?P<words>\\?\|[^\[\]\n]*)?\]\](?![(\[])"
)
# Shortcodes of Hugo and tags of Hexo with images
SHORTCODE = re.compile(r"\{\{[<%]\s*(?:figure|image|img|picture|video|audio)\b[^{}]*\}\}")
ASSET = re.compile(r"\{%\s*asset_(?:img|path)\s+(?:[\w-]+\s+){0,5}?(?P<target>[^\s\"'%{}]+\.\w+)")
ATTRIBUTE = re.compile(
    r"""\s(?P<key>src|href|poster)\s*=\s*(?P<quote>["'])(?P<target>[^"']*)(?P=quote)""",
    re.IGNORECASE,
)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class SourceLink(NamedTuple):
    """A link and its place in the source.

    `embedded`: an image or a video. `wiki`: a link in double brackets, which names a file; then
    `heading` is the part from # on, and `words` says whether the link has a text of its own.
    """

    target: str
    start: int
    end: int
    embedded: bool
    wiki: bool = False
    heading: str = ""
    words: bool = True


def rewrite_links(
    text: str, new_target: Callable[[SourceLink], str | None], *, wiki: bool = False
) -> str:
    """Return the text with new targets. `new_target` returns None to leave a link unchanged."""
    pieces, at = [], 0
    for link in sorted(find_links(text, wiki), key=lambda link: link.start):
        target = new_target(link) if link.start >= at else None
        if target is not None:
            pieces += [text[at : link.start], target]
            at = link.end
    return "".join([*pieces, text[at:]])


def find_links(text: str, wiki: bool) -> Iterator[SourceLink]:
    """Yield each link outside code and formulas; with `wiki` also those in double brackets."""
    readable = without_math(without_code(text))
    for match in WIKI.finditer(readable) if wiki else ():
        yield wiki_link_of_match(match)
    for match in INLINE.finditer(readable):
        yield link_of_match(match, embedded=bool(match["image"]))
    of_images = {
        same_label(match["label"] or match["words"]) for match in IMAGE_LABEL.finditer(readable)
    }
    for match in REFERENCE.finditer(readable):
        yield link_of_match(match, embedded=same_label(match["label"]) in of_images)
    for match in ASSET.finditer(readable):
        yield link_of_match(match, embedded=True)
    for pattern in (ELEMENT, SHORTCODE):
        for element in pattern.finditer(readable):
            for match in ATTRIBUTE.finditer(readable, element.start(), element.end()):
                yield link_of_match(match, embedded=match["key"].lower() != "href")


def same_label(label: str) -> str:
    """Labels are equal in any letter case and with any spaces."""
    return " ".join(label.casefold().split())


def wiki_link_of_match(match: re.Match[str]) -> SourceLink:
    return SourceLink(
        target=match["target"].strip(),
        start=match.start("target"),
        end=max(match.end("target"), match.end("heading")),
        embedded=bool(match["image"]),
        wiki=True,
        heading=match["heading"] or "",
        words=bool(match["words"]),
    )


def link_of_match(match: re.Match[str], embedded: bool) -> SourceLink:
    target = ESCAPED.sub(r"\1", match["target"].removeprefix("<").removesuffix(">"))
    return SourceLink(target, *match.span("target"), embedded)
