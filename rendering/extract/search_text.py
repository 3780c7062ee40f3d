"""Plain text for the search index, in parts with different weights: headings, prose, code.

Formulas are LaTeX between marks, on one line. `TextSection` says where in the parts each section of
the page ends, so that a search result leads to the section that has the hit.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from ..document import Document
from ..page_blocks import BlockKind, PageBlock
from ..placeholders import Formula
from ..result import DISPLAY_START, FORMULA_END, FORMULA_START, TextSection
from .page_reader import replace_formulas, with_latex

MARKED_FORMULA = re.compile(f"[{FORMULA_START}{DISPLAY_START}][^{FORMULA_END}]*{FORMULA_END}")
NOT_PROSE = frozenset({BlockKind.HEADING, BlockKind.CODE})


def write_search_texts(document: Document) -> None:
    """Fill the document's search texts. Inline code belongs to both prose and code."""
    writer = SearchTextWriter(document)
    for block, is_prose in zip(document.blocks, which_are_prose(document), strict=True):
        writer.add(block, is_prose)
    writer.end_section()
    document.headings = "\n".join(writer.headings)
    document.prose = "\n".join(writer.prose)
    inline = (text.strip("\n") for text in document.inline_codes if text.strip())
    document.code = "\n".join([*writer.code, *inline])
    document.sections = tuple(writer.sections)


class SearchTextWriter:
    """Collects the lines of a page, and where its sections end."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.top = {heading.id for heading in document.toc}
        self.headings: list[str] = []
        self.prose: list[str] = []
        self.code: list[str] = []
        self.sections: list[TextSection] = []
        self.section = ""
        self.blocks: list[tuple[int, int, int]] = []
        self.prose_length = self.code_length = 0

    def add(self, block: PageBlock, is_prose: bool) -> None:
        if block.kind is BlockKind.HEADING:
            identifier = heading_id(block)
            if identifier in self.top:
                self.end_section()
                self.section = identifier
            self.headings += text_lines(self.document, block.text)
        elif block.kind is BlockKind.CODE:
            self.add_code(block)
        elif is_prose:
            for line in text_lines(self.document, block.text):
                self.prose.append(line)
                self.prose_length += shown_length(line) + 1

    def add_code(self, block: PageBlock) -> None:
        if block.title.strip():
            self.append_code(block.title.strip("\n"))
        if block.text.strip():
            text = block.text.strip("\n")
            empty = len(block.text) - len(block.text.lstrip("\n"))
            start = self.code_length
            self.append_code(text)
            first = block.first_line + empty if block.first_line else 0
            self.blocks.append((start, start + len(text), first))

    def append_code(self, text: str) -> None:
        self.code.append(text)
        self.code_length += len(text) + 1

    def end_section(self) -> None:
        is_empty = not (self.headings or self.prose or self.code)
        if not (is_empty and self.section == ""):
            self.sections.append(
                TextSection(self.section, len(self.headings), self.prose_length, tuple(self.blocks))
            )
        self.blocks = []


def heading_id(block: PageBlock) -> str:
    return (block.node.attributes.get("id") or "") if block.node is not None else ""


def which_are_prose(document: Document) -> Iterator[bool]:
    """Of each block whether it is prose. Titles that we gave to callouts are not, nor are the
    descriptions of pictures that their captions repeat."""
    ours = set(document.words.callouts.values())
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        given = block.kind is BlockKind.TITLE and block.text in ours
        repeated = is_repeated_by_caption(document, block, following)
        yield not (block.kind in NOT_PROSE or given or repeated)


def is_repeated_by_caption(
    document: Document, block: PageBlock, following: PageBlock | None
) -> bool:
    """Whether a picture's alternative text is repeated by its caption, perhaps after a number."""
    if (
        block.kind is not BlockKind.MEDIA
        or following is None
        or following.kind is not BlockKind.CAPTION
    ):
        return False
    return with_latex(document, following.text).endswith(block.text.strip())


def text_lines(document: Document, text: str) -> Iterable[str]:
    lines = replace_formulas(document, text, marked_latex).split("\n")
    tidy = (" ".join(line.split()) for line in lines)
    return (line for line in tidy if line)


def marked_latex(formula: Formula) -> str:
    latex = " ".join(formula.latex.split())
    return f"{DISPLAY_START if formula.display else FORMULA_START}{latex}{FORMULA_END}"


def shown_length(line: str) -> int:
    """The length of a line in which a formula is one character, its mark."""
    return len(MARKED_FORMULA.sub(" ", line))
