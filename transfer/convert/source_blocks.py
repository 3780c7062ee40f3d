"""Block processors of Python-Markdown that keep the author's spelling instead of making HTML."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, BlockQuoteProcessor
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrBlockprocessor
from markdown.extensions.footnotes import FootnoteBlockProcessor
from markdown.extensions.md_in_html import MarkdownInHtmlProcessor
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor

from rendering.dialects.python_markdown.block_processors import FormulaTableProcessor
from rendering.math.formula_delimiters import block_formula

KEPT = "kept"  # the tag of elements whose text is written unchanged
ITEM = re.compile(r" {0,3}((?:\d+\.|[*+-]) +)")
CALLOUT = re.compile(r" {0,3}> ?\[!\w")


@dataclass(slots=True)
class Definitions:
    """Definitions of links, abbreviations and footnotes, by the number of blocks before them."""

    sources: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[int, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))


class SourceExtension(Extension):
    def __init__(self, definitions: Definitions) -> None:
        super().__init__()
        self.definitions = definitions

    def extendMarkdown(self, md: Markdown) -> None:
        blocks, definitions = md.parser.blockprocessors, self.definitions
        footnotes: Any = blocks["footnote"]
        blocks.register(FootnoteDefinition(footnotes.footnotes, definitions), "footnote", 17)
        blocks.register(AbbreviationDefinition(md.parser, definitions), "abbr", 16)
        blocks.register(LinkDefinition(md.parser, definitions), "reference", 15)
        blocks.register(WholeTable(md.parser, {}), "table", 75)
        blocks.register(HtmlElement(md.parser), "markdown_block", 105)
        blocks.register(DisplayFormulaProcessor(md.parser), "formula", 79)
        blocks.register(OrderedList(md.parser), "olist", 40)
        blocks.register(BulletList(md.parser), "ulist", 30)
        blocks.register(QuoteBlock(md.parser), "quote", 20)


class DisplayFormulaProcessor(BlockProcessor):
    """A displayed formula that is a block of its own."""

    def test(self, parent: Element, block: str) -> bool:
        text = block.strip()
        span = block_formula(text)
        return span is not None and span.end == len(text)

    def run(self, parent: Element, blocks: list[str]) -> None:
        first, *others = blocks.pop(0).strip("\n").split("\n")
        if others and others[-1].startswith(" " * self.tab_length):  # the indent of a list's item
            others = [line.removeprefix(" " * self.tab_length) for line in others]
        SubElement(parent, KEPT).text = "\n".join([first.lstrip(), *others])


class WholeTable(FormulaTableProcessor):
    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "table").text = blocks.pop(0)


class HtmlElement(MarkdownInHtmlProcessor):
    """Keeps the attribute `markdown` of elements, for the writer."""

    def parse_element_content(self, element: Element) -> None:
        kind = element.attrib.get("markdown", "off")
        super().parse_element_content(element)
        element.set("markdown", kind)


class QuoteBlock(BlockQuoteProcessor):
    """A block quote that begins with a callout does not continue the one before it."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        apart = CALLOUT.match(blocks[0]) and self.lastChild(parent) is not None
        wall = SubElement(parent, KEPT) if apart else None
        super().run(parent, blocks)
        if wall is not None:
            parent.remove(wall)


class MarkedList(BlockProcessor):
    """Lists whose items have their markers as an attribute."""

    CHILD_RE: re.Pattern[str]

    def run(self, parent: Element, blocks: list[str]) -> None:
        starts = filter(self.CHILD_RE.match, blocks[0].split("\n"))
        markers = [match[1] for match in map(ITEM.match, starts) if match]
        super().run(parent, blocks)
        last = parent if parent.tag in ("ol", "ul") else self.lastChild(parent)
        items = [child for child in last if child.tag == "li"] if last is not None else []
        for item, marker in zip(items[-len(markers) :], markers, strict=False):
            item.set("marker", marker)


class OrderedList(MarkedList, SaneOListProcessor):
    pass


class BulletList(MarkedList, SaneUListProcessor):
    pass


class LinkDefinition(BlockProcessor):
    """Link reference definitions, at any place of a block, unchanged."""

    RE = re.compile(
        r"^ {0,3}\[(?!\^)[^\[\]]*\]: *(?:\n *)?[^\s]+ *(?:\n *)?"
        r"(?:([\"']).*\1 *|\(.*\) *)?$",
        re.MULTILINE,
    )

    def __init__(self, parser: BlockParser, definitions: Definitions) -> None:
        super().__init__(parser)
        self.definitions = definitions

    def test(self, parent: Element, block: str) -> bool:
        return bool(self.RE.search(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        block, at, texts = blocks.pop(0), 0, list[str]()
        for match in self.RE.finditer(block):
            texts.append(block[at : match.start()])
            self.definitions.sources[definition_place(self, parent, texts[0])].append(
                match[0].strip()
            )
            at = match.end()
        texts.append(block[at:])
        blocks[:0] = [text.strip("\n") for text in texts if text.strip()]


class AbbreviationDefinition(AbbrBlockprocessor):
    def __init__(self, parser: BlockParser, definitions: Definitions) -> None:
        super().__init__(parser, {})
        self.definitions = definitions

    def run(self, parent: Element, blocks: list[str]) -> bool:
        block = blocks[0]
        match = self.RE.search(block)
        if not super().run(parent, blocks) or match is None:
            return False
        source = f"*[{match['abbr'].strip()}]: {match['title'].strip()}"
        where = definition_place(self, parent, block[: match.start()])
        self.definitions.sources[where].append(source)
        return True


class FootnoteDefinition(FootnoteBlockProcessor):
    def __init__(self, footnotes: Any, definitions: Definitions) -> None:
        super().__init__(footnotes)
        self.definitions = definitions

    def run(self, parent: Element, blocks: list[str]) -> bool:
        known, block = len(self.footnotes.footnotes), blocks[0]
        match = self.RE.search(block)
        if not super().run(parent, blocks) or match is None:
            return False
        where = definition_place(self, parent, block[: match.start()])
        self.definitions.notes[where] += list(self.footnotes.footnotes.items())[known:]
        return True


def definition_place(processor: BlockProcessor, parent: Element, before: str) -> int:
    """Return how many blocks are before the definition, with the text before it in its block."""
    root = processor.parser.root
    return len(root) + (parent is root and bool(before.strip()))
