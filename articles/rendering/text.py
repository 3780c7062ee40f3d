"""The text of a tree as it flows, and the plain text that search reads."""

from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborNode

from .document import Document

BLOCKS = frozenset(
    {
        *("aside", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt", "figcaption"),
        *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section"),
        *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)

Visit = Callable[[LexborNode], str | None]


def flow(root: LexborNode, visit: Visit) -> str:
    """The text below `root`, a line break at every edge of a block.

    `visit` may answer for an element and all that is in it; None means: look inside.
    """
    return "".join(pieces(root, visit))


def pieces(root: LexborNode, visit: Visit) -> Iterator[str]:
    """Without recursion, so that depth costs nothing."""
    node, numbers = root.first_child, dict[int, int]()
    while node is not None:
        if node.tag == "-text":
            yield node.text_content or ""
            answer: str | None = ""
        else:
            answer = visit(node)
            yield opening(node, answer, numbers)
        if answer is None and node.first_child is not None:
            node = node.first_child
            continue
        while node.next is None:
            yield edge(node)
            assert node.parent is not None
            node = node.parent
            # Comparing nodes themselves would compare their whole HTML.
            if node.mem_id == root.mem_id:
                return
        yield edge(node)
        node = node.next


def opening(node: LexborNode, answer: str | None, numbers: dict[int, int]) -> str:
    if answer is not None:
        return edge(node) + answer if answer else ""
    return edge(node) + item_number(node, numbers)


def edge(node: LexborNode) -> str:
    """An empty line, so that it differs from a line break within a paragraph."""
    return "\n\n" if node.tag in BLOCKS else ""


def item_number(node: LexborNode, numbers: dict[int, int]) -> str:
    """The number that an item of an ordered list shows, as text before it."""
    parent = node.parent
    if node.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    key, value = parent.mem_id, node.attributes.get("value")
    following = numbers.get(key, whole(parent.attributes.get("start"), 1))
    number = whole(value, following)
    numbers[key] = number + 1
    return f"{number}. "


def whole(value: str | None, default: int) -> int:
    digits = (value or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else default


def is_mark(node: LexborNode) -> bool:
    """A sign that leads to a footnote or back, or a caption that repeats its picture's words."""
    name = node.attributes.get("class")
    if name in ("fn", "back"):
        return True
    return (
        node.tag == "figcaption"
        and node.parent is not None
        and node.parent.css_first("img") is not None
    )


def write_text(document: Document) -> None:
    def visit(node: LexborNode) -> str | None:
        if is_mark(node):
            return ""
        if node.tag == "img":
            return node.attributes.get("alt") or ""
        held = document.held_by(node)
        return None if held is None else getattr(held, "latex", "") or getattr(held, "source", "")

    lines = (" ".join(line.split()) for line in flow(document.body, visit).split("\n"))
    document.prose = "\n".join(line for line in lines if line)
