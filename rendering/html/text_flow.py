"""Text of an HTML tree: an iterative tree walk, text with block boundaries, list numbers."""

from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborNode

BLOCKS = frozenset(
    {
        *("aside", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt", "figcaption"),
        *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section"),
        *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)

CODE = frozenset({"code", "pre", "kbd", "samp"})

Visit = Callable[[LexborNode], str | None]


def walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Yield every node below `root` twice: True when it begins, False when it ends. Iterative."""
    node = root.first_child
    while node is not None:
        yield node, True
        if node.first_child is not None:
            node = node.first_child
            continue
        yield node, False
        while node.next is None:
            assert node.parent is not None
            node = node.parent
            # Comparing nodes would compare their whole HTML.
            if node.mem_id == root.mem_id:
                return
            yield node, False
        node = node.next


def flow_text(root: LexborNode, visit: Visit) -> str:
    """The text below `root`, with an empty line at each edge of a block.

    `visit` may return the text of an element with its content; None means that it is walked.
    """
    return "".join(text_parts(root, visit))


def text_parts(root: LexborNode, visit: Visit) -> Iterator[str]:
    """The parts of the text. Iterative, so that deep nesting is harmless."""
    node = root.first_child
    while node is not None:
        if node.tag == "-text":
            yield node.text_content or ""
            answer: str | None = ""
        else:
            answer = visit(node)
            yield block_edge(node) + (answer or "")
        if answer is None and node.first_child is not None:
            node = node.first_child
            continue
        while node.next is None:
            yield block_edge(node)
            assert node.parent is not None
            node = node.parent
            # Comparing nodes would compare their whole HTML.
            if node.mem_id == root.mem_id:
                return
        yield block_edge(node)
        node = node.next


def block_edge(node: LexborNode) -> str:
    """An empty line for a block, which differs from a line break within a paragraph."""
    return "\n\n" if node.tag in BLOCKS else ""


def is_within_code(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag not in CODE:
        parent = parent.parent
    return parent is not None


class ItemNumbers:
    """The numbers that the items of ordered lists show."""

    def __init__(self) -> None:
        self.following: dict[int, int] = {}

    def before(self, node: LexborNode) -> str:
        """The number before `node`, as `3. `; "" if it is no item of an ordered list."""
        parent = node.parent
        if node.tag != "li" or parent is None or parent.tag != "ol":
            return ""
        key = parent.mem_id
        following = self.following.get(key, parse_whole_number(parent.attributes.get("start"), 1))
        number = parse_whole_number(node.attributes.get("value"), following)
        self.following[key] = number + 1
        return f"{number}. "


def parse_whole_number(value: str | None, default: int) -> int:
    digits = (value or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else default
