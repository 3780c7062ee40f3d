"""Reads a finished page into blocks of text, code, formulas and media, in reading order."""

from collections.abc import Callable
from html import unescape
from re import compile

from selectolax.lexbor import LexborNode

from ..document import MORE_CLASS, Document
from ..html.allowed import HEADINGS
from ..html.text_flow import BLOCKS, ItemNumbers
from ..page_blocks import HELD_END, HELD_NUMBER, HELD_START, BlockKind, PageBlock
from ..placeholders import CodeBlock, EquationReference, Formula
from .contents_lists import contents_lists

TAG = compile(r"<[^>]*>")
# A formula that only defines macros; it is not visible.
HIDDEN_FORMULA = '<math class="silent">'
MEDIA = frozenset({"img", "video", "audio"})
# Classes of links to footnotes, back from them, and to headings.
HIDDEN_CLASSES = frozenset({"fn", "back", "sec"})
HIDDEN_TAGS = frozenset({"a", "span", "sup"})
TEXT_NODE = "-text"


def read_page(document: Document) -> None:
    """Fill `document.blocks`. Iterative, so that deep nesting is harmless."""
    reader = PageReader(document)
    node: LexborNode | None = document.body
    while node is not None:
        tag = node.tag or ""
        if reader.enter(node, tag) and node.first_child is not None:
            node = node.first_child
            continue
        if tag != TEXT_NODE:
            reader.leave(node, tag)
        while (following := node.next) is None and tag != "body" and node.parent is not None:
            node = node.parent
            tag = node.tag or ""
            reader.leave(node, tag)
        node = None if tag == "body" else following


def replace_formulas(document: Document, text: str, words: Callable[[Formula], str]) -> str:
    """Replace the formulas in `text` by what `words` returns for each."""
    if HELD_START not in text:
        return text
    return HELD_NUMBER.sub(lambda match: words(held_formula(document, match[1])), text)


def with_latex(document: Document, text: str) -> str:
    """Replace the formulas in `text` by their LaTeX source."""
    return replace_formulas(document, text, lambda formula: formula.latex)


def formulas_in(document: Document, text: str) -> list[Formula]:
    return [held_formula(document, number) for number in HELD_NUMBER.findall(text)]


def held_formula(document: Document, number: str) -> Formula:
    found = document.held[int(number)]
    assert isinstance(found, Formula)
    return found


class PageReader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.text: list[str] = []
        self.unlinked: list[str] = []
        self.in_link = False
        self.number = ""
        self.numbers = ItemNumbers()
        self.contents = contents_lists(document)
        self.within: list[tuple[LexborNode, BlockKind]] = [(document.body, BlockKind.PROSE)]

    def enter(self, node: LexborNode, tag: str) -> bool:
        """Read the beginning of `node`; return whether its content is to be read too."""
        if tag == TEXT_NODE:
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
        if tag in HIDDEN_TAGS and (name := node.attributes.get("class")):
            if node.mem_id in self.document.extracted_texts:
                self.enter_text(self.document.extracted_texts[node.mem_id])
                return False
            if name == MORE_CLASS:
                self.end_excerpt()
            if name in HIDDEN_CLASSES or name == MORE_CLASS:
                return False
        if is_link_or_broken_link(node, tag):
            self.in_link = True
        if tag in BLOCKS:
            self.end_text(tag)
            self.number = self.numbers.before(node) or self.number
        if kind := self.kind_within(node, tag):
            self.flush()
            self.within.append((node, kind))
        return True

    def kind_within(self, node: LexborNode, tag: str) -> BlockKind | None:
        """The kind of the text in `node`; None if it is that of the text around it."""
        return BlockKind.CONTENTS if node.mem_id in self.contents else block_kind(node, tag)

    def enter_text(self, text: str) -> None:
        self.text.append(text)
        if not self.in_link:
            self.unlinked.append(text)

    def end_excerpt(self) -> None:
        self.flush()
        if self.document.blocks_before_more is None:
            self.document.blocks_before_more = len(self.document.blocks)

    def enter_code(self, node: LexborNode) -> bool:
        match self.document.held_by(node):
            case None:
                return self.enter_bare_code(node)
            case Formula(html=html) if html.startswith(HIDDEN_FORMULA):
                pass
            case Formula(block=False):
                self.enter_text(formula_mark(node))
            case Formula():
                self.flush()
                self.add(PageBlock(BlockKind.FORMULA, formula_mark(node)))
            case CodeBlock(words=str(words)):
                self.flush()
                self.add(PageBlock(BlockKind.MEDIA, words))
            case CodeBlock(source=source, title=title) as code if node.tag == "pre":
                self.flush()
                first = code.start if code.numbers else 0
                self.add(PageBlock(BlockKind.CODE, source, title=title, first_line=first))
            case CodeBlock(source=source):
                self.enter_text(source)
                self.document.inline_codes.append(source)
            case EquationReference(html=html):
                self.enter_text(unescape(TAG.sub("", html)))
        return False

    def enter_bare_code(self, node: LexborNode) -> bool:
        """Read code without a language, which has no placeholder."""
        if node.tag == "code":
            self.document.inline_codes.append(self.document.with_sources(node.text()))
            return True
        self.flush()
        self.add(PageBlock(BlockKind.CODE, self.document.with_sources(node.text())))
        return False

    def leave(self, node: LexborNode, tag: str) -> None:
        if self.in_link and is_link_or_broken_link(node, tag):
            self.in_link = False
        if tag in BLOCKS:
            self.end_text(tag)
        # Comparing nodes would compare their whole HTML.
        if self.within[-1][0].mem_id == node.mem_id:
            self.flush()
            self.within.pop()

    def end_text(self, tag: str) -> None:
        """End a block of text; the cells of a table row stay one block."""
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


def is_link_or_broken_link(node: LexborNode, tag: str) -> bool:
    """Whether `node` is a link, or the text of a broken one."""
    return tag == "a" or (tag == "span" and node.attributes.get("class") == "broken")


def formula_mark(node: LexborNode) -> str:
    """The mark that stands for a formula in a block's text; `node` is its placeholder."""
    return f"{HELD_START}{node.text().partition('-')[2]}{HELD_END}"


def block_kind(node: LexborNode, tag: str) -> BlockKind | None:
    """The kind of the text in `node`; None if it is that of the text around it."""
    if tag in HEADINGS:
        return BlockKind.HEADING
    if tag == "tr":
        return BlockKind.ROW
    if tag in ("figcaption", "caption"):
        return BlockKind.CAPTION
    if tag == "summary" or (tag == "b" and node.parent is not None and node.parent.tag == "aside"):
        return BlockKind.TITLE
    if tag == "details" and node.attributes.get("class") == "tab" and "open" not in node.attributes:
        return BlockKind.TAB
    if tag == "section" and node.attributes.get("class") == "notes":
        return BlockKind.NOTE
    return None
