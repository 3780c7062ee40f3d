"""Pictures with their captions, and tables that scroll in a box of their own."""

from selectolax.lexbor import LexborNode

from .document import Document
from .tree import create, elements, replace, wrap


def frame_media(document: Document) -> None:
    for image in document.body.css("img"):
        image.attrs["loading"] = "lazy"
        image.attrs["decoding"] = "async"
        frame_image(document, image)
    for table in document.body.css("table"):
        wrap(table, create(document, "div", class_="tbl", tabindex="0"))


def frame_image(document: Document, image: LexborNode) -> None:
    """An image alone in its paragraph, linked or not, is a figure."""
    content = image
    if image.parent is not None and image.parent.tag == "a":
        content = image.parent
    paragraph = content.parent
    if paragraph is None or paragraph.tag != "p" or not alone(content, paragraph):
        return
    figure = create(document, "figure", class_="pic")
    replace(paragraph, figure)
    figure.insert_child(content, move=True)
    if caption := (image.attributes.get("alt") or "").strip():
        label = create(document, "figcaption")
        label.insert_child(caption)
        figure.insert_child(label, move=True)


def alone(content: LexborNode, paragraph: LexborNode) -> bool:
    return len(elements(paragraph)) == 1 and len(elements(content)) <= 1
