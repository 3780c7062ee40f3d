"""How large an author wants a picture: `width="60%"` and Typora's `style="zoom:60%"` as a class."""

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from ..document import Document
from ..tree import iter_nonblank_children
from .attributes import in_percent, in_pixels

ZOOM = re.compile(r"(?:^|;)\s*(?:zoom|width|max-width)\s*:\s*(\d{1,4}(?:\.\d+)?(?:%|px))\s*(?:;|$)")


def settle_sizes(document: Document) -> None:
    for image in document.body.css("img"):
        settle(image)
        inherit(image)


def settle(image: LexborNode) -> None:
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
        pixels, percent = in_pixels(written), in_percent(written)
        if pixels:
            image.attrs[name] = pixels
            continue
        del image.attrs[name]
        if percent and name == "width":
            add_class(image, percent)


def add_class(node: LexborNode, name: str) -> None:
    """Two widths would contradict each other: a class that is there already stays alone."""
    names = (node.attributes.get("class") or "").split()
    if not any(given[0] == "w" and given[1:].isdigit() for given in names):
        node.attrs["class"] = " ".join([*names, name])


def inherit(image: LexborNode) -> None:
    """What an author says of a paragraph that is only a picture, the picture means."""
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
