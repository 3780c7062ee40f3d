"""Comments of a post, without the mail and network addresses of those who wrote them."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from transfer.html import html_to_markdown

from ..xml_elements import child_text
from .classic_text import with_paragraphs
from .wxr import NEVER

KINDS = ("", "comment")


def comments_of(elements: Sequence[Element]) -> tuple[list[dict[str, str]], int]:
    """The approved comments, and how many others there are."""
    approved = [each for each in elements if child_text(each, "comment_approved") == "1"]
    written = [each for each in approved if child_text(each, "comment_type") in KINDS]
    return [dict(values_of(each)) for each in written], len(elements) - len(approved)


def values_of(element: Element) -> Iterator[tuple[str, str]]:
    date = child_text(element, "comment_date_gmt")
    parent = child_text(element, "comment_parent")
    values = {
        "id": child_text(element, "comment_id"),
        "parent": "" if parent == "0" else parent,
        "author": child_text(element, "comment_author"),
        "url": child_text(element, "comment_author_url"),
        "date": f"{date}+00:00" if date and date != NEVER else child_text(element, "comment_date"),
        "text": html_to_markdown(with_paragraphs(child_text(element, "comment_content"))),
    }
    return ((name, value) for name, value in values.items() if value)
