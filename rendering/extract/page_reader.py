"""Reading the page as a reader does: once, from beginning to end."""

from collections.abc import Callable
from html import unescape
from re import compile

from selectolax.lexbor import LexborNode

from ..document import MORE_CLASS, Document
from ..html.allowed import HEADINGS
from ..html.text_flow import BLOCKS, ItemNumbers
from ..page_blocks import HELD_END, HELD_NUMBER, HELD_START, BlockKind, PageBlock
from ..placeholders import CodeBlock, EquationReference, Formula

TAG = compile(r"<[^>]*>")
# A formula that only defines macros: no reader sees it.
SILENT = '<math class="silent">'
MEDIA = frozenset({"img", "video", "audio"})
# Signs that lead to a footnote, back from it, or to the heading itself; marks of other systems.
SIGNS = frozenset({"fn", "back", "quiet", "sec"})
SIGN_TAGS = frozenset({"a", "span", "sup"})
TEXT = "-text"


def read_page(document: Document) -> None:
    """Without recursion, so that depth costs nothing."""
    reader = Reader(document)
    node: LexborNode | None = document.body
    while node is not None:
        tag = node.tag or ""
        if reader.enter(node, tag) and node.first_child is not None:
            node = node.first_child
            continue
        if tag != TEXT:
            reader.leave(node, tag)
        while (following := node.next) is None and tag != "body" and node.parent is not None:
            node = node.parent
            tag = node.tag or ""
            reader.leave(node, tag)
        node = None if tag == "body" else following


def spell(document: Document, text: str, words: Callable[[Formula], str]) -> str:
    """`text` with words for the formulas in it."""
    if HELD_START not in text:
        return text
    return HELD_NUMBER.sub(lambda match: words(formula(document, match[1])), text)


def latex(document: Document, text: str) -> str:
    """`text` with its formulas as their authors wrote them."""
    return spell(document, text, lambda formula: formula.latex)


def formulas(document: Document, text: str) -> list[Formula]:
    return [formula(document, number) for number in HELD_NUMBER.findall(text)]


def formula(document: Document, number: str) -> Formula:
    found = document.held[int(number)]
    assert isinstance(found, Formula)
    return found


class Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.text: list[str] = []
        self.unlinked: list[str] = []
        self.in_link = False
        self.number = ""
        self.numbers = ItemNumbers()
        self.within: list[tuple[LexborNode, BlockKind]] = [(document.body, BlockKind.PROSE)]

    def enter(self, node: LexborNode, tag: str) -> bool:
        """Take in what `node` is; whether what is in it is to be read too."""
        if tag == TEXT:
            self.enter_text(node.text_content or "")
            return False
        if tag in ("pre", "code"):
            return self.enter_code(node)
        if tag in MEDIA:
            words = node.attributes.get("alt") or node.attributes.get("aria-label") or ""
            self.add(PageBlock(BlockKind.MEDIA, words, node=node))
            return False
        if node.mem_id in self.document.stand_ins:
            words = self.document.stand_ins[node.mem_id]
            self.add(PageBlock(BlockKind.MEDIA, words, node=node))
            return False
        if tag in SIGN_TAGS and (name := node.attributes.get("class")):
            if name == MORE_CLASS:
                self.end_excerpt()
            if name in SIGNS or name == MORE_CLASS:
                return False
        if is_link(node, tag):
            self.in_link = True
        if tag in BLOCKS:
            self.edge(tag)
            self.number = self.numbers.before(node) or self.number
        if kind := kind_of(node, tag):
            self.flush()
            self.within.append((node, kind))
        return True

    def enter_text(self, text: str) -> None:
        self.text.append(text)
        if not self.in_link:
            self.unlinked.append(text)

    def end_excerpt(self) -> None:
        self.flush()
        if self.document.before_more is None:
            self.document.before_more = len(self.document.blocks)

    def enter_code(self, node: LexborNode) -> bool:
        match self.document.held_by(node):
            case None:
                return self.enter_bare_code(node)
            case Formula(html=html) if html.startswith(SILENT):
                pass
            case Formula(block=False):
                self.enter_text(mark(node))
            case Formula():
                self.flush()
                self.add(PageBlock(BlockKind.FORMULA, mark(node)))
            case CodeBlock(source=source, title=title) if node.tag == "pre":
                self.flush()
                self.add(PageBlock(BlockKind.CODE, source, title=title))
            case CodeBlock(source=source):
                self.enter_text(source)
                self.document.codes.append(source)
            case EquationReference(html=html):
                self.enter_text(unescape(TAG.sub("", html)))
        return False

    def enter_bare_code(self, node: LexborNode) -> bool:
        """What the author set as code without saying which."""
        if node.tag == "code":
            self.document.codes.append(self.document.as_text(node.text()))
            return True
        self.flush()
        self.add(PageBlock(BlockKind.CODE, self.document.as_text(node.text())))
        return False

    def leave(self, node: LexborNode, tag: str) -> None:
        if self.in_link and is_link(node, tag):
            self.in_link = False
        if tag in BLOCKS:
            self.edge(tag)
        # Comparing nodes themselves would compare their whole HTML.
        if self.within[-1][0].mem_id == node.mem_id:
            self.flush()
            self.within.pop()

    def edge(self, tag: str) -> None:
        """The end of a text, but for the cells of a row: they stay one."""
        if self.within[-1][1] is BlockKind.ROW and tag != "tr":
            self.text.append(" ")
        else:
            self.flush()

    def flush(self) -> None:
        node, kind = self.within[-1]
        text, unlinked = "".join(self.text).strip(), "".join(self.unlinked)
        self.text.clear()
        self.unlinked.clear()
        if text:
            text = " ".join(text.split()) if kind is BlockKind.ROW else text
            self.add(PageBlock(kind, text, node=node, unlinked=unlinked))

    def add(self, block: PageBlock) -> None:
        if block.kind is not BlockKind.MEDIA:
            block.number, self.number = self.number, ""
        self.document.blocks.append(block)


def is_link(node: LexborNode, tag: str) -> bool:
    """Or the words of one that leads nowhere."""
    return tag == "a" or (tag == "span" and node.attributes.get("class") == "broken")


def mark(node: LexborNode) -> str:
    """What stands for the formula that `node` is the placeholder of."""
    return f"{HELD_START}{node.text().partition('-')[2]}{HELD_END}"


def kind_of(node: LexborNode, tag: str) -> BlockKind | None:
    """What the text in `node` is, where that differs from what surrounds it."""
    if tag in HEADINGS:
        return BlockKind.HEADING
    if tag == "tr":
        return BlockKind.ROW
    if tag in ("figcaption", "caption"):
        return BlockKind.CAPTION
    if tag == "summary" or (tag == "b" and node.parent is not None and node.parent.tag == "aside"):
        return BlockKind.TITLE
    if tag == "section" and node.attributes.get("class") == "notes":
        return BlockKind.NOTE
    return None
