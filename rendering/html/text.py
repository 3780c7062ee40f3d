"""The text of a tree as it flows, and the plain text that search reads."""

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
    """Every node below `root`, when it begins and when it ends, without recursion."""
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
            # Comparing nodes themselves would compare their whole HTML.
            if node.mem_id == root.mem_id:
                return
            yield node, False
        node = node.next


def flow(root: LexborNode, visit: Visit) -> str:
    """The text below `root`, an empty line at every edge of a block.

    `visit` may answer for an element and all that is in it; None means: look inside.
    """
    return "".join(pieces(root, visit))


def pieces(root: LexborNode, visit: Visit) -> Iterator[str]:
    """Without recursion, so that depth costs nothing."""
    node = root.first_child
    while node is not None:
        if node.tag == "-text":
            yield node.text_content or ""
            answer: str | None = ""
        else:
            answer = visit(node)
            yield edge(node) + (answer or "")
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


def edge(node: LexborNode) -> str:
    """An empty line, so that it differs from a line break within a paragraph."""
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
        """What stands before `node` if it is such an item: `3. `."""
        parent = node.parent
        if node.tag != "li" or parent is None or parent.tag != "ol":
            return ""
        key = parent.mem_id
        following = self.following.get(key, whole(parent.attributes.get("start"), 1))
        number = whole(node.attributes.get("value"), following)
        self.following[key] = number + 1
        return f"{number}. "


def whole(value: str | None, default: int) -> int:
    digits = (value or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else default
