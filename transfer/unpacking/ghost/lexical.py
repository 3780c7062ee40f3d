"""The texts of Ghost's newer editor, Lexical, as HTML."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from transfer.json_values import object_of, objects_of, text_value

from .cards import GhostCards

Node = Mapping[str, Any]
# The bits of `format`
FORMATS = ((1, "strong"), (2, "em"), (4, "s"), (8, "u"), (16, "code"), (32, "sub"), (64, "sup"))
HIGHLIGHT = 128
DEEPEST = 100
PLAIN = frozenset({"root", "text", "extended-text", "paragraph", "linebreak", "tab", "zwnj"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def lexical_html(value: Any, cards: GhostCards) -> str:
    return children_html(object_of(object_of(value).get("root")), cards, 0)


def children_html(node: Node, cards: GhostCards, depth: int) -> str:
    if depth > DEEPEST:
        return ""
    return "".join(node_html(child, cards, depth + 1) for child in objects_of(node.get("children")))


def node_html(node: Node, cards: GhostCards, depth: int) -> str:
    kind = text_value(node.get("type")).removeprefix("extended-")
    if kind == "text":
        return formatted(escape(str(node.get("text") or "")), node.get("format"))
    if kind == "linebreak":
        return "<br>"
    if kind == "list":
        return list_html(node, cards, depth)
    inner = children_html(node, cards, depth)
    if kind in ("link", "autolink", "at-link"):
        return f'<a href="{escape(text_value(node.get("url")))}">{inner}</a>'
    if kind == "paragraph":
        return f"<p>{inner}</p>"
    if kind == "heading":
        tag = text_value(node.get("tag"))
        return f"<{tag}>{inner}</{tag}>" if tag in HEADINGS else f"<h2>{inner}</h2>"
    if kind in ("quote", "aside"):
        return f"<blockquote><p>{inner}</p></blockquote>"
    return inner or (cards.html(kind, node) if kind not in PLAIN else "")


def formatted(text: str, bits: Any) -> str:
    if not isinstance(bits, int) or not text.strip():
        return text
    for bit, tag in FORMATS:
        text = f"<{tag}>{text}</{tag}>" if bits & bit else text
    return f"<mark>{text}</mark>" if bits & HIGHLIGHT else text


def list_html(node: Node, cards: GhostCards, depth: int) -> str:
    tag = "ol" if node.get("listType") == "number" else "ul"
    start = node.get("start")
    first = f' start="{start}"' if tag == "ol" and isinstance(start, int) and start > 1 else ""
    return f"<{tag}{first}>{''.join(items_html(node, cards, depth))}</{tag}>"


def items_html(node: Node, cards: GhostCards, depth: int) -> Iterator[str]:
    """The items. One with nothing but a list belongs to the item before it."""
    for item in objects_of(node.get("children")):
        inner = children_html(item, cards, depth + 1)
        kinds = [child.get("type") for child in objects_of(item.get("children"))]
        if kinds == ["list"]:
            yield inner
        elif "checked" in item and node.get("listType") == "check":
            checked = " checked" if item["checked"] else ""
            yield f'<li><input type="checkbox"{checked}> {inner}</li>'
        else:
            yield f"<li>{inner}</li>"


def is_lexical(value: Any) -> bool:
    children: Sequence[Node] = objects_of(object_of(object_of(value).get("root")).get("children"))
    return bool(children)
