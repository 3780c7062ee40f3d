"""The sections of an article for its contents and its section navigation, with their numbers."""

from html import unescape
from typing import Any, NamedTuple

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

import rendering

Heading = dict[str, Any]


class ContentsEntry(NamedTuple):
    """A heading. `number` is the author's own or counted, '' if there is none.

    `title` is without it; `text` is the whole heading as written, with LaTeX.
    """

    id: str
    number: str
    title: SafeString
    text: str
    children: list["ContentsEntry"]

    @property
    def name(self) -> str:
        """Number and title as plain text, without LaTeX."""
        return f"{self.number} {unescape(strip_tags(self.title))}".strip()


def contents_entries(toc: list[Heading]) -> list[ContentsEntry]:
    """The entries of a stored table of contents; those at its top level are numbered."""
    return build_entries(toc, rendering.section_numbers(titles_by_id(toc)))


def build_entries(headings: list[Heading], counted: dict[str, str]) -> list[ContentsEntry]:
    written = rendering.written_numbers(titles_by_id(headings))
    return [build_entry(heading, counted, written) for heading in headings]


def build_entry(
    heading: Heading, counted: dict[str, str], written: dict[str, rendering.NumberedTitle]
) -> ContentsEntry:
    identifier, text = heading["id"], heading["text"]
    number, rest = written.get(identifier, (counted.get(identifier, ""), text))
    html = heading.get("html") or escape(text)
    before = text.removesuffix(rest)
    if not html.startswith(before):  # the number is within a tag, such as <strong>
        number, before = "", ""
    children = build_entries(heading.get("children", []), {})
    title = mark_safe(rendering.break_html(html.removeprefix(before)))
    return ContentsEntry(identifier, number, title, text, children)


def titles_by_id(headings: list[Heading]) -> dict[str, str]:
    return {heading["id"]: heading["text"] for heading in headings}
