"""Pictures and players with their captions, and tables that scroll in a box of their own."""

from itertools import islice

from selectolax.lexbor import LexborNode

from ..document import Document
from ..html.text_flow import BLOCKS
from ..tree import create_element, is_blank_text, iter_nonblank_children, replace_node, wrap_node

MEDIA = ("img", "video", "audio")
# What may hold a picture between its paragraphs, as HTML of the author's does.
CONTAINERS = frozenset({"body", "blockquote", "dd", "details", "div", "li", "section"})
SIDES = BLOCKS - {"br"}


def frame_media(document: Document) -> None:
    for image in document.body.css("img"):
        image.attrs["loading"] = "lazy"
        image.attrs["decoding"] = "async"
    for paragraph in document.body.css("p"):
        if only_media(paragraph):
            frame_paragraph(document, paragraph)
    for media in document.body.css("img, video, audio"):
        frame(document, linked(media))
    for table in document.body.css("table"):
        wrap_node(table, create_element(document, "div", class_="tbl", tabindex="0"))


def only_media(paragraph: LexborNode) -> bool:
    if paragraph.css_first("img, video, audio") is None:
        return False
    return all(part.tag == "br" or is_media(part) for part in iter_nonblank_children(paragraph))


def is_media(node: LexborNode) -> bool:
    """A picture or a player, or a link with nothing else in it."""
    inside = [*islice(iter_nonblank_children(node), 2)] if node.tag == "a" else [node]
    return len(inside) == 1 and inside[0].tag in MEDIA


def frame_paragraph(document: Document, paragraph: LexborNode) -> None:
    """One figure; or a row of them, where several share a paragraph."""
    figures = []
    for content in [part for part in iter_nonblank_children(paragraph) if part.tag != "br"]:
        figure = create_element(document, "figure", class_="pic")
        figure.insert_child(content, move=True)
        figures.append(figure)
    row = figures[0] if len(figures) == 1 else create_element(document, "div", class_="pics")
    replace_node(paragraph, row)
    for figure in figures:
        if len(figures) > 1:
            row.insert_child(figure, move=True)
        add_caption(document, figure)


def frame(document: Document, content: LexborNode) -> None:
    """Media between paragraphs, as HTML of the author's has them, are figures too."""
    parent = content.parent
    if parent is None:
        return
    if parent.tag == "figure" and "class" not in parent.attributes:
        parent.attrs["class"] = "pic"
    elif parent.tag in CONTAINERS and stands_alone(content):
        figure = create_element(document, "figure", class_="pic")
        wrap_node(content, figure)
        add_caption(document, figure)


def linked(media: LexborNode) -> LexborNode:
    """The link around the media, where nothing else is in it; else the media."""
    parent = media.parent
    return parent if parent is not None and parent.tag == "a" and is_media(parent) else media


def stands_alone(content: LexborNode) -> bool:
    return all(side is None or side.tag in SIDES for side in (before(content), after(content)))


def before(node: LexborNode) -> LexborNode | None:
    side = node.prev
    while side is not None and is_blank_text(side):
        side = side.prev
    return side


def after(node: LexborNode) -> LexborNode | None:
    side = node.next
    while side is not None and is_blank_text(side):
        side = side.next
    return side


def add_caption(document: Document, figure: LexborNode) -> None:
    """The title that the author gave; without one the description."""
    media = figure.css_first("img, video, audio")
    if media is None:
        return
    given = media.attributes
    if caption := (given.get("title") or given.get("alt") or given.get("aria-label") or "").strip():
        label = create_element(document, "figcaption")
        label.insert_child(caption)
        figure.insert_child(label, move=True)
    if "title" in given:
        del media.attrs["title"]
