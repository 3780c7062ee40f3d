"""Pictures of old sites: a thumbnail in a link to its picture, galleries."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp)(?:[?#].*)?$", re.IGNORECASE)
GALLERIES = (
    ".wp-block-gallery, .blocks-gallery-grid, .wp-block-jetpack-tiled-gallery, .gallery,"
    " .kg-gallery-card"
)
CAPTIONS = "figcaption, .gallery-caption, dd"


def show_whole_pictures(tree: LexborHTMLParser) -> None:
    """Replace a thumbnail that links to the picture by the picture."""
    for link in tree.css("a[href]"):
        address = link.attributes.get("href") or ""
        images = link.css("img")
        if len(images) == 1 and PICTURE.search(address) and not link.text().strip():
            images[0].attrs["src"] = address
            for name in ("data-src", "data-original", "data-lazy-src"):
                if name in images[0].attributes:
                    del images[0].attrs[name]
            link.unwrap()


def gather_galleries(tree: LexborHTMLParser) -> None:
    """Make each gallery one paragraph: its pictures stand side by side."""
    done = set[int]()
    for gallery in tree.css(GALLERIES):
        images = gallery.css("img")
        if not images or images[0].mem_id in done or gallery.css_first("pre, table") is not None:
            continue
        done |= {image.mem_id for image in images}
        write_gallery(tree, gallery, images)


def write_gallery(tree: LexborHTMLParser, gallery: LexborNode, images: list[LexborNode]) -> None:
    held = {image.mem_id: caption_of(image, gallery) for image in images}
    inside = {caption.mem_id for caption in held.values() if caption is not None}
    of_all = [c for c in gallery.css("figcaption") if c.mem_id not in inside]
    for image in images:
        caption = held[image.mem_id]
        if caption is not None and (words := " ".join(caption.text().split())):
            image.attrs["title"] = words
    paragraph = tree.create_node("p")
    for image in images:
        paragraph.insert_child(image)
        paragraph.insert_child(" ")
    for caption in of_all:
        gallery.insert_after(caption_paragraph(tree, caption))
    gallery.replace_with(paragraph)


def caption_of(image: LexborNode, gallery: LexborNode) -> LexborNode | None:
    """The caption of one picture: in the nearest element that holds no other picture."""
    node, caption = image.parent, None
    while node is not None and node.mem_id != gallery.mem_id and len(node.css("img")) == 1:
        caption = node.css_first(CAPTIONS)
        if caption is not None:
            return caption
        node = node.parent
    return None


def caption_paragraph(tree: LexborHTMLParser, caption: LexborNode) -> LexborNode:
    paragraph = tree.create_node("p")
    for child in list(caption.iter(include_text=True)):
        paragraph.insert_child(child)
    return paragraph
