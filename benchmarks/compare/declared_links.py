"""Intended differences in links: `https://…` within Chinese text, and `[[note]]`."""

import re

from .outside import outside_code
from .signs import CJK

PART = rf"[^\s<>|`\"()\[\]*{CJK}]"
BARE_LINK = re.compile(
    rf"(?<![A-Za-z0-9<(\[/\"'=`])https?://(?:{PART}|\({PART}*\))+(?<![.,:;!?'_~])"
    r"(?![^\[\]\n]*\]\()"  # the words of a link hold none
)
BARE_HOST = re.compile(rf"(?<=[{CJK}])www\.[\w-]+(?:\.[\w-]+)+(?=[{CJK}\s]|$)", re.ASCII)
NO_HOST = re.compile(rf"(?<![A-Za-z0-9(<\"'])https?:(?=//[{CJK}])")
WIKI_LINK = re.compile(r"(?<!!)\[\[(?=\S)(?![-\d\s,.]+\])([^\]\[|\n]+)(?:\|([^\]\n]+))?\]\](?!\()")
WIKI_PICTURE = re.compile(r"!\[\[([^\]\[|\n]+\.(?:png|jpe?g|gif|webp|svg))\]\]", re.IGNORECASE)


def bare_links(source: str) -> str:
    """A bare link begins behind Chinese and ends before it, and before the asterisks that end
    bold around it. A host that would be Chinese is none.
    """

    def linked(text: str) -> str:
        text = BARE_LINK.sub(r"<\g<0>>", NO_HOST.sub(r"\g<0><!-- -->", text))
        return BARE_HOST.sub(r"[\g<0>](http://\g<0>)", text)

    return outside_code(source, linked)


def wiki_links(source: str) -> str:
    """Obsidian's `[[note]]`, `[[note|words]]` and `![[picture.png]]`."""

    def linked(text: str) -> str:
        text = WIKI_PICTURE.sub(r"![](<\1>)", text)
        return WIKI_LINK.sub(lambda m: f"[{m[2] or m[1]}](<{m[1]}>)", text)

    return outside_code(source, linked)
