"""Attribute lists that authors write: `{#id .class width=60%}`, in all spellings.

Only the site's own list of classes is allowed, so that an article cannot imitate or break the page.
Widths in per cent are classes too, because inline styles are forbidden.
"""

import re
from typing import Final

from ..document import Document
from ..messages import Message, message
from .palette import PALETTE

WIDTHS: Final = tuple(f"w{percent}" for percent in range(5, 101, 5))
# What is shown in one colour scheme only.
SCHEMES: Final = ("light-only", "dark-only")
# Of a picture that says nothing: the library must not describe it.
DECORATIVE: Final = "decorative"
# Of pictures that stand side by side.
ROW: Final = "row"
CLASSES: Final = frozenset(
    {"center", "left", "right", "small", "wide", DECORATIVE, ROW, *SCHEMES, *WIDTHS, *PALETTE}
)
# Elements that may have these classes.
STYLED: Final = (
    *("a", "blockquote", "code", "div", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "img"),
    *("li", "ol", "p", "section", "span", "table", "ul"),
)

# Ids that the site's own pages use.
RESERVED_IDS: Final = frozenset({"main", "search", "toc", "toch", "latest", "related"})
RESERVED_PREFIXES: Final = ("lw-", "fn-", "fnref-", "eq-")
SAFE_ID = re.compile(r"[\w:.-]{1,100}")

VALUE = r"""("[^"\n{}]*"|'[^'\n{}]*'|[^\s{}"'<>]+)"""
ITEM = re.compile(rf"""[ \t]*(?:([#.])([^\s{{}}#.="'<>&]+)|([A-Za-z][\w:-]*)={VALUE})""")
SIZE = re.compile(r"(\d{1,5})(?:\.\d*)?(%|px)?")

ALLOWED = frozenset({"dir", "lang", "start", "title"})
# Attributes that the renderer sets itself, or that have no meaning for readers.
IGNORED = frozenset({"decoding", "loading", "rel", "target"})

Attributes = dict[str, str]


def is_safe_id(value: str) -> bool:
    reserved = value in RESERVED_IDS or value.startswith(RESERVED_PREFIXES)
    return not reserved and SAFE_ID.fullmatch(value) is not None


def read_items(text: str, start: int, end: int) -> tuple[list[tuple[str, str]], int] | None:
    """The names and values of the `{…}` at `start`, and its end; None if it is plain text."""
    if not text.startswith("{", start):
        return None
    place = start + (2 if text.startswith("{:", start) else 1)
    items: list[tuple[str, str]] = []
    while match := ITEM.match(text, place, end):
        name = {"#": "id", ".": "class"}.get(match[1] or "", match[3])
        items.append((name, match[2] or match[4].strip("\"'")))
        place = match.end()
    while place < end and text[place] in " \t":
        place += 1
    closed = items and place < end and text[place] == "}"
    return (items, place + 1) if closed else None


def allowed_attributes(
    document: Document, items: list[tuple[str, str]], line: int | None
) -> Attributes:
    """The allowed attributes; warns of all others."""
    accepted: Attributes = {}
    classes: list[str] = []
    for name, value in items:
        name = name.lower()
        if name == "class":
            classes.extend(known_classes(document, value, line))
        elif name == "width" and (percent := width_class(value)):
            classes.append(percent)
        elif name in ("width", "height") and (pixels := pixel_size(value)):
            accepted[name] = pixels
        elif name in ALLOWED or (name == "id" and is_safe_id(value)):
            accepted[name] = value
        elif name not in IGNORED:
            document.warn(attribute_warning(name, value), line=line)
    if classes:
        accepted["class"] = " ".join(dict.fromkeys(classes))
    return accepted


def known_classes(document: Document, value: str, line: int | None) -> list[str]:
    names = value.split()
    for name in names:
        if name not in CLASSES:
            document.warn(message("class-unknown", name=name, colours=list(PALETTE)), line=line)
    return [name for name in names if name in CLASSES]


def width_class(value: str) -> str | None:
    """`60%` as the class for that width, in steps of five per cent; None if it is no percentage."""
    match = SIZE.fullmatch(value)
    if match is None or match[2] != "%":
        return None
    return f"w{min(100, max(5, 5 * round(int(match[1]) / 5)))}"


def pixel_size(value: str) -> str | None:
    match = SIZE.fullmatch(value)
    return match[1] if match and match[2] != "%" else None


def attribute_warning(name: str, value: str) -> Message:
    if name == "id":
        return message("id-refused", id=value)
    if name in ("width", "height"):
        return message("size-refused", name=name, value=value)
    return message("attribute-left-out", name=name)
