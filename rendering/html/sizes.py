"""Sizes of pictures: `width="60%"` and Typora's `style="zoom:60%"`, as classes or pixels."""

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from ..document import Document
from ..tree import iter_nonblank_children
from .attribute_lists import pixel_size, width_class

ZOOM = re.compile(r"(?:^|;)\s*(?:zoom|width|max-width)\s*:\s*(\d{1,4}(?:\.\d+)?(?:%|px))\s*(?:;|$)")


def convert_sizes(document: Document) -> None:
    for image in document.body.css("img"):
        convert_size(image)
        inherit_from_paragraph(image)


def convert_size(image: LexborNode) -> None:
    style = image.attributes.get("style") or ""
    if "style" in image.attributes:
        del image.attrs["style"]
    zoom = ZOOM.search(style)
    if zoom and not image.attributes.get("width"):
        image.attrs["width"] = zoom[1]
    for name in ("width", "height"):
        written = image.attributes.get(name)
        if written is None:
            continue
        pixels, percent = pixel_size(written), width_class(written)
        if pixels:
            image.attrs[name] = pixels
            continue
        del image.attrs[name]
        if percent and name == "width":
            add_width_class(image, percent)


def add_width_class(node: LexborNode, name: str) -> None:
    """Add a class for a width, unless there is one: two widths would contradict each other."""
    names = (node.attributes.get("class") or "").split()
    if not any(given[0] == "w" and given[1:].isdigit() for given in names):
        node.attrs["class"] = " ".join([*names, name])


def inherit_from_paragraph(image: LexborNode) -> None:
    """Move the class and id of a paragraph to its picture, if it contains nothing else."""
    paragraph = image.parent
    if (
        paragraph is None
        or paragraph.tag != "p"
        or len([*islice(iter_nonblank_children(paragraph), 2)]) != 1
    ):
        return
    for name in ("class", "id"):
        value = paragraph.attributes.get(name)
        if value and not image.attributes.get(name):
            image.attrs[name] = value
            del paragraph.attrs[name]
