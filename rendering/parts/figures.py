"""Figures for pictures and players, with captions; scrolling boxes for tables."""

from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from ..document import CAPTION_CLASS, Document
from ..html.text_flow import BLOCKS
from ..tree import (
    create_element,
    iter_nonblank_children,
    nonblank_after,
    nonblank_before,
    replace_node,
    wrap_node,
)

MEDIA = ("img", "video", "audio")
# Elements that may contain a picture between paragraphs, in the author's HTML.
CONTAINERS = frozenset({"body", "blockquote", "dd", "details", "div", "li", "section"})
SIDES = BLOCKS - {"br"}


def make_figures(document: Document) -> None:
    for image in document.body.css("img"):
        image.attrs["loading"] = "lazy"
        image.attrs["decoding"] = "async"
    for paragraph in document.body.css("p"):
        if only_media(paragraph):
            paragraph_to_figures(document, paragraph)
    for media in document.body.css("img, video, audio"):
        make_figure(document, with_link(media))
    for caption in document.body.css(f"figcaption.{CAPTION_CLASS}"):
        caption.decompose()  # those of pictures within a text
    describe_media(document)
    for table in document.body.css("table"):
        wrap_node(table, create_element(document, "div", class_="tbl"))


def only_media(paragraph: LexborNode) -> bool:
    if paragraph.css_first("img, video, audio") is None:
        return False
    return all(part.tag == "br" or is_media(part) for part in parts_without_captions(paragraph))


def is_media(node: LexborNode) -> bool:
    """Whether `node` is a picture or player, or a link that contains nothing else."""
    inside = [*islice(parts_without_captions(node), 2)] if node.tag == "a" else [node]
    return len(inside) == 1 and inside[0].tag in MEDIA


def parts_without_captions(node: LexborNode) -> Iterator[LexborNode]:
    return (part for part in iter_nonblank_children(node) if not is_caption(part))


def is_caption(node: LexborNode) -> bool:
    """Whether it is a caption with formulas that is not in a figure yet."""
    return node.attributes.get("class") == CAPTION_CLASS


def paragraph_to_figures(document: Document, paragraph: LexborNode) -> None:
    """Replace the paragraph by a figure, or by a row of figures if it contains several."""
    figures = []
    for content in [part for part in parts_without_captions(paragraph) if part.tag != "br"]:
        caption = nonblank_after(content)
        figure = create_element(document, "figure", class_="pic")
        figure.insert_child(content, move=True)
        if caption is not None and is_caption(caption):
            figure.insert_child(caption, move=True)
        figures.append(figure)
    row = figures[0] if len(figures) == 1 else create_element(document, "div", class_="pics")
    replace_node(paragraph, row)
    for figure in figures:
        if len(figures) > 1:
            row.insert_child(figure, move=True)
        add_caption(document, figure)


def make_figure(document: Document, content: LexborNode) -> None:
    """Make a figure of media between paragraphs, which come from the author's HTML."""
    parent = content.parent
    if parent is None:
        return
    if parent.tag == "figure" and "class" not in parent.attributes:
        parent.attrs["class"] = "pic"
    elif parent.tag in CONTAINERS and stands_alone(content):
        figure = create_element(document, "figure", class_="pic")
        wrap_node(content, figure)
        caption = nonblank_after(figure)
        if caption is not None and is_caption(caption):
            figure.insert_child(caption, move=True)
        add_caption(document, figure)


def with_link(media: LexborNode) -> LexborNode:
    """The link around the media if it contains nothing else; otherwise the media."""
    parent = media.parent
    return parent if parent is not None and parent.tag == "a" and is_media(parent) else media


def stands_alone(content: LexborNode) -> bool:
    return all(
        side is None or side.tag in SIDES
        for side in (nonblank_before(content), nonblank_after(content))
    )


def add_caption(document: Document, figure: LexborNode) -> None:
    """Add a caption: the author's title, or else that of the library, or the alternative text."""
    media = figure.css_first("img, video, audio")
    if media is None:
        return
    given = media.attributes
    if (prepared := figure.css_first(f"figcaption.{CAPTION_CLASS}")) is not None:
        del prepared.attrs["class"]
        figure.insert_child(prepared, move=True)
    elif caption := caption_words(document, media).strip():
        label = create_element(document, "figcaption")
        label.insert_child(caption)
        figure.insert_child(label, move=True)
    if "title" in given:
        del media.attrs["title"]


def caption_words(document: Document, media: LexborNode) -> str:
    given, file = media.attributes, document.files.get(media.mem_id)
    library = file.caption if file else ""
    return given.get("title") or library or given.get("alt") or given.get("aria-label") or ""


def describe_media(document: Document) -> None:
    """Give pictures and players the alternative text of the library if they have none.

    A picture without any has an empty one.
    """
    for media in document.body.css("img, video, audio"):
        file = document.files.get(media.mem_id)
        name = "alt" if media.tag == "img" else "aria-label"
        words = media.attributes.get(name) or (file.alt if file else "")
        if words or media.tag == "img":
            media.attrs[name] = words
