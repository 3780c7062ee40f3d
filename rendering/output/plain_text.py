"""Converts simplified HTML to readable plain text, for mails."""

from collections.abc import Callable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from ..html.allowed import HEADINGS
from ..html.text_flow import BLOCKS, ItemNumbers, walk

DEEPEST = 20  # levels; deeper lists and quotes are not indented further
RULE = "-" * 20
RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
LISTS = frozenset({"dl", "ol", "ul"})
CELLS = frozenset({"td", "th"})
SPACED = frozenset({"blockquote", "figure", "hr", "p", "pre", "table", *LISTS, *HEADINGS})


def plain_text(body: LexborNode) -> str:
    """The text of `body`; link targets are listed at its end and referred to by number."""
    writer = PlainTextWriter()
    for node, entering in walk(body):
        if entering:
            writer.enter(node)
        else:
            writer.leave(node)
    writer.flush()
    addresses = "\n".join(f"[{number}] {each}" for each, number in writer.links.items())
    return "\n".join(writer.lines) + (f"\n\n{addresses}" if addresses else "") + "\n"


@dataclass(slots=True)
class Margin:
    """The prefix of a block's lines; `first` replaces `rest` on the first line."""

    node: int
    rest: str
    first: str
    begun: bool = False


class PlainTextWriter:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.links: dict[str, int] = {}
        self.text: list[str] = []
        self.margins: list[Margin] = []
        self.numbers = ItemNumbers()
        self.gap = False
        self.verbatim = False
        self.picture = ""
        self.starts: dict[int, int] = {}

    def enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self.text.append(node.text_content or "")
        elif tag in CELLS:
            self.text.append(" | " if has_cell_before(node) else "")
        elif tag in BLOCKS:
            self.begin_block(node, tag)
        elif tag == "img":
            self.write_picture(node.attributes.get("alt") or "", node.attributes.get("src") or "")
        elif tag in INLINE:
            self.starts[node.mem_id] = len(self.text)

    def leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in INLINE:
            start = self.starts.pop(node.mem_id)
            inside = "".join(self.text[start:])
            self.text[start:] = [INLINE[tag](inside)]
            if tag == "a" and not (node.parent is not None and node.parent.tag == "sup"):
                self.write_reference(node.attributes.get("href") or "", inside)
        elif tag in BLOCKS and tag not in CELLS:
            self.end_block(node)

    def begin_block(self, node: LexborNode, tag: str) -> None:
        self.flush()
        self.gap = self.gap or is_spaced(node)
        self.indent(node, tag)
        if tag == "hr":
            self.emit([RULE])
        elif tag in HEADINGS:
            self.text.append("#" * int(tag[1]) + " ")
        elif tag == "pre":
            self.verbatim = True

    def indent(self, node: LexborNode, tag: str) -> None:
        if tag == "li":
            first = self.numbers.before(node) or "- "
            margin = Margin(node.mem_id, " " * len(first), first)
        elif tag in MARGINS:
            margin = Margin(node.mem_id, MARGINS[tag], MARGINS[tag])
        else:
            return
        if len(self.margins) < DEEPEST:
            self.margins.append(margin)

    def end_block(self, node: LexborNode) -> None:
        if node.tag == "figcaption":
            self.write_reference(self.picture)
            self.picture = ""
        self.flush()
        self.verbatim = self.verbatim and node.tag != "pre"
        self.gap = self.gap or is_spaced(node)
        if self.margins and self.margins[-1].node == node.mem_id:
            self.margins.pop()

    def write_picture(self, words: str, address: str) -> None:
        """Write a picture's alternative text; without one, its caption will carry the link."""
        self.picture = "" if words else address
        if words:
            self.text.append(f"[{words}]")
            self.write_reference(address)

    def write_reference(self, address: str, text: str = "") -> None:
        """Write the number of an address, unless the text is the address itself."""
        if address and text.strip() != address.removeprefix("mailto:"):
            self.text.append(f"[{self.links.setdefault(address, len(self.links) + 1)}]")

    def flush(self) -> None:
        text = "".join(self.text)
        self.text.clear()
        if not text.strip():
            return
        self.emit(text.strip("\n").split("\n") if self.verbatim else [" ".join(text.split())])

    def emit(self, lines: list[str]) -> None:
        if self.gap and self.lines:
            begun = [margin.rest for margin in self.margins if margin.begun]
            self.lines.append("".join(begun).rstrip())
        self.gap = False
        for line in lines:
            self.lines.append(f"{self.margin()}{line}".rstrip())

    def margin(self) -> str:
        margins = self.margins
        prefix = "".join(each.rest if each.begun else each.first for each in margins)
        for each in margins:
            each.begun = True
        return prefix


def is_spaced(node: LexborNode) -> bool:
    """Whether empty lines surround the element; a list within a list item has none."""
    nested = node.tag in LISTS and node.parent is not None and node.parent.tag == "li"
    return node.tag in SPACED and not nested


def has_cell_before(node: LexborNode) -> bool:
    before = node.prev
    while before is not None and before.tag not in CELLS:
        before = before.prev
    return before is not None


def superscript(text: str) -> str:
    """A footnote reference or an exponent."""
    bare = text.strip("[]")
    translated = bare.translate(RAISED)
    return translated if all(ord(character) in RAISED for character in bare) else f"^{bare}"


def subscript(text: str) -> str:
    return text.translate(LOWERED) if all(ord(each) in LOWERED for each in text) else f"_{text}"


def in_backticks(text: str) -> str:
    return text if text.startswith("$") or "\n" in text else f"`{text}`"


INLINE: dict[str, Callable[[str], str]] = {
    "a": str,
    "code": in_backticks,
    "del": "~~{}~~".format,
    "s": "~~{}~~".format,
    "sub": subscript,
    "sup": superscript,
}
MARGINS = {"blockquote": "> ", "dd": "    ", "pre": "    "}
