"""The words of HTML, for titles and summaries."""

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser

INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|br|code|em|font|i|kbd|mark|small|span|strong|sub|sup|u|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
LONGEST_TITLE = 60


def words_of_html(html: str) -> str:
    """All words on one line."""
    body = LexborHTMLParser(f"<body>{html}").body
    return " ".join(body.text(separator=" ").split()) if body is not None else ""


def plain_title(written: str) -> str:
    """A title without tags and entities. `a < b` stays as it is."""
    return " ".join(unescape(INLINE_TAG.sub("", written)).split())


def title_of_text(html: str) -> str:
    """A title for a text without one: its first words."""
    words = words_of_html(html)
    if len(words) <= LONGEST_TITLE:
        return words
    return words[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",，;；:：、") + "…"
