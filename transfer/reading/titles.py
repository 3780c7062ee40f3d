"""Finds the heading that is the title of a text."""

import re
from typing import NamedTuple

from transfer.reading import prose

HEADING = re.compile(
    r"^ {0,3}(?P<marks>#{1,6})(?:[ \t].*)?$|^ {0,3}(?![-*+#>|=])\S.*\n={2,}[ \t]*$", re.MULTILINE
)
UNDERLINE = re.compile(r"\n=+[ \t]*$")
LABEL_BELOW = re.compile(r"\n:label:`[^`\n]*`[ \t]*(?=\n|$)")
MARK_BEHIND = re.compile(r"(?:[ \t]+#+|\s*\{[:#.][^{}]*\}|\s*:label:`[^`]*`)\s*$")
INLINE_MARKS = (
    (re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"(`+) ?(.+?) ?\1"), r"\2"),
    (re.compile(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


class SourceHeading(NamedTuple):
    """`start` and `end` are offsets in the text, with the label below the heading."""

    level: int
    title: str
    start: int
    end: int


def first_heading(text: str) -> tuple[SourceHeading | None, bool]:
    """Return the first heading with words, and whether it is the only one of its level."""
    found = (heading_of_match(text, match) for match in HEADING.finditer(prose.without_code(text)))
    headings = [heading for heading in found if heading.title]
    if not headings:
        return None, False
    first = headings[0]
    return first, all(other.level != first.level for other in headings[1:])


def heading_of_match(text: str, match: re.Match[str]) -> SourceHeading:
    written = text[match.start() : match.end()]
    label = LABEL_BELOW.match(text, match.end())
    return SourceHeading(
        level=len(match["marks"] or "#"),
        title=plain_heading(UNDERLINE.sub("", written).strip().lstrip("#")),
        start=match.start(),
        end=label.end() if label else match.end(),
    )


def plain_heading(heading: str) -> str:
    """Return the text of a heading without Markdown."""
    while (shorter := MARK_BEHIND.sub("", heading)) != heading:
        heading = shorter
    for pattern, replacement in INLINE_MARKS:
        heading = pattern.sub(replacement, heading)
    return " ".join(heading.split())


def without_heading(text: str, heading: SourceHeading) -> str:
    """Return the text without the heading."""
    before, after = text[: heading.start].rstrip("\n"), text[heading.end :].lstrip("\n")
    return f"{before}\n\n{after}" if before.strip() else after
