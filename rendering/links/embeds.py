"""Embedded pictures, video and audio, from this site only.

Readers' browsers must not load anything from other sites (the CSP enforces it), so a picture on
another site becomes a link to it.
"""

from dataclasses import replace

from selectolax.lexbor import LexborNode

from ..document import Document
from ..html.attribute_lists import DECORATIVE, SCHEMES
from ..messages import Message, message
from ..options import File
from ..result import RenderedLink
from ..tree import add_class, create_element, has_class, remove_class
from .link_context import LinkContext
from .link_targets import FILES, LocalTarget, encoded_address, file_kind, local_target

REMOTE = message("file-elsewhere")
MISSING = message("file-missing")
NO_FILE = message("picture-without-file")
NO_WORDS = message("alt-missing")

# `picture.png#dark`, and how GitHub and Material for MkDocs write it.
SCHEME_FRAGMENTS = {
    **dict.fromkeys(("light", "only-light", "gh-light-mode-only"), "light-only"),
    **dict.fromkeys(("dark", "only-dark", "gh-dark-mode-only"), "dark-only"),
}
# How kinds of uploaded files are shown.
KINDS = {
    "picture": "picture",
    "drawing": "picture",
    "video": "video",
    "sound": "audio",
    **dict.fromkeys(("document", "archive", "text"), "file"),
}


def embed_media(context: LinkContext, node: LexborNode) -> RenderedLink | None:
    target = media_source(node)
    place = local_target(target)
    if not target:
        show_description(context, node)
        return context.link(target, embedded=True, fault=NO_FILE)
    if place is None:
        if context.known is not None:
            link = show_link(context, node, target, picture_text(node) or address_name(target))
            if title := node.attributes.get("title"):
                link.attrs["title"] = title
        return context.link(target, embedded=True, note=REMOTE if context.known else None)
    if scheme := SCHEME_FRAGMENTS.get(place.fragment):
        add_class(node, scheme)
    file = context.known.files.get(place.name) if context.known else File(target)
    if file is None:
        show_description(context, node)
        return context.link(target, embedded=True, fault=MISSING)
    if is_decorative(node):
        remove_class(node, DECORATIVE)
        file, note = replace(file, alt="", caption=""), None
    else:
        note = note_of_words(node, place, file)
    show_file(context, node, file, KINDS.get(file.kind) or file_kind(place.name) or "picture")
    return context.link(target, embedded=True, note=note)


def picture_text(node: LexborNode) -> str:
    """The description of media, and its caption if that says something else."""
    words = (node.attributes.get("alt"), node.attributes.get("title"))
    return ": ".join(dict.fromkeys(each for each in words if each))


def known_file(document: Document, node: LexborNode) -> File | None:
    """The file of this site that a picture or player shows; None if it is not known."""
    known, place = document.options.known, local_target(media_source(node))
    return known.files.get(place.name) if known and place else None


def is_decorative(node: LexborNode) -> bool:
    """Whether the author wants no words: `{.decorative}`, or an empty `alt` in HTML."""
    is_empty = "alt" in node.attributes and not node.attributes["alt"]
    return has_class(node, DECORATIVE) or (node.tag == "img" and is_empty)


def note_of_words(node: LexborNode, place: LocalTarget, file: File) -> Message | None:
    """What its author is told of a picture of the library that nobody has described."""
    is_described = (node.attributes.get("alt") or "").strip() or file.alt
    is_picture = node.tag == "img" and KINDS.get(file.kind) == "picture"
    return NO_WORDS if is_picture and place.name.startswith(FILES) and not is_described else None


def media_source(node: LexborNode) -> str:
    """The address of the file; players may give it in a `source` element."""
    source = node.css_first("source[src]") if node.tag != "img" else None
    return node.attributes.get("src") or (source and source.attributes.get("src")) or ""


def show_file(context: LinkContext, node: LexborNode, file: File, what: str) -> None:
    if what == "picture" and node.tag == "img":
        show_picture(context, node, file)
    elif what == "file" or node.mem_id in context.in_links:
        label = node.attributes.get("alt") or file.alt or address_name(file.address)
        link = show_link(context, node, file.address, label)
        context.document.files[link.mem_id] = file
    else:
        player = player_element(context.document, node, file, what)
        context.document.files[player.mem_id] = file
        node.insert_before(player, move=True)
        node.remove()


def show_picture(context: LinkContext, node: LexborNode, file: File) -> None:
    node.attrs["src"] = encoded_address(file.address)
    node.attrs["alt"] = node.attributes.get("alt") or ""
    set_picture_size(node, file)
    context.document.files[node.mem_id] = file
    if file.is_dark and not is_of_one_scheme(node):
        add_class(node, "dark-lines")


def is_of_one_scheme(node: LexborNode) -> bool:
    """Whether the author has another picture for the other colour scheme."""
    return not set(SCHEMES).isdisjoint((node.attributes.get("class") or "").split())


def set_picture_size(image: LexborNode, file: File) -> None:
    """Set width and height, so that the page does not move when the picture loads.

    Sizes that the author gives take precedence.
    """
    if not file.width or not file.height or image.attributes.get("height"):
        return
    width = image.attributes.get("width") or str(file.width)
    if width.isascii() and width.isdigit():
        image.attrs["width"] = width
        image.attrs["height"] = str(round(int(width) * file.height / file.width))


def player_element(document: Document, node: LexborNode, file: File, what: str) -> LexborNode:
    """A player with a link inside, for browsers and readers that cannot play it."""
    given = {name: value or "" for name, value in node.attributes.items()}
    label = given.pop("alt", "")
    tag = node.tag if node.tag in ("video", "audio") else what
    kept = {name: given[name] for name in KEPT if name in given}
    named = {"aria-label": label} if label else {}
    address = encoded_address(file.address)
    element = create_element(document, tag or "video", src=address, controls="", preload="metadata")
    for name, value in {**film_values(file, tag or what), **kept, **named}.items():
        element.attrs[name] = value
    link = create_element(document, "a", href=address)
    link.insert_child(label or file.alt or address_name(file.address))
    element.insert_child(link, move=True)
    return element


def film_values(file: File, tag: str) -> dict[str, str]:
    """The size of a film, so that the page does not move, and the picture before it plays."""
    if tag != "video" or not (file.width and file.height):
        return {}
    posters = [source.address for source in file.sources if source.format == "webp"]
    size = {"width": str(file.width), "height": str(file.height)}
    return {**size, "poster": encoded_address(posters[0])} if posters else size


KEPT = ("width", "height", "loop", "muted", "title", "class")


def show_link(context: LinkContext, node: LexborNode, address: str, label: str) -> LexborNode:
    """Replace media by a link, or by text if it is in a link itself. Return what stands there."""
    if node.mem_id in context.in_links:
        shown = create_element(context.document, "span")
    else:
        shown = create_element(context.document, "a", href=encoded_address(address))
        if local_target(address) is None:
            shown.attrs["rel"] = "noopener"
    replace_media(context, node, shown, label)
    return shown


def show_description(context: LinkContext, node: LexborNode) -> None:
    """Replace media by its description; remove it if there is none."""
    words = picture_text(node)
    if words or node.mem_id in context.in_links:
        span = create_element(context.document, "span", class_="broken")
        replace_media(context, node, span, words or address_name(media_source(node)))
        return
    if node.parent is not None and node.parent.tag == "p":
        context.emptied[node.parent.mem_id] = node.parent
    node.remove()


def replace_media(context: LinkContext, node: LexborNode, shown: LexborNode, label: str) -> None:
    """Replace media by `shown` with a label; excerpts still treat it as media."""
    shown.insert_child(label)
    node.insert_before(shown, move=True)
    node.remove()
    context.document.stand_ins[shown.mem_id] = label


def address_name(address: str) -> str:
    """The last part of an address, as a label if there is no other."""
    place = local_target(address)
    path = place.name if place else address.partition("?")[0].partition("#")[0]
    return path.rstrip("/").rpartition("/")[2] or address
