"""Finds the heading that is the title of a text."""

import re
from typing import NamedTuple

from rendering.extract.contents_lists import heading_words, is_contents_title
from rendering.markdown_source.blanking import without_code

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
# Headings of a first section, which say nothing about the subject.
PREFACES = frozenset(
    {
        *("前言", "序", "序言", "引言", "导言", "导语", "写在前面"),
        *("preface", "foreword", "introduction"),
    }
)


class SourceHeading(NamedTuple):
    """`start` and `end` are offsets in the text, with the label below the heading."""

    level: int
    title: str
    start: int
    end: int


def begins_without_title(text: str) -> bool:
    """Whether the first heading only says that contents or a preface follow."""
    headings = headings_of(text)
    return bool(headings) and not may_be_title(headings[0], headings)


def headings_of(text: str) -> list[SourceHeading]:
    """Return the headings with words."""
    found = (heading_of_match(text, match) for match in HEADING.finditer(without_code(text)))
    return [heading for heading in found if heading.title]


def first_heading(text: str) -> tuple[SourceHeading | None, bool]:
    """Return the first heading with words, and whether it is the only one of its level.

    A heading that only says “目录” is no title, nor is “前言”, unless all others are below it. A
    heading after it is the title only if no other has its level; else it is one of the sections.
    """
    headings = headings_of(text)
    titles = [heading for heading in headings if may_be_title(heading, headings)]
    if not titles:
        return None, False
    first = titles[0]
    others = [each for each in headings if each is not first and not is_contents_title(each.title)]
    alone = all(other.level != first.level for other in others)
    return (first, alone) if alone or first is headings[0] else (None, False)


def may_be_title(heading: SourceHeading, headings: list[SourceHeading]) -> bool:
    if is_contents_title(heading.title):
        return False
    if heading_words(heading.title) not in PREFACES:
        return True
    return heading.level == 1 and all(each.level > 1 for each in headings if each is not heading)


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
