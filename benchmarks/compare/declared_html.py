"""Differences that are meant and that only the finished page of the other program shows."""

import re
from html import escape, unescape
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
OPENED = frozenset({"http", "https", "mailto", "tel"})
FRAME = re.compile(
    r"<iframe\b[^<>]*?\ssrc\s*=\s*[\"']([^\"'<>]+)[\"'][^<>]*>(?:[^<]*</iframe>)?", re.IGNORECASE
)


def with_embeds(html: str) -> str:
    """A page within the page is a link to it, since readers' browsers ask only this site."""

    def link(frame: re.Match[str]) -> str:
        address = escape(re.sub(r"^//", "https://", unescape(frame[1]).strip()))
        return f'<a href="{address}">{address}</a>'

    return FRAME.sub(link, html)


def order_notes(body: LexborNode) -> None:
    """Notes stand as the page mentions them; Python-Markdown leaves them as they are defined."""
    notes = body.css_first("div.footnote > ol")
    if notes is None:
        return
    mentions: dict[str, int] = {}
    for place, mention in enumerate(body.css("a.footnote-ref")):
        mentions.setdefault((mention.attributes["href"] or "")[1:], place)
    items = [item for item in notes.iter() if item.tag == "li"]
    for item in sorted(items, key=lambda item: mentions.get(item.id or "", len(mentions))):
        notes.insert_child(item, move=True)


def show_words(body: LexborNode) -> None:
    """Links and pictures whose addresses no page may have are the words that stand for them."""
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
    """A bare link shows its address as people read it, without percent signs."""
    for link in body.css("a[href^='http']"):
        text = link.text()
        if text.startswith("http") and "%" in text:
            link.replace_with(unquote(text))
