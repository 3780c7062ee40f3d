"""What is shown inside the page: pictures, video and audio of this site, and of no other.

Readers' browsers may load nothing from elsewhere (the site promises it, and its policy enforces
it), so that a picture of another site becomes a link to it.
"""

from selectolax.lexbor import LexborNode

from ..document import Document
from ..options import File
from ..result import RenderedLink
from ..tree import create_element
from .context import Walk
from .targets import encoded, kind, local

REMOTE = (
    "This is on another site, from which readers' browsers load nothing, and is shown as a link;"
    " upload it here and use its new address"
)
MISSING = (
    "This file was not found among the uploaded ones, and its description is shown instead; upload"
    " it, or correct its name"
)
NO_FILE = (
    "A picture without the address of a file is not shown (data: is none); upload it and use its"
    " address"
)


def embed(walk: Walk, node: LexborNode) -> RenderedLink | None:
    target = source_of(node)
    place = local(target)
    if not target:
        show_words(walk, node)
        return walk.link(target, embedded=True, fault=NO_FILE)
    if place is None:
        if walk.known is not None:
            show_link(walk, node, target, node.attributes.get("alt") or name_of(target))
        return walk.link(target, embedded=True, note=REMOTE if walk.known else "")
    file = walk.known.files.get(place.name) if walk.known else File(target)
    if file is None:
        show_words(walk, node)
        return walk.link(target, embedded=True, fault=MISSING)
    show(walk, node, file, kind(place.name) or "picture")
    return walk.link(target, embedded=True)


def source_of(node: LexborNode) -> str:
    """Players may name their file in an element of its own."""
    source = node.css_first("source[src]") if node.tag != "img" else None
    return node.attributes.get("src") or (source and source.attributes.get("src")) or ""


def show(walk: Walk, node: LexborNode, file: File, what: str) -> None:
    if what == "picture" and node.tag == "img":
        node.attrs["src"] = encoded(file.address)
        node.attrs["alt"] = node.attributes.get("alt") or ""
        set_size(node, file)
    elif what == "file" or node.mem_id in walk.in_links:
        label = node.attributes.get("alt") or name_of(file.address)
        show_link(walk, node, file.address, label)
    else:
        node.insert_before(player(walk.document, node, file, what), move=True)
        node.remove()


def set_size(image: LexborNode, file: File) -> None:
    """Width and height, so that nothing moves when it arrives; the author's count first."""
    if not file.width or not file.height or image.attributes.get("height"):
        return
    width = image.attributes.get("width") or str(file.width)
    if width.isascii() and width.isdigit():
        image.attrs["width"] = width
        image.attrs["height"] = str(round(int(width) * file.height / file.width))


def player(document: Document, node: LexborNode, file: File, what: str) -> LexborNode:
    """With a link inside, for browsers and readers that play nothing."""
    given = {name: value or "" for name, value in node.attributes.items()}
    label = given.pop("alt", "")
    tag = node.tag if node.tag in ("video", "audio") else what
    kept = {name: given[name] for name in KEPT if name in given}
    named = {"aria-label": label} if label else {}
    address = encoded(file.address)
    element = create_element(document, tag or "video", src=address, controls="", preload="metadata")
    for name, value in {**kept, **named}.items():
        element.attrs[name] = value
    link = create_element(document, "a", href=address)
    link.insert_child(label or name_of(file.address))
    element.insert_child(link, move=True)
    return element


KEPT = ("width", "height", "loop", "muted", "title", "class")


def show_link(walk: Walk, node: LexborNode, address: str, label: str) -> None:
    """A link in the place of what cannot be shown; its words where that is in a link itself."""
    if node.mem_id in walk.in_links:
        shown = create_element(walk.document, "span")
    else:
        shown = create_element(walk.document, "a", href=encoded(address))
        if local(address) is None:
            shown.attrs["rel"] = "noopener"
    stand_in(walk, node, shown, label)


def show_words(walk: Walk, node: LexborNode) -> None:
    """The description in the place of the picture, or nothing where there is none."""
    words = node.attributes.get("alt") or ""
    if words or node.mem_id in walk.in_links:
        span = create_element(walk.document, "span", class_="broken")
        stand_in(walk, node, span, words or name_of(source_of(node)))
        return
    if node.parent is not None and node.parent.tag == "p":
        walk.emptied[node.parent.mem_id] = node.parent
    node.remove()


def stand_in(walk: Walk, node: LexborNode, shown: LexborNode, label: str) -> None:
    """Show `shown` with its label in the place of a picture: to excerpts it is one all the same."""
    shown.insert_child(label)
    node.insert_before(shown, move=True)
    node.remove()
    walk.document.stand_ins[shown.mem_id] = label


def name_of(address: str) -> str:
    """The last part of an address, for want of better words."""
    place = local(address)
    path = place.name if place else address.partition("?")[0].partition("#")[0]
    return path.rstrip("/").rpartition("/")[2] or address
