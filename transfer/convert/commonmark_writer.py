"""Writes the blocks of a parsed source as CommonMark."""

import re
from collections.abc import Callable
from html import unescape
from xml.etree.ElementTree import Element, tostring

from rendering.dialects.python_markdown.math import EMPTY_LINE_MARKER
from rendering.markdown_source.block_layout import (
    INDENT,
    SourceBlock,
    indent_lines,
    join_blocks,
    quote_lines,
)
from rendering.markdown_source.fences import fence_source, lengthen_fence
from transfer.convert import html_blocks
from transfer.convert.commonmark_inline import ATTRIBUTES, respell_inline
from transfer.convert.folds import untitled_callout, write_tabs
from transfer.convert.source_blocks import KEPT
from transfer.convert.source_reader import ParsedSource
from transfer.convert.table_rows import respell_table

PLACEHOLDER = "\x02wzxhzdk:"
LANGUAGE = re.compile(r":::[ ]*([\w+#.-]+)[ ]*\n")
HEADING_ATTRIBUTES = re.compile(r"[ ]+" + ATTRIBUTES.pattern + r"[ ]*$")


def write_commonmark(reading: ParsedSource) -> str:
    return CommonMarkWriter(reading).document()


class CommonMarkWriter:
    def __init__(self, reading: ParsedSource) -> None:
        self.reading = reading
        self.writers: dict[str, Callable[[Element], list[str]]] = {
            **{f"h{level}": self.heading for level in range(1, 7)},
            "blockquote": self.quote,
            "details": self.details,
            "div": self.div,
            "dl": self.definitions,
            "hr": lambda element: ["---"],
            KEPT: lambda element: (element.text or "").split("\n"),
            "ol": self.items,
            "p": lambda element: self.paragraph(element.text or ""),
            "pre": self.code,
            "table": lambda element: respell_table(element.text or ""),
            "ul": self.items,
        }

    # The document

    def document(self) -> str:
        blocks: list[SourceBlock] = []
        definitions = self.reading.definitions
        for number, element in enumerate([*self.reading.root, None, None]):
            blocks += self.definition_blocks(definitions.sources.get(number, []))
            blocks += [self.footnote(*note) for note in definitions.notes.get(number, [])]
            blocks += [self.block(element)] if element is not None else []
        lines = [
            line.replace(EMPTY_LINE_MARKER, "").rstrip() if EMPTY_LINE_MARKER in line else line
            for line in join_blocks(block for block in blocks if block.lines)
        ]
        return "\n".join(lines).strip("\n") + "\n" if lines else ""

    def definition_blocks(self, sources: list[str]) -> list[SourceBlock]:
        lines = [line for source in sources for line in source.split("\n")]
        return [SourceBlock("definitions", lines)] if lines else []

    def footnote(self, label: str, text: str) -> SourceBlock:
        lines = self.nested_lines(self.reading.parse_part(text)) or [""]
        return SourceBlock("footnote", indent_lines(lines, f"[^{label}]: "))

    def blocks(self, parent: Element) -> list[SourceBlock]:
        """Return the blocks in `parent`, with its own text and the text between its children."""
        blocks = [SourceBlock("p", self.paragraph(parent.text or ""))]
        for child in parent:
            blocks += [self.block(child), SourceBlock("p", self.paragraph(child.tail or ""))]
        return [block for block in blocks if block.lines]

    def nested_lines(self, parent: Element) -> list[str]:
        return join_blocks(self.blocks(parent))

    def block(self, element: Element) -> SourceBlock:
        if element.get("markdown"):
            return SourceBlock("html", self.html_element(element))
        write = self.writers.get(element.tag, self.html_element)
        return SourceBlock(element.tag, write(element))

    # Blocks

    def heading(self, element: Element) -> list[str]:
        text = element.text or ""
        match = HEADING_ATTRIBUTES.search(text)
        attributes = f" {{{match[1]}}}" if match else ""
        words = respell_inline(text[: match.start()] if match else text)
        return [f"{'#' * int(element.tag[1])} {words}{attributes}".rstrip()]

    def paragraph(self, text: str) -> list[str]:
        """Return the lines of a text, with the fences and the HTML between them."""
        lines, words = [], list[str]()
        for line in text.strip("\n").split("\n"):
            if line.strip().startswith(PLACEHOLDER):
                lines += [*self.text_lines(words), *self.stashed_block(line.strip())]
                words = []
            else:
                words.append(line)
        return [*lines, *self.text_lines(words)]

    def text_lines(self, lines: list[str]) -> list[str]:
        text = "\n".join(line.lstrip() for line in lines).strip("\n")
        if not text.strip() or text.strip() == "[TOC]":
            return []
        return self.reading.with_stashed(html_blocks.html_paragraph(respell_inline(text))).split(
            "\n"
        )

    def stashed_block(self, placeholder: str) -> list[str]:
        source = self.reading.with_stashed(placeholder).strip("\n")
        return (
            html_blocks.html_block(source)
            if source.startswith("<")
            else lengthen_fence(source.split("\n"))
        )

    def code(self, element: Element) -> list[str]:
        code = element.find("code")
        source = unescape(code.text or "" if code is not None else "").strip("\n")
        language = LANGUAGE.match(source)
        if language:
            return fence_source(source[language.end() :].strip("\n"), language[1])
        return [" " * INDENT + line if line.strip() else "" for line in source.split("\n")]

    def quote(self, element: Element) -> list[str]:
        return quote_lines(self.nested_lines(element))

    # Lists

    def items(self, element: Element) -> list[str]:
        items = list(element)
        loose = any(child.tag == "p" for item in items for child in item)
        bullet = (items[0].get("marker") or "-")[0] if items else ""
        lines: list[str] = []
        for item in items:
            if loose and lines:
                lines.append("")
            lines += self.item(item, bullet, loose=loose)
        return lines

    def item(self, item: Element, bullet: str, *, loose: bool) -> list[str]:
        marker = item.get("marker") or f"{bullet} "
        if bullet in "*+-":
            marker = bullet + marker[1:]
        blocks = self.blocks(item)
        has_code = any(block.kind == "pre" for block in blocks)
        if len(marker) > INDENT or has_code:
            marker = f"{marker.strip()} ".ljust(INDENT)
        return indent_lines(join_blocks(blocks, tight=not loose) or [""], marker)

    def definitions(self, element: Element) -> list[str]:
        lines, is_term = list[str](), False
        for child in element:
            if child.tag == "dt":
                lines += [""] if lines and not is_term else []
                lines += respell_inline(child.text or "").split("\n")
            else:
                loose = any(inner.tag == "p" for inner in child)
                lines += [""] if loose else []
                lines += indent_lines(self.nested_lines(child) or [""], ":   ")
            is_term = child.tag == "dt"
        return lines

    # Callouts and tabs

    def div(self, element: Element) -> list[str]:
        kinds = (element.get("class") or "").split()
        if kinds[:1] == ["admonition"]:
            return self.admonition(element, kinds[1] if len(kinds) > 1 else "note")
        return self.tabs(element) if kinds[:1] == ["tabbed-set"] else self.html_element(element)

    def admonition(self, element: Element, kind: str) -> list[str]:
        title = element.find("p[@class='admonition-title']")
        if title is None:
            return untitled_callout(kind, self.nested_lines(element))
        element.remove(title)
        return self.callout(element, kind, "", title.text or "")

    def details(self, element: Element) -> list[str]:
        kind = (element.get("class") or "note").split()[0]
        summary = element.find("summary")
        title = ""
        if summary is not None:
            title = "".join(summary.itertext())
            element.remove(summary)
        return self.callout(element, kind, "+" if element.get("open") is not None else "-", title)

    def callout(self, element: Element, kind: str, fold: str, title: str) -> list[str]:
        title = "" if title == kind.capitalize() else respell_inline(title)
        blocks = self.blocks(element)
        gap = [""] if blocks and blocks[0].kind != "p" else []
        return quote_lines([f"[!{kind}]{fold} {title}".rstrip(), *gap, *join_blocks(blocks)])

    def tabs(self, element: Element) -> list[str]:
        labels = element.iterfind("div[@class='tabbed-labels']/label")
        bodies = element.iterfind("div[@class='tabbed-content']/div")
        titles = [label.text or "" for label in labels]
        return write_tabs(list(zip(titles, map(self.nested_lines, bodies), strict=True)))

    # HTML with Markdown in it

    def html_element(self, element: Element) -> list[str]:
        kind = element.attrib.pop("markdown", "block")
        if kind == "off":
            return html_blocks.html_block(tostring(element, "unicode", "html"))
        opening = html_blocks.opening_tag(element, kind)
        if kind == "span":
            return [f"{opening}{respell_inline(element.text or '')}</{element.tag}>"]
        return [opening, "", *self.nested_lines(element), "", f"</{element.tag}>"]
