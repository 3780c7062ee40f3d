"""Python-Markdown's own constructs, in the form that the shared steps expect."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

from ..callouts import callout_class, callout_title, known_kind
from ..document import CodeBlock, Document, Formula
from ..formulas.delimiters import block_formula, formula_at
from .python_blocks import register_blocks
from .python_code import IndentedCode, InlineCode
from .python_delimiters import register_delimiters
from .python_inline import register_inline

LONGEST_TAG = 1_000
TAG = re.compile(
    r"""<[A-Za-z][\w-]*(?:\s+[\w:.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)+\s*/?>"""
)
INLINE_START = r"(?<!\\)(?:\\\\)*(\$|\\\()"


class EngineExtension(Extension):
    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document

    def extendMarkdown(self, md: Markdown) -> None:
        document = self.document
        md.ESCAPED_CHARS.append("$")
        # Directly after code in backticks, before escapes and emphasis.
        md.inlinePatterns.register(InlineFormula(document), "formula", 189)
        # After fences and indented code, before tables, headings and lists.
        md.parser.blockprocessors.register(BlockFormula(md, document), "formula", 79)
        md.treeprocessors.register(IndentedCode(md, document), "code", 35)
        # After attribute lists.
        md.treeprocessors.register(InlineCode(md), "inline_code", 7)
        md.treeprocessors.register(Callouts(document), "callouts", 5)
        md.treeprocessors.register(Tabs(document), "tabs", 4)
        register_blocks(md, document)
        register_inline(md)
        register_delimiters(md)


def placeholder(document: Document, tag: str, thing: Formula | CodeBlock) -> Element:
    element = Element(tag, {"class": document.class_of(thing)})
    element.text = AtomicString(document.name(thing))
    return element


class InlineFormula(InlineProcessor):
    def __init__(self, document: Document) -> None:
        super().__init__(INLINE_START)
        self.document = document

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        span = formula_at(data, m.start(1))
        # A formula with code or a link in it is none.
        if span is None or STX in span.latex or is_in_tag(data, m.start(1)):
            return None, None, None
        written = data[m.start(1) : span.end]
        formula = Formula(span.latex, span.display, block=False, written=written)
        return placeholder(self.document, "code", formula), m.start(1), span.end


def is_in_tag(text: str, place: int) -> bool:
    """Whether an attribute of raw HTML is there; it is short, or nobody would look so far."""
    start = text.rfind("<", max(0, place - LONGEST_TAG), place)
    tag = TAG.match(text, start, place + LONGEST_TAG) if start >= 0 else None
    return tag is not None and tag.end() > place


class BlockFormula(BlockProcessor):
    """A formula that has its block for itself."""

    def __init__(self, md: Markdown, document: Document) -> None:
        super().__init__(md.parser)
        self.document = document

    def test(self, parent: Element, block: str) -> bool:
        text = block.strip()
        span = block_formula(text)
        return span is not None and span.end == len(text)

    def run(self, parent: Element, blocks: list[str]) -> None:
        span = block_formula(blocks.pop(0).strip())
        assert span is not None
        parent.append(placeholder(self.document, "pre", Formula(span.latex, True, True)))


class DocumentTreeprocessor(Treeprocessor):
    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document


class Callouts(DocumentTreeprocessor):
    """`!!! note` and `??? note`."""

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            kinds = (element.get("class") or "").split()
            if element.tag == "div" and kinds[:1] == ["admonition"]:
                self.finish_open(element, known_kind(kinds[1:]))
            elif element.tag == "details":
                self.finish_folded(element, known_kind(kinds))

    def finish_open(self, element: Element, kind: str) -> None:
        children = list(element)
        element.clear()
        element.tag, element.tail = "aside", "\n"
        element.set("role", "note")
        title = children.pop(0) if is_title(children) else None
        element.set("class", callout_class(kind, self.translate(title, kind)))
        if title is not None:
            title.tag, title.tail, title.attrib = "b", None, {}
            element.append(title)
        SubElement(element, "div").extend(children)

    def finish_folded(self, element: Element, kind: str) -> None:
        self.translate(element.find("summary"), kind)
        element.set("class", callout_class(kind))

    def translate(self, title: Element | None, kind: str) -> bool:
        """Whether the author wrote it; one made of the kind is said in the article's language."""
        if title is None:
            return True
        if len(title) or title.text != kind.capitalize():
            return True
        title.text = callout_title(kind, self.document.language)
        return False


def is_title(children: list[Element]) -> bool:
    return bool(children) and children[0].get("class") == "admonition-title"


class Tabs(DocumentTreeprocessor):
    """`=== "title"` and `===+ "title"`, which is open, in the form that `make_tabs` expects."""

    def run(self, root: Element) -> None:
        for element in list(root.iter("div")):
            if (element.get("class") or "").startswith("tabbed-set"):
                self.fold(element)

    def fold(self, element: Element) -> None:
        labels = list(element.iterfind("div[@class='tabbed-labels']/label"))
        bodies = list(element.iterfind("div[@class='tabbed-content']/div"))
        chosen = ["checked" in button.attrib for button in element.iterfind("input")]
        element.clear()
        element.set("class", "tabs")
        element.tail = "\n"
        for label, body, is_open in zip(labels, bodies, chosen, strict=False):
            body.tag, body.attrib = "details", {"class": "tab", **({"open": ""} if is_open else {})}
            label.tag, label.tail, label.attrib = "summary", None, {}
            body.insert(0, label)
            element.append(body)
