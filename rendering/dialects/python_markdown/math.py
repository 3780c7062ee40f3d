"""Formulas and equation references in Python-Markdown, by the rules of the other dialect."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.util import STX, AtomicString

from ...document import Document, Held
from ...math.formula_delimiters import (
    FormulaSpan,
    begins_section,
    block_formula,
    delimiters_at,
    formula_at,
    reference_at,
    spans_two_formulas,
)
from ...math.unpaired_delimiters import UnpairedWarnings
from ...placeholders import CodeBlock, EquationReference, Formula
from ..html_formulas import hold_html_formulas
from .formula_placeholders import NAME_START, delimited_name

INLINE_START = r"(?=[$\\])(?<!\\)(?:\\\\)*(\$|\\\(|\\\[|\\\\\(|\\\\\[|\\(?:eq)?ref\{|\\begin\{)"
LONGEST_TAG = 1_000
TAG = re.compile(
    r"""<[A-Za-z][\w-]*(?:\s+[\w:.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)+\s*/?>"""
)
# A code span before it is matched too, so that a dollar at its end begins no formula.
TICKED_START = r"(\$`)|(?<![\\`])(`+)(?!`).+?(?<!`)\2(?!`)"
# Fills the empty lines of a formula, at which Python-Markdown would end the paragraph.
EMPTY_LINE_MARKER = "\x1e"
MAX_LINES = 200
# The beginning of a line in a quote or a list.
PREFIX = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}\.[ \t])*")


class MathExtension(Extension):
    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document

    def extendMarkdown(self, md: Markdown) -> None:
        document = self.document
        md.ESCAPED_CHARS.append("$")
        # After fences and HTML.
        md.preprocessors.register(FormulaLinePreprocessor(md), "formula", 15)
        # Before code in backticks, and directly after it, before escapes and emphasis.
        md.inlinePatterns.register(
            TickedFormulaProcessor(document, TICKED_START), "ticked_formula", 191
        )
        md.inlinePatterns.register(InlineFormulaProcessor(document, INLINE_START), "formula", 189)
        # Before raw HTML is put back.
        md.postprocessors.register(HtmlFormulaPostprocessor(md, document), "html_formulas", 31)
        # After fences and indented code, before tables, headings and lists.
        md.parser.blockprocessors.register(BlockFormulaProcessor(md, document), "formula", 79)


class HtmlFormulaPostprocessor(Postprocessor):
    def __init__(self, md: Markdown, document: Document) -> None:
        super().__init__(md)
        self.document = document

    def run(self, text: str) -> str:
        stash = self.md.htmlStash.rawHtmlBlocks
        for number, html in enumerate(stash):
            if isinstance(html, str):
                stash[number] = hold_html_formulas(self.document, html)
        return text


class FormulaLinePreprocessor(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        number = 0
        while number < len(lines):
            end = last_formula_line(lines, number)
            for inside in range(number + 1, end):
                lines[inside] = lines[inside] if lines[inside].strip() else EMPTY_LINE_MARKER
            number = end + 1
        return lines


def last_formula_line(lines: list[str], number: int) -> int:
    """The last line of the formula that begins on line `number`; `number` if there is none."""
    if "$$" not in lines[number] and "\\" not in lines[number]:
        return number
    prefix = PREFIX.match(lines[number])
    first = lines[number][prefix.end() if prefix else 0 :]
    delimiters = delimiters_at(first)
    if delimiters is None:
        return last_dollar_line(lines, number)
    if delimiters[1] in first[len(delimiters[0]) :]:
        return number
    opening, closing = delimiters
    level = prefix[0].count(">") if prefix else 0
    for end in range(number + 1, min(len(lines), number + MAX_LINES)):
        # Fences have been replaced by placeholders, which begin with STX.
        if begins_section(lines[end]) or STX in lines[end] or leaves_quote(lines[end], level):
            return number
        if closing in lines[end]:
            between = [first[len(opening) :], *lines[number + 1 : end]]
            return number if spans_two_formulas("\n".join([*between, ""])) else end
        if lines[end].lstrip(" \t>").startswith(opening):
            return number
    return number


def leaves_quote(line: str, level: int) -> bool:
    """Whether a line lacks the quote marks of the quote in which a formula began."""
    prefix = PREFIX.match(line)
    return prefix is None or prefix[0].count(">") < level


def last_dollar_line(lines: list[str], number: int) -> int:
    """The last line of a displayed formula that begins in the middle of line `number`."""
    if lines[number].count("$$") % 2 == 0:
        return number
    for end in range(number + 1, min(len(lines), number + MAX_LINES)):
        if not lines[end].strip(" \t>"):
            return number
        if "$$" in lines[end]:
            return end
    return number


def remove_empty_line_markers(document: Document, html: str) -> str:
    """Remove the markers from `html` and from code, where they are not in a formula."""
    for thing in document.held:
        if isinstance(thing, CodeBlock):
            thing.source = thing.source.replace(EMPTY_LINE_MARKER, "")
    return html.replace(EMPTY_LINE_MARKER, "")


def placeholder_element(document: Document, tag: str, thing: Held) -> Element:
    element = Element(tag, {"class": document.class_of(thing)})
    element.text = AtomicString(document.placeholder_name(thing))
    return element


class InlineFormulaProcessor(InlineProcessor):
    def __init__(self, document: Document, pattern: str) -> None:
        super().__init__(pattern)
        self.document = document
        self.unpaired = UnpairedWarnings(document)

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        start = m.start(1)
        found = formula_at(data, start) or reference_at(data, start)
        if is_in_tag(data, start):
            return None, None, None
        if found is None:
            self.unpaired.warn(data, start)
            return None, None, None
        if not isinstance(found, FormulaSpan):
            held: Held = EquationReference(found.label, found.brackets)
        elif STX in found.latex or NAME_START in found.latex:
            # It contains code or a link, and is not a formula.
            return None, None, None
        else:
            latex = found.latex.replace(EMPTY_LINE_MARKER, "")
            held = Formula(latex, found.display, block=False, written=data[start : found.end])
        if data.startswith("{", found.end):
            # Only an element can have the attributes behind the formula.
            return placeholder_element(self.document, "code", held), start, found.end
        return AtomicString(delimited_name(self.document.placeholder_name(held))), start, found.end


class TickedFormulaProcessor(InlineFormulaProcessor):
    """A formula between dollars and backticks, as on GitLab and GitHub."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        return super().handleMatch(m, data) if m[1] else (None, None, None)


def is_in_tag(text: str, position: int) -> bool:
    """Whether `position` is in a tag of raw HTML that begins at most `LONGEST_TAG` before it."""
    start = text.rfind("<", max(0, position - LONGEST_TAG), position)
    tag = TAG.match(text, start, position + LONGEST_TAG) if start >= 0 else None
    return tag is not None and tag.end() > position


class BlockFormulaProcessor(BlockProcessor):
    """A formula that is a block of its own."""

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
        formula = Formula(span.latex.replace(EMPTY_LINE_MARKER, ""), display=True, block=True)
        parent.append(placeholder_element(self.document, "pre", formula))
