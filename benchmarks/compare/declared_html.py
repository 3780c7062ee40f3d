"""Intended differences that only the HTML of the other program shows."""

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

HOLDERS = frozenset({"body", "blockquote", "details", "div", "section"})
BLOCKS = HOLDERS | {
    *("address", "article", "aside", "center", "dl", "fieldset", "figure", "footer", "form"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "ol", "p", "pre", "table", "ul"),
}
SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
OPENED = frozenset({"http", "https", "mailto", "tel"})
FRAME = re.compile(
    r"<iframe\b[^<>]*?\ssrc\s*=\s*[\"']([^\"'<>]+)[\"'][^<>]*>(?:[^<]*</iframe>)?", re.IGNORECASE
)


def with_embeds(html: str) -> str:
    """An embedded page is a link, because pages of this site request no other site."""

    def link(frame: re.Match[str]) -> str:
        address = escape(re.sub(r"^//", "https://", unescape(frame[1]).strip()))
        return f'<a href="{address}">{address}</a>'

    return FRAME.sub(link, html)


def order_notes(body: LexborNode) -> None:
    """Footnotes are in the order of their references; Python-Markdown keeps that of definitions."""
    notes = body.css_first("div.footnote > ol")
    if notes is None:
        return
    mentions: dict[str, int] = {}
    for place, mention in enumerate(body.css("a.footnote-ref")):
        mentions.setdefault((mention.attributes["href"] or "")[1:], place)
    items = [item for item in notes.iter() if item.tag == "li"]
    for item in sorted(items, key=lambda item: mentions.get(item.id or "", len(mentions))):
        notes.insert_child(item, move=True)


def lone_pictures(body: LexborNode) -> int:
    """How many pictures and players stand between blocks, where HTML has no paragraph: each is a
    figure of ours.
    """
    return sum(stands_alone(linked(picture)) for picture in body.css("img, video, audio"))


def linked(picture: LexborNode) -> LexborNode:
    parent = picture.parent
    only = parent is not None and parent.tag == "a" and not parent.text().strip()
    return parent if only and parent is not None else picture


def stands_alone(node: LexborNode) -> bool:
    around = [holder.tag for holder in holders(node)]
    if around[0] not in HOLDERS or "li" in around or "dd" in around:
        return False
    sides = beside(node, "prev"), beside(node, "next")
    return all(side is None or side.tag in BLOCKS for side in sides)


def holders(node: LexborNode) -> Iterator[LexborNode]:
    while node.parent is not None:
        node = node.parent
        yield node


def beside(node: LexborNode, direction: str) -> LexborNode | None:
    side: LexborNode | None = getattr(node, direction)
    while side is not None and side.tag in ("-text", "-comment") and is_blank(side):
        side = getattr(side, direction)
    return side


def is_blank(node: LexborNode) -> bool:
    return node.tag == "-comment" or not (node.text_content or "").strip()


def show_words(body: LexborNode) -> None:
    """Links and pictures with a forbidden URL are shown as their text."""
    for link in body.css("a[href]"):
        if leads_nowhere(link.attributes["href"] or ""):
            del link.attrs["href"]
    for picture in body.css("img"):
        if leads_nowhere(picture.attributes.get("src") or ""):
            picture.replace_with(picture.attributes.get("alt") or "")


def leads_nowhere(address: str) -> bool:
    found = SCHEME.match(address)
    return found is not None and found[1].lower() not in OPENED


def make_readable(body: LexborNode) -> None:
    """The text of a bare link is its URL without percent-encoding."""
    for link in body.css("a[href^='http']"):
        text = link.text()
        if text.startswith("http") and "%" in text:
            link.replace_with(unquote(text))
