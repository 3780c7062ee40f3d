"""Excerpts: about 300 characters of text for lists, feeds, descriptions and social cards."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from ..document import Document
from ..html.characters import CJK
from ..page_blocks import BlockKind, PageBlock
from ..placeholders import Formula
from .graphemes import grapheme_boundary
from .page_reader import replace_formulas

LIMIT = 300
SHORTEST, LONGEST = 0.7, 1.15

# Brackets around the label of what an excerpt cannot show. Sources contain no such characters, so
# the author's own “[Math]” is not mistaken for a label.
OPEN, CLOSE = "\ufdd2", "\ufdd3"
BRACKETS = str.maketrans({OPEN: "[", CLOSE: "]"})
CHIP = f"{OPEN}[^{CLOSE}]*{CLOSE}"

SPACE = re.compile(r"\s+")
ADDRESS = re.compile(rf"https?://[^\s{CJK}]+")
LABEL = re.compile(r"^[\w ]{1,20}[:：]")
WORD = re.compile(r"\w")
# Direction controls: a cut could separate the beginning of a direction from its end.
DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
STOPS = "。．，、；：？！…—”’」』）】》〉"
# A line break within a paragraph becomes nothing between Han characters, or between them and a
# label. A block boundary becomes nothing after Chinese punctuation or beside a label; elsewhere it
# becomes a space, so that list items do not run together.
LINE, EDGE = r"[^\S\n]*\n[^\S\n]*", r"\s*\n\s*\n\s*"
AFTER = f"(?<=代码{CLOSE})|(?<=公式{CLOSE})"
NO_SPACE = re.compile(
    rf"(?:(?<=[{CJK}])|{AFTER}){LINE}(?=[{CJK}]|{OPEN}(?:代码|公式|Math){CLOSE})"
    rf"|(?<=Math{CLOSE}){LINE}(?=[{CJK}])"
    rf"|(?:(?<=[{STOPS}])|{AFTER}){EDGE}(?=[{CJK}]|{OPEN}(?:代码|公式|Math){CLOSE})"
    rf"|(?<=[{CJK}]){EDGE}(?={OPEN}(?:代码|公式){CLOSE})"
)
# In HTML a label has its own margin, and stays on one line with the punctuation after it.
BESIDE_HAN = re.compile(rf"(?<=[{CJK}]) (?={OPEN})|(?<={CLOSE}) (?=[{CJK}])")
CHIP_AND_STOP = re.compile(rf"{OPEN}([^{CLOSE}]*){CLOSE}([{STOPS},.;:!?)\]]*)")
UNIT = re.compile(rf"{CHIP}|[^\s{CJK}{OPEN}]+|[{CJK}]|\s+")
SENTENCE_END = re.compile(
    r"[。！？!?…؟۔।]+[”’」』）)\"]*|(?<!\d)．[”’」』）)]*|(?<![\d.])\.[”\")]*(?=\s)"
)
DANGLING = " \t，、：；,:;（(“‘「『《—-"


def write_excerpt(document: Document) -> None:
    text = cut_excerpt(one_line(excerpt_source(document)))
    document.excerpt = text.translate(BRACKETS)
    document.excerpt_html = with_chips(document, text)


def excerpt_source(document: Document) -> str:
    """The text before the author's excerpt mark, or of the whole article if there is none."""
    marked = document.blocks[: document.blocks_before_more or 0]
    return (
        flowing_beginning(document, marked)
        or flowing_beginning(document, document.blocks)
        or fallback_text(document)
    )


def flowing_beginning(document: Document, blocks: list[PageBlock]) -> str:
    """The flowing text; lists of links and bare addresses are used only if there is no other."""
    prose = (block for block in blocks if not is_link_list(block))
    found = list(flowing_parts(document, prose))
    if not any(kind is BlockKind.PROSE for kind, _text in found):
        found = list(flowing_parts(document, blocks))
    return "\n\n".join(text for _kind, text in found)


def is_link_list(block: PageBlock) -> bool:
    """Whether the block is only links and addresses, perhaps with a label such as “原文：”."""
    rest = ADDRESS.sub("", block.unlinked).strip()
    has_links = block.kind is BlockKind.PROSE and rest != block.text
    return has_links and not WORD.search(LABEL.sub("", rest))


def flowing_parts(
    document: Document, blocks: Iterable[PageBlock]
) -> Iterator[tuple[BlockKind, str]]:
    """The blocks' flowing text, up to twice the limit; of code and formulas in a row the first."""
    length, last = 0, BlockKind.PROSE
    for block in blocks:
        if length > 2 * LIMIT:
            return
        text = flowing_text(document, block)
        if text and (block.kind is BlockKind.PROSE or last is BlockKind.PROSE):
            length, last = length + len(text), block.kind
            yield block.kind, block.number + text


def flowing_text(document: Document, block: PageBlock) -> str:
    words = document.words
    if block.kind is BlockKind.CODE:
        return chip(words.code)
    if block.kind in (BlockKind.PROSE, BlockKind.FORMULA):
        return text_with_labels(document, block.text)
    return ""


def text_with_labels(document: Document, text: str) -> str:
    return replace_formulas(document, text, lambda formula: chip(formula_label(document, formula)))


def formula_label(document: Document, formula: Formula) -> str:
    return document.words.display if formula.display else document.words.inline


def chip(word: str) -> str:
    return f"{OPEN}{word}{CLOSE}"


def fallback_text(document: Document) -> str:
    """Titles, captions, tables and contents, for an article that has nothing else."""
    texts = (
        text_with_labels(document, b.text) for b in document.blocks if b.kind is not BlockKind.NOTE
    )
    return "\n\n".join(dict.fromkeys(texts))


def one_line(text: str) -> str:
    return SPACE.sub(" ", NO_SPACE.sub("", DIRECTIONS.sub("", text).strip()))


def with_chips(document: Document, text: str) -> str:
    looks = {document.words.display: "chip f", document.words.inline: "chip i"}

    def span(match: re.Match[str]) -> str:
        label = f'<span class="{looks.get(match[1], "chip")}">[{match[1]}]</span>'
        return f'<span class="math-punct hug">{label}{match[2]}</span>' if match[2] else label

    return CHIP_AND_STOP.sub(span, escape(BESIDE_HAN.sub("", text), quote=False))


def cut_excerpt(text: str) -> str:
    """Cut at the end of a sentence near the limit, or else between two words."""
    if len(text) <= LIMIT:
        return text
    end = sentence_end(text) or word_end(text)
    return text if end >= len(text) else with_ellipsis(text[:end].rstrip(DANGLING))


def with_ellipsis(text: str) -> str:
    """Add an ellipsis, with a space after a Latin stop."""
    return f"{text} …" if text.endswith((".", "!", "?")) else f"{text}…"


def sentence_end(text: str) -> int | None:
    """The end of a sentence nearest to the limit; None if none is near."""
    window = text[: int(LIMIT * LONGEST)]
    ends = [match.end() for match in SENTENCE_END.finditer(window)]
    near = [end for end in ends if end >= LIMIT * SHORTEST]
    return min(near, key=lambda end: abs(end - LIMIT), default=None)


def word_end(text: str) -> int:
    """The end of the last unit before the limit; a unit is cut only if it exceeds the limit."""
    end = 0
    for unit in UNIT.finditer(text):
        if unit.end() > LIMIT:
            break
        end = unit.end()
    return grapheme_boundary(text, end or LIMIT)
