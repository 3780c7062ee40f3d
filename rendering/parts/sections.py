"""Adds a link to each section beside its heading: its number, or the one that the author wrote."""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from ..document import Document
from ..tree import create_element
from .written_numbers import has_written_numbers, is_numbered

# A number short enough to stand in the margin, with the space behind it.
MARGINAL = re.compile(r"\s*((?:\d{1,2}(?:\.\d{1,2}){0,2}|[IVX]{1,5})(?!\d)[.、．]?)\s*")
UNNUMBERED = "#"


def section_numbers(titles: Mapping[str, str]) -> dict[str, str]:
    """The number of each section by its id; empty if the author numbers the headings."""
    if has_written_numbers(titles):
        return {}
    return {identifier: f"{n:02d}" for n, identifier in enumerate(titles, 1)}


def link_sections(document: Document) -> None:
    sections = {section.id: section.text for section in document.toc}
    numbers = section_numbers(sections)
    for node in document.body.css("h2[id], h3[id], h4[id]"):
        identifier = node.attributes.get("id") or ""
        if identifier in sections and node.first_child is not None:
            written = "" if numbers else take_written_number(node)
            number = numbers.get(identifier, written)
            kind = "sec written" if written else "sec" if number else "sec unnumbered"
            link = create_element(document, "a", class_=kind, href=f"#{identifier}")
            # Users of voice control say the visible text, so the label begins with it.
            link.attrs["aria-label"] = f"{number} {document.words.section}".strip()
            link.insert_child(number or UNNUMBERED)
            node.first_child.insert_before(link, move=True)


def take_written_number(heading: LexborNode) -> str:
    """Remove the author's number from the beginning of the heading and return it; '' if none."""
    first = heading.first_child
    text = first.text_content or "" if first is not None and first.tag == "-text" else ""
    number = MARGINAL.match(text) if is_numbered(text) else None
    if first is None or number is None or (number.end() == len(text) and first.next is None):
        return ""
    first.replace_with(text[number.end() :])
    return number[1]
