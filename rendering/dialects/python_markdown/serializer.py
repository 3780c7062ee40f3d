"""Python-Markdown's tree as XHTML, as its own serializer writes it, but a leaf at once."""

from xml.etree.ElementTree import Element

from markdown.serializers import (  # type: ignore[attr-defined]
    HTML_EMPTY,
    _escape_attrib_html,
    _escape_cdata,
)

from .placeholders import NAME_BEGINS, NAME_ENDS


def to_xhtml(root: Element) -> str:
    """Without recursion, so that depth costs nothing."""
    pieces: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        tag, tail = node.tag, _escape_cdata(node.tail) if node.tail else ""
        if tag in HTML_EMPTY:
            pieces.append(f"<{tag}{attributes_of(node)} />{tail}")
            continue
        text = _escape_cdata(node.text) if node.text else ""
        pieces.append(f"<{tag}{attributes_of(node)}>{text}")
        if len(node):
            waiting.append(f"</{tag}>{tail}")
            waiting.extend(reversed(node))
        else:
            pieces.append(f"</{tag}>{tail}")
    return "".join(pieces)


def attributes_of(node: Element) -> str:
    if not node.attrib:
        return ""
    return "".join(map(attribute, sorted(node.items())))


def attribute(item: tuple[str, str | None]) -> str:
    """One without a value, as it can be in raw HTML, is its name alone."""
    name, value = item
    if value is not None and NAME_BEGINS in value:
        value = value.replace(NAME_BEGINS, "").replace(NAME_ENDS, "")
    return f" {name}" if value is None else f' {name}="{_escape_attrib_html(value)}"'
