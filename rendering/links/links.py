"""Resolves links: to articles by name, to files, to headings, and to other sites."""

import re

from selectolax.lexbor import LexborNode

from ..document import EMBEDDED_CLASS, IMPLIED_CLASS, Document
from ..html.attribute_lists import RESERVED_IDS, RESERVED_PREFIXES
from ..messages import message
from ..options import KnownNames
from ..parts.headings import heading_slug
from ..result import RenderedLink
from ..tree import children, create_element, iter_nonblank_children, replace_node
from .embeds import embed_media
from .link_context import LinkContext
from .link_targets import ARTICLES, SEPARATOR, LocalTarget, encoded_address, local_target

NO_TARGET = message("link-without-target")
NO_HEADING = message("heading-missing")
NO_ARTICLE = message("link-broken")
DRAFT = message("link-to-draft")
NOTE = message("note-is-link")
# In place of a title, this says nothing to readers of an excerpt.
FILE_NAME = re.compile(r"[a-z0-9]+(?:[-_./][a-z0-9]+)*")


def resolve_links(document: Document) -> None:
    """Resolve and list every link and embedded file, in the order of the page."""
    context = LinkContext(document)
    for node in document.body.css("a[href], img, video, audio"):
        link = resolve_link(context, node) if node.tag == "a" else embed_media(context, node)
        if link is not None:
            document.links.append(link)
    for paragraph in context.emptied.values():
        if next(iter_nonblank_children(paragraph), None) is None:
            paragraph.remove()
    for source in document.body.css("source"):
        source.remove()


def resolve_link(context: LinkContext, node: LexborNode) -> RenderedLink | None:
    target = node.attributes.get("href") or ""
    place, marks = local_target(target), take_link_marks(node)
    if place is None:
        if not target.lower().startswith(("mailto:", "tel:")):
            node.attrs["rel"] = "noopener"
        return context.link(target)
    if not place.name:
        return resolve_fragment(context, node, place, target)
    return resolve_local(context, node, place, target, marks)


def resolve_fragment(
    context: LinkContext, node: LexborNode, place: LocalTarget, target: str
) -> RenderedLink | None:
    """Resolve a link within the article; None for links that the renderer made itself."""
    name = place.fragment
    if name.startswith(RESERVED_PREFIXES):
        return None
    node.attrs["href"] = encoded_address(target)
    if not target:
        show_as_text(context.document, node)
        return context.link(target, fault=NO_TARGET)
    if not name or name in context.ids or name in RESERVED_IDS or name == "top":
        return context.link(target)
    if heading_slug(name) in context.ids:
        node.attrs["href"] = encoded_address(f"#{heading_slug(name)}")
        return context.link(target)
    return context.link(target, fault=NO_HEADING)


def resolve_local(
    context: LinkContext, node: LexborNode, place: LocalTarget, target: str, marks: frozenset[str]
) -> RenderedLink:
    note = NOTE if EMBEDDED_CLASS in marks else None
    address, title = known_target(context.known, place.name)
    if address:
        node.attrs["href"] = encoded_address(address + place.behind)
        if context.known and (file := context.known.files.get(place.name)):
            context.document.files[node.mem_id] = file
        if IMPLIED_CLASS in marks and title:
            use_title(node, title)
    elif context.known is not None and (place.name[0] != "/" or place.name.startswith(ARTICLES)):
        text = show_as_text(context.document, node)
        if IMPLIED_CLASS in marks and FILE_NAME.fullmatch(text.text()):
            context.document.extracted_texts[text.mem_id] = ""
        return context.link(
            target, fault=DRAFT if place.name in context.known.drafts else NO_ARTICLE
        )
    else:
        node.attrs["href"] = encoded_address(target)
    return context.link(target, note=note)


def known_target(known: KnownNames | None, name: str) -> tuple[str, str]:
    """The address and title of the article or file called `name`; "" if it is unknown."""
    if known is None:
        return "", ""
    if article := known.articles.get(name):
        return article.address, article.title
    file = known.files.get(name)
    return (file.address, "") if file else ("", "")


def take_link_marks(node: LexborNode) -> frozenset[str]:
    """Remove and return the classes by which a dialect marks links."""
    classes = (node.attributes.get("class") or "").split()
    marks = {IMPLIED_CLASS, EMBEDDED_CLASS} & set(classes)
    if kept := [name for name in classes if name not in marks]:
        node.attrs["class"] = " ".join(kept)
    elif marks:
        del node.attrs["class"]
    return frozenset(marks)


def use_title(node: LexborNode, title: str) -> None:
    """Use the article's title as text, where the author gave only its name."""
    _name, separator, heading = node.text().partition(SEPARATOR)
    for child in children(node):
        child.remove()
    node.insert_child(title + separator + heading)


def show_as_text(document: Document, node: LexborNode) -> LexborNode:
    """Replace a broken link by a span with its content, and return that."""
    span = create_element(document, "span", class_="broken")
    replace_node(node, span)
    for child in children(node):
        span.insert_child(child, move=True)
    if span.css_first("img, video, audio"):
        span.unwrap()
    return span
