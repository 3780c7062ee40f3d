"""Right-to-left text, and control characters that change the direction of text.

A block with Hebrew or Arabic letters takes its direction from its first letter; so do list markers,
the columns of a table and the edge of a quotation. A direction set by the author stays. Characters
that override the direction (U+202A to U+202E, U+2066 to U+2069) can make code look like other code
(Boucher and Anderson, Trojan Source, 2021). In code they stay and get a visible mark; in prose
their effect ends with the text they stand in.
"""

import re

from ..document import Document
from ..messages import message

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, summary, figcaption, caption"
FRAMES = "ul, ol, table, blockquote"
CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
# From a character that begins a direction to the one that ends it, or to the end of the text.
EMBEDDED = re.compile("[\u202a-\u202e\u2066-\u2069][^\u202c\u2069]*[\u202c\u2069]?")
TAG_OR_TEXT = re.compile(r"<(?P<end>/?)(?P<name>[a-z0-9]+)[^<>]*>|[^<]+")
LITERAL = frozenset({"code", "pre", "kbd", "samp"})


def set_directions(document: Document) -> None:
    if not RIGHT_TO_LEFT.search(document.source):
        return
    directed = {node.mem_id for node in document.body.css("[dir], [dir] *")}
    for frame in document.body.css(FRAMES):
        if frame.mem_id not in directed and begins_right_to_left(frame.text()):
            frame.attrs["dir"] = "rtl"
    for block in document.body.css(BLOCKS):
        if block.mem_id not in directed and RIGHT_TO_LEFT.search(block.text()):
            block.attrs["dir"] = "auto"


def begins_right_to_left(text: str) -> bool:
    first = next(filter(str.isalpha, text), "")
    return RIGHT_TO_LEFT.match(first) is not None


def contain_controls(document: Document) -> None:
    """Isolate or mark control characters in the finished HTML, which contains code and prose."""
    if not CONTROL.search(document.html):
        return
    for control in dict.fromkeys(CONTROL.findall(document.source)):
        named = message("direction-changed", character=character_name(control))
        document.warn(named, line=document.line_of(control))
    document.html = contain_in_html(document.html)


def contain_in_html(html: str) -> str:
    depth = in_formula = 0

    def piece(match: re.Match[str]) -> str:
        nonlocal depth, in_formula
        if name := match["name"]:
            step = -1 if match["end"] else 1
            depth += step * (name in LITERAL)
            in_formula += step * (name == "math")
            return match[0]
        if in_formula:
            return match[0]
        return (
            CONTROL.sub(visible_control, match[0])
            if depth
            else EMBEDDED.sub(isolated_text, match[0])
        )

    return TAG_OR_TEXT.sub(piece, html)


def character_name(character: str) -> str:
    return f"U+{ord(character):04X}"


def visible_control(control: re.Match[str]) -> str:
    return f'<bdi class="control" data-name="{character_name(control[0])}">{control[0]}</bdi>'


def isolated_text(text: re.Match[str]) -> str:
    return f"<bdi>{text[0]}</bdi>"
