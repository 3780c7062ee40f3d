"""Cards for videos, code and papers on other sites, from a bare link in a paragraph of its own.

A card loads nothing from there. Its title and picture are among the known names; without them it
is titled by its service and kind, and the caption is the id. `data-frame` is the player, which a
script loads on a click.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ..compat.embed_sites import SITES
from ..document import Document
from ..messages import Message, message
from ..options import EmbedDetails
from ..parts.figures import stands_alone
from ..tree import children, create_element, iter_nonblank_children, keep_line, replace_node
from .embed_services import Embed, find_embed
from .link_targets import encoded_address

# Not list items and cells: there, a link is one of many.
PARENTS = frozenset({"body", "div", "blockquote", "details", "aside", "section"})
SITE_NAMES = frozenset(name for name, _pattern in SITES.values())


def link_bare_addresses(document: Document) -> None:
    """Python-Markdown leaves bare addresses as text: link those that become cards."""
    is_needed = document.options.cards and document.dialect == "python-markdown"
    for paragraph in lone_paragraphs(document) if is_needed else ():
        words = paragraph.text().split() if has_text_alone(paragraph) else []
        if words and all(map(find_embed, words)):
            for child in children(paragraph):
                child.remove()
            for word in words:
                link = create_element(document, "a", href=encoded_address(word))
                link.insert_child(word)
                paragraph.insert_child(link, move=True)


def has_text_alone(paragraph: LexborNode) -> bool:
    return all(child.tag in ("-text", "br") for child in children(paragraph))


def lone_paragraphs(document: Document) -> Iterator[LexborNode]:
    for paragraph in document.body.css("p"):
        if paragraph.parent is not None and paragraph.parent.tag in PARENTS:
            yield paragraph


def make_embed_cards(document: Document) -> None:
    if not document.options.cards:
        return
    for paragraph in lone_paragraphs(document):
        links = [node for node in iter_nonblank_children(paragraph) if node.tag != "br"]
        found = [(node, embed) for node in links if (embed := bare_embed(node))]
        if found and len(found) == len(links):
            for node, embed in found:
                card = embed_card(document, node, embed)
                keep_line(paragraph, card)
                paragraph.insert_before(card, move=True)
            paragraph.remove()
    for link in links_between_blocks(document):
        if embed := bare_embed(link):
            replace_node(link, embed_card(document, link, embed))


def links_between_blocks(document: Document) -> Iterator[LexborNode]:
    """Links in no paragraph: such as what was an <iframe>."""
    for link in document.body.css("a"):
        if link.parent is not None and link.parent.tag in PARENTS and stands_alone(link):
            yield link


def bare_embed(node: LexborNode) -> Embed | None:
    """The page that `node` links to, if it is a link whose text is only its address."""
    address = node.attributes.get("href") or "" if node.tag == "a" else ""
    embed = find_embed(address) if address else None
    return embed if embed and is_bare(node.text().strip(), address) else None


def is_bare(text: str, address: str) -> bool:
    """Whether the text is the address, or what a tag of another system makes of it."""
    if text.partition(": ")[0] in SITE_NAMES:
        return True
    written = encoded_address(text)
    return address.removeprefix("http://") in (written, written.removeprefix("http://"))


def embed_card(document: Document, link: LexborNode, embed: Embed) -> LexborNode:
    known = document.options.known
    details = known.embeds.get(embed.key, EmbedDetails()) if known else EmbedDetails()
    address = link.attributes.get("href") or ""
    if details.fault:
        warn_of_fault(document, address, details.fault)
    card = create_element(document, "figure", class_="embed")
    card.attrs["data-embed"] = embed.key
    if embed.frame:
        card.attrs["data-frame"] = embed.frame
    title, caption = card_words(document, embed, details)
    card.insert_child(card_link(document, address, title, details), move=True)
    caption_element = create_element(document, "figcaption")
    caption_element.insert_child(caption)
    card.insert_child(caption_element, move=True)
    document.stand_ins[card.mem_id] = title
    document.embeds.append(embed.key)
    return card


def card_words(document: Document, embed: Embed, details: EmbedDetails) -> tuple[str, str]:
    """The title and the caption. The number of a paper is as good as a title; other ids are not."""
    kind = document.words.embeds[embed.service.kind]
    name = document.words.embeds.get(embed.service.name, embed.service.name)
    if details.title or embed.service.kind == "paper":
        return details.title or embed.label, " · ".join(filter(None, [name, kind, details.author]))
    return f"{name} {kind}" if name.isascii() else f"{name}{kind}", embed.label


def card_link(document: Document, address: str, title: str, details: EmbedDetails) -> LexborNode:
    link = create_element(document, "a", href=address, rel="noopener")
    if picture := details.picture:
        image = create_element(document, "img", src=encoded_address(picture.address), alt="")
        if picture.width and picture.height:
            image.attrs["width"], image.attrs["height"] = str(picture.width), str(picture.height)
        link.insert_child(image, move=True)
    words = create_element(document, "b")
    words.insert_child(title)
    link.insert_child(words, move=True)
    return link


def warn_of_fault(document: Document, address: str, fault: Message) -> None:
    told = message("page-not-fetched", reason=fault)
    document.warn(told, line=document.line_of(address), quote=address)
