"""Writes the blocks of HTML as Markdown."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..markdown_source.block_layout import SourceBlock, indent_lines, join_blocks, quote_lines
from ..markdown_source.fences import fence_source
from ..markdown_source.line_starts import as_paragraph
from ..tree import children
from .block_nodes import is_block, refuse_levels
from .callout_sources import FoundCallout, callout_of
from .code_listings import is_listing, listing_of
from .elements_left import is_left_out
from .formula_sources import formula_of
from .html_conversion import HtmlConversion
from .html_tables import html_table_lines, needs_html
from .linked_headings import linked_id
from .list_items import LISTS, word_level, write_list, write_word_list
from .span_writer import write_spans
from .spans import InlineSpan, read_spans
from .table_grid import grid_lines

HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Beginnings of lines that only this dialect reads as blocks.
CONTAINER = re.compile(r"^( *)(?=:{3})", re.MULTILINE)
TARGET_LINE = re.compile(r"^\(([\w:.-]+)\)=$", re.MULTILINE)
CLOSING_MARKS = re.compile(r"(\s)(#+)$")
ATTRIBUTES_AT_END = re.compile(r"\{(?=[^{}]*\}$)")


def write_document(tree: LexborHTMLParser, conversion: HtmlConversion) -> str:
    """The Markdown of a page, with its footnotes at the end, without a line end.

    Raises RecursionError before much is done: each level reads all that is in it.
    """
    writer = BlockWriter(conversion)
    body = tree.body
    if body is not None:
        refuse_levels(body)
    blocks = writer.blocks(list(children(body))) if body is not None else []
    return "\n".join(join_blocks([*blocks, *writer.footnotes()])).strip("\n")


class BlockWriter:
    def __init__(self, conversion: HtmlConversion) -> None:
        self.conversion = conversion
        self.writers: dict[str, Callable[[LexborNode], Iterable[SourceBlock]]] = {
            **dict.fromkeys(HEADINGS, self.heading),
            **dict.fromkeys(LISTS, lambda node: [write_list(node, self.blocks)]),
            "hr": lambda node: [SourceBlock("hr", ["---"])],
            "blockquote": self.quote,
            "dl": self.definitions,
            "figure": self.figure,
            "table": self.table,
        }

    # Runs of elements

    def blocks(self, nodes: Sequence[LexborNode]) -> list[SourceBlock]:
        """The blocks of elements one after the other; what is in a line is a paragraph."""
        return [block for block in self.all_blocks(nodes) if block.lines]

    def all_blocks(self, nodes: Sequence[LexborNode]) -> Iterator[SourceBlock]:
        line: list[LexborNode] = []
        items: list[LexborNode] = []
        for node in nodes:
            if self.is_skipped(node):
                continue
            level = word_level(node)
            if items and not level and is_something(node):
                yield from write_word_list(items, self.blocks)
                items = []
            if not level and not self.stands_alone(node):
                line.append(node)
                continue
            yield from self.paragraphs(line)
            line = []
            if level:
                items.append(node)
            else:
                yield from self.block(node)
        yield from write_word_list(items, self.blocks)
        yield from self.paragraphs(line)

    def is_skipped(self, node: LexborNode) -> bool:
        if node.mem_id in self.conversion.notes.sections:
            return True
        return is_left_out(node) and formula_of(node) is None

    def stands_alone(self, node: LexborNode) -> bool:
        if (node.tag or "").startswith("-"):
            return False
        formula = formula_of(node)
        return formula.display if formula else is_block(node)

    def paragraphs(self, nodes: Sequence[LexborNode]) -> Iterator[SourceBlock]:
        """Text between blocks. Two line breaks in a row end a paragraph."""
        spans = read_spans(nodes, self.conversion)
        start = 0
        for at in range(1, len(spans)):
            if spans[at].kind == spans[at - 1].kind == "break":
                yield self.paragraph(spans[start : at - 1])
                start = at + 1
        yield self.paragraph(spans[start:])

    def paragraph(self, spans: Sequence[InlineSpan]) -> SourceBlock:
        text = as_paragraph(write_spans([*without_edge_breaks(spans)]))
        text = TARGET_LINE.sub(r"(\1)\=", CONTAINER.sub(r"\1\\", text))
        return SourceBlock("p", text.split("\n") if text.strip() else [])

    # One element

    def block(self, node: LexborNode) -> Iterable[SourceBlock]:
        if formula := formula_of(node):
            return [SourceBlock("formula", ["$$", *formula.latex.split("\n"), "$$"])]
        if is_listing(node):
            return [self.listing(node)]
        if callout := callout_of(node):
            return [self.callout(node, callout)]
        return self.writers.get(node.tag or "", self.inside)(node)

    def inside(self, node: LexborNode) -> list[SourceBlock]:
        return self.blocks(list(children(node)))

    def heading(self, node: LexborNode) -> list[SourceBlock]:
        spans = read_spans(children(node), self.conversion)
        plain = [replace(s, marks=tuple(m for m in s.marks if m.name != "strong")) for s in spans]
        text = write_spans(plain, " ").replace("\n", " ").strip()
        text = ATTRIBUTES_AT_END.sub(r"\\{", CLOSING_MARKS.sub(r"\1\\\2", text))
        marks = "#" * HEADINGS[node.tag or "h2"]
        name = linked_id(node)
        label = f" {{#{name}}}" if name in (self.conversion.headings or ()) else ""
        return [SourceBlock("heading", [f"{marks} {text}{label}"] if text else [])]

    def listing(self, node: LexborNode) -> SourceBlock:
        text, language = listing_of(node)
        return SourceBlock("pre", fence_source(text, language) if text.strip() else [])

    def quote(self, node: LexborNode) -> list[SourceBlock]:
        lines = join_blocks(self.inside(node))
        return [SourceBlock("blockquote", quote_lines(lines))]

    def callout(self, node: LexborNode, callout: FoundCallout) -> SourceBlock:
        title = callout.title
        inner = [child for child in children(node) if title is None or child.mem_id != title.mem_id]
        spans = read_spans(children(title), self.conversion) if title is not None else []
        words = write_spans(spans, " ").strip()
        words = "" if words.lower() == callout.kind else words
        lines = join_blocks(self.blocks(inner))
        first = f"[!{callout.kind}]{callout.folding} {words}".rstrip()
        return SourceBlock("blockquote", quote_lines([first, *lines]))

    def figure(self, node: LexborNode) -> list[SourceBlock]:
        """A picture with its caption as title; other figures have it as a paragraph below."""
        caption = node.css_first("figcaption")
        images = [s for s in read_spans([node], self.conversion) if s.kind == "image"]
        if caption is None or len(images) != 1 or node.css_first("table, pre, ul, ol") is not None:
            return self.inside(node)
        if self.conversion.is_whole and caption.css_first("a[href], img, code") is not None:
            return self.inside(node)
        words = " ".join(caption.text().split())
        alternative = images[0].title.partition("\n")[0]
        image = replace(images[0], title=f"{alternative}\n{words}")
        return [self.paragraph([image])]

    def table(self, node: LexborNode) -> list[SourceBlock]:
        """A table with a single cell is there for the layout."""
        cells = node.css("td, th")
        if len(cells) == 1:
            return self.inside(cells[0])
        if self.conversion.is_whole and needs_html(node):
            return [SourceBlock("table", html_table_lines(node, self.blocks))]
        return [SourceBlock("table", grid_lines(node, self.conversion))]

    def definitions(self, node: LexborNode) -> list[SourceBlock]:
        lines: list[str] = []
        before = ""
        for child in definition_parts(node):
            if child.tag == "dt":
                lines += [""] if before == "dd" else []
                lines.append(write_spans(read_spans(children(child), self.conversion), " "))
            else:
                inner = join_blocks(self.inside(child)) or [""]
                lines += indent_lines(inner, ":   ")
            before = child.tag or ""
        return [SourceBlock("dl", lines)]

    def footnotes(self) -> list[SourceBlock]:
        notes = self.conversion.notes
        made = []
        for target, node in notes.definitions.items():
            lines = join_blocks(self.inside(node)) or [""]
            made.append(
                SourceBlock("footnote", indent_lines(lines, f"[^{notes.labels[target]}]: "))
            )
        return made


def is_something(node: LexborNode) -> bool:
    """Whether it is more than white space between two elements."""
    return (node.tag or "") not in ("-comment",) and bool(
        node.text().strip() or node.tag == "table"
    )


def without_edge_breaks(spans: Sequence[InlineSpan]) -> Iterator[InlineSpan]:
    """The spans without line breaks at the edges."""
    kept = list(spans)
    while kept and kept[0].kind == "break":
        del kept[0]
    while kept and kept[-1].kind == "break":
        del kept[-1]
    yield from kept


def definition_parts(node: LexborNode) -> Iterator[LexborNode]:
    """The terms and definitions, also those in groups."""
    for child in children(node):
        if child.tag in ("dt", "dd"):
            yield child
        elif child.tag == "div":
            yield from definition_parts(child)
