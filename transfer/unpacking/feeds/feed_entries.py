"""One entry of a feed: RSS 2.0, RSS 1.0, Atom, and the additions of Blogger."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from xml.etree.ElementTree import Element, tostring

from transfer.html import html_to_markdown

from ..xml_elements import child_text, tag_name

KIND = "http://schemas.google.com/blogger/2008/kind#"
DELETED = frozenset({"SOFT_TRASHED", "HARD_TRASHED", "SPAM", "GHOSTED"})
# Of Blogger; entries of other feeds have no kind.
TEXTS = frozenset({"", "post", "page", "comment"})


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """`parent` is the id of the post that a comment belongs to. Dates are as in the feed."""

    pk: str
    title: str
    link: str
    html: str
    has_content: bool
    summary: str
    date: str
    updated: str
    author: str
    tags: tuple[str, ...]
    kind: str
    is_draft: bool
    is_deleted: bool
    parent: str

    @property
    def is_page(self) -> bool:
        return self.kind == "page"

    @property
    def is_text(self) -> bool:
        """Whether it is no part of the settings or of the theme, which Blogger exports too."""
        return self.kind in TEXTS and (self.kind != "comment" or bool(self.parent))

    def as_comment(self) -> dict[str, str]:
        values = {"id": self.pk, "author": self.author, "date": self.date}
        return {**values, "text": html_to_markdown(self.html)}


def feed_entry(element: Element) -> FeedEntry:
    content, summary = content_of_entry(element), markup_of(named_child(element, "summary"))
    description = markup_of(named_child(element, "description"))
    link = link_of_entry(element)
    kind = child_text(element, "type").lower() or kind_of_entry(element)
    return FeedEntry(
        pk=child_text(element, "id") or child_text(element, "guid") or link,
        title=markup_of(named_child(element, "title")),
        link=link,
        html=content or description or summary,
        has_content=bool(content),
        summary=summary or (description if content else ""),
        date=first_text(element, "published", "pubDate", "date", "issued", "created"),
        updated=first_text(element, "updated", "modified"),
        author=author_of_entry(element),
        tags=tuple(dict.fromkeys(tags_of_entry(element))),
        kind=kind,
        is_draft=is_draft(element),
        is_deleted=child_text(element, "status") in DELETED,
        parent=parent_of_comment(element) if kind in ("comment", "") else "",
    )


def named_child(element: Element, name: str) -> Element | None:
    return next((child for child in element if tag_name(child) == name), None)


def first_text(element: Element, *names: str) -> str:
    return next((text for name in names if (text := child_text(element, name))), "")


def content_of_entry(element: Element) -> str:
    """The full text: `content:encoded` of RSS, `content` of Atom."""
    for child in element:
        if tag_name(child) in ("encoded", "content"):
            return markup_of(child)
    return ""


def markup_of(element: Element | None) -> str:
    """HTML that is escaped in the feed, plain text, or elements of XHTML."""
    if element is None:
        return ""
    if len(element):
        written = "".join(tostring(child, encoding="unicode") for child in element)
        return (element.text or "") + written.replace("html:", "").replace("ns0:", "")
    text = element.text or ""
    return escape(text) if element.get("type") == "text" and "<" in text else text.strip()


def link_of_entry(element: Element) -> str:
    links = [child for child in element if tag_name(child) == "link"]
    for link in links:
        if link.get("rel", "alternate") == "alternate" and (found := link_of_feed(link)):
            return found
    guid = named_child(element, "guid")
    is_link = guid is not None and guid.get("isPermaLink", "true") == "true"
    return child_text(element, "filename") or (child_text(element, "guid") if is_link else "")


def link_of_feed(link: Element) -> str:
    return link.get("href") or (link.text or "").strip()


def author_of_entry(element: Element) -> str:
    author = named_child(element, "author")
    if author is not None and len(author):
        return child_text(author, "name")
    return child_text(element, "creator") or child_text(element, "author")


def tags_of_entry(element: Element) -> Iterator[str]:
    for child in element:
        if tag_name(child) == "category" and not is_kind(child):
            name = child.get("label") or child.get("term") or (child.text or "")
            yield name.strip()


def is_kind(category: Element) -> bool:
    return (category.get("term") or "").startswith(KIND)


def kind_of_entry(element: Element) -> str:
    found = (child.get("term") or "" for child in element if tag_name(child) == "category")
    return next((term.removeprefix(KIND) for term in found if term.startswith(KIND)), "")


def is_draft(element: Element) -> bool:
    control = named_child(element, "control")
    in_control = control is not None and child_text(control, "draft") == "yes"
    return in_control or child_text(element, "status") == "DRAFT"


def parent_of_comment(element: Element) -> str:
    reply = named_child(element, "in-reply-to")
    return (reply.get("ref") or "" if reply is not None else "") or child_text(element, "parent")
