"""Adds a link to each section beside its heading: its number, unless the author numbers by hand."""

import re
from collections.abc import Mapping

from ..document import Document
from ..tree import create_element

BY_HAND = re.compile(
    r"\s*(?:\d+(?:\.\d+)*[.、．\s]|第.{1,4}[章节部]|[一二三四五六七八九十]+[、．.]|[IVX]+\.)"
)
UNNUMBERED = "#"


def section_numbers(titles: Mapping[str, str]) -> dict[str, str]:
    """The number of each section by its id; empty if the author numbers the headings."""
    if any(BY_HAND.match(title) for title in titles.values()):
        return {}
    return {identifier: f"{n:02d}" for n, identifier in enumerate(titles, 1)}


def link_sections(document: Document) -> None:
    sections = {section.id: section.text for section in document.toc}
    numbers = section_numbers(sections)
    for node in document.body.css("h2[id], h3[id], h4[id]"):
        identifier = node.attributes.get("id") or ""
        if identifier in sections and node.first_child is not None:
            link = create_element(document, "a", class_="sec", href=f"#{identifier}")
            number = numbers.get(identifier, "")
            # Users of voice control say the visible text, so the label begins with it.
            link.attrs["aria-label"] = f"{number} {document.words.section}".strip()
            link.insert_child(number or UNNUMBERED)
            node.first_child.insert_before(link, move=True)
