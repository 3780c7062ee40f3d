"""The heading that names an article."""

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


class Heading(NamedTuple):
    """`start` and `end` are its place in the text, the marks that belong to it included."""

    level: int
    title: str
    start: int
    end: int


def first_heading(text: str) -> tuple[Heading | None, bool]:
    """The first heading with words in it, and whether it is the only one of its level."""
    found = (as_heading(text, match) for match in HEADING.finditer(prose.without_code(text)))
    headings = [heading for heading in found if heading.title]
    if not headings:
        return None, False
    first = headings[0]
    return first, all(other.level != first.level for other in headings[1:])


def as_heading(text: str, match: re.Match[str]) -> Heading:
    written = text[match.start() : match.end()]
    label = LABEL_BELOW.match(text, match.end())
    return Heading(
        level=len(match["marks"] or "#"),
        title=plain(UNDERLINE.sub("", written).strip().lstrip("#")),
        start=match.start(),
        end=label.end() if label else match.end(),
    )


def plain(heading: str) -> str:
    """The words of a heading without its Markdown."""
    while (shorter := MARK_BEHIND.sub("", heading)) != heading:
        heading = shorter
    for pattern, replacement in INLINE_MARKS:
        heading = pattern.sub(replacement, heading)
    return " ".join(heading.split())


def without(text: str, heading: Heading) -> str:
    """The text after the heading moved to the top of the page."""
    before, after = text[: heading.start].rstrip("\n"), text[heading.end :].lstrip("\n")
    return f"{before}\n\n{after}" if before.strip() else after
