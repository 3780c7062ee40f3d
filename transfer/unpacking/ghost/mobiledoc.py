"""The texts of Ghost's older editor, Mobiledoc 0.3, as HTML."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from transfer.json_values import object_of, text_value

from .cards import GhostCards

MARKUP, PICTURE, LIST, CARD = 1, 2, 3, 10
TAGS = frozenset(
    {"a", "b", "code", "em", "i", "mark", "s", "del", "strong", "sub", "sup", "u", "strike"}
)
BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "pull-quote"})


class Mobiledoc:
    def __init__(self, value: Any, cards: GhostCards) -> None:
        self.value = object_of(value)
        self.cards = cards

    def html(self) -> str:
        return "".join(self.section(each) for each in self.items("sections"))

    def items(self, name: str) -> Sequence[list[Any]]:
        found = self.value.get(name)
        rows = found if isinstance(found, list) else []
        return [row for row in rows if isinstance(row, list) and row]

    def named(self, name: str, at: Any) -> list[Any]:
        rows = self.value.get(name)
        if not isinstance(rows, list) or not isinstance(at, int) or not 0 <= at < len(rows):
            return []
        return rows[at] if isinstance(rows[at], list) else []

    def section(self, section: list[Any]) -> str:
        kind, *rest = section
        if kind == MARKUP and len(rest) > 1:
            tag = rest[0] if rest[0] in BLOCKS else "p"
            tag = "blockquote" if tag in ("aside", "pull-quote") else tag
            return f"<{tag}>{self.line(rest[1])}</{tag}>"
        if kind == PICTURE and rest:
            return f'<p><img src="{escape(text_value(rest[0]))}" alt=""></p>'
        if kind == LIST and len(rest) > 1 and isinstance(rest[1], list):
            tag = "ol" if rest[0] == "ol" else "ul"
            items = "".join(f"<li>{self.line(item)}</li>" for item in rest[1])
            return f"<{tag}>{items}</{tag}>"
        if kind == CARD and rest:
            name, data = (*self.named("cards", rest[0]), None, None)[:2]
            return self.cards.html(text_value(name), object_of(data))
        return ""

    def line(self, markers: Any) -> str:
        """Markers open markups, have a text or atom, and close some of those that are open."""
        opened: list[str] = []
        made: list[str] = []
        for marker in markers if isinstance(markers, list) else []:
            if not isinstance(marker, list) or len(marker) != 4:
                continue
            kind, starts, ends, value = marker
            for at in starts if isinstance(starts, list) else []:
                tag, attributes = self.markup(at)
                opened.append(tag)
                made.append(f"<{tag}{attributes}>" if tag else "")
            made.append(self.atom(value) if kind == 1 else escape(str(value)))
            for _each in range(ends if isinstance(ends, int) else 0):
                tag = opened.pop() if opened else ""
                made.append(f"</{tag}>" if tag else "")
        return "".join(made)

    def markup(self, at: Any) -> tuple[str, str]:
        tag, *rest = self.named("markups", at) or [""]
        if tag not in TAGS:
            return "", ""
        attributes = dict(attribute_pairs(rest[0] if rest else None))
        href = attributes.get("href", "")
        return tag, f' href="{escape(href)}"' if tag == "a" and href else ""

    def atom(self, at: Any) -> str:
        name, *rest = self.named("atoms", at) or [""]
        return "<br>" if name == "soft-return" else escape(text_value(rest[0] if rest else ""))


def attribute_pairs(flat: Any) -> Iterator[tuple[str, str]]:
    """`["href", "…", "rel", "…"]`"""
    values = flat if isinstance(flat, list) else []
    for at, (name, value) in enumerate(pairwise(values)):
        if at % 2 == 0:
            yield text_value(name), text_value(value)
