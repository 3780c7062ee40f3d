"""About 300 characters of flowing text: for lists, the feed, descriptions and social cards."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from ..document import Document
from ..html.characters import CJK
from ..page_blocks import BlockKind, PageBlock
from ..placeholders import Formula
from .graphemes import whole
from .page_reader import spell

LIMIT = 300
SHORTEST, LONGEST = 0.7, 1.15

# Around the name of what an excerpt cannot show. The source has lost these characters, so that
# a “[Math]” of the author's stays what it is.
OPEN, CLOSE = "\ufdd2", "\ufdd3"
BRACKETS = str.maketrans({OPEN: "[", CLOSE: "]"})
CHIP = f"{OPEN}[^{CLOSE}]*{CLOSE}"

SPACE = re.compile(r"\s+")
ADDRESS = re.compile(rf"https?://[^\s{CJK}]+")
LABEL = re.compile(r"^[\w ]{1,20}[:：]")
WORD = re.compile(r"\w")
# A cut could lose the end of what such a character begins.
DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
STOPS = "。．，、；：？！…—”’」』）】》〉"
# A line break within a paragraph is nothing between Han characters, and between them and a
# chip. The edge of a block is nothing after Chinese punctuation or beside a chip; elsewhere it
# is a space, or the items of a list would run into one word.
LINE, EDGE = r"[^\S\n]*\n[^\S\n]*", r"\s*\n\s*\n\s*"
AFTER = f"(?<=代码{CLOSE})|(?<=公式{CLOSE})"
NO_SPACE = re.compile(
    rf"(?:(?<=[{CJK}])|{AFTER}){LINE}(?=[{CJK}]|{OPEN}(?:代码|公式|Math){CLOSE})"
    rf"|(?<=Math{CLOSE}){LINE}(?=[{CJK}])"
    rf"|(?:(?<=[{STOPS}])|{AFTER}){EDGE}(?=[{CJK}]|{OPEN}(?:代码|公式|Math){CLOSE})"
    rf"|(?<=[{CJK}]){EDGE}(?={OPEN}(?:代码|公式){CLOSE})"
)
# On the page a chip keeps its own distance, and does not part from the stop after it.
BESIDE_HAN = re.compile(rf"(?<=[{CJK}]) (?={OPEN})|(?<={CLOSE}) (?=[{CJK}])")
CHIP_AND_STOP = re.compile(rf"{OPEN}([^{CLOSE}]*){CLOSE}([{STOPS},.;:!?)\]]*)")
UNIT = re.compile(rf"{CHIP}|[^\s{CJK}{OPEN}]+|[{CJK}]|\s+")
SENTENCE_END = re.compile(
    r"[。！？!?…؟۔।]+[”’」』）)\"]*|(?<!\d)．[”’」』）)]*|(?<![\d.])\.[”\")]*(?=\s)"
)
DANGLING = " \t，、：；,:;（(“‘「『《—-"


def write_excerpt(document: Document) -> None:
    text = cut(one_line(first_words(document)))
    document.excerpt = text.translate(BRACKETS)
    document.excerpt_html = with_chips(document, text)


def first_words(document: Document) -> str:
    """What stands before the author's mark; where nothing flows there, of the whole article."""
    marked = document.blocks[: document.before_more or 0]
    return (
        beginning(document, marked)
        or beginning(document, document.blocks)
        or what_is_left(document)
    )


def beginning(document: Document, blocks: list[PageBlock]) -> str:
    """Lists of links and bare addresses stand for the text only where there is no other."""
    prose = (block for block in blocks if not is_links(block))
    found = list(pieces(document, prose))
    if not any(kind is BlockKind.PROSE for kind, _text in found):
        found = list(pieces(document, blocks))
    return "\n\n".join(text for _kind, text in found)


def is_links(block: PageBlock) -> bool:
    """Links and addresses with no word but a label before them, such as “原文：”."""
    rest = ADDRESS.sub("", block.unlinked).strip()
    has_links = block.kind is BlockKind.PROSE and rest != block.text
    return has_links and not WORD.search(LABEL.sub("", rest))


def pieces(document: Document, blocks: Iterable[PageBlock]) -> Iterator[tuple[BlockKind, str]]:
    """What flows, as far as it can matter; of code and formulas in a row the first."""
    length, last = 0, BlockKind.PROSE
    for block in blocks:
        if length > 2 * LIMIT:
            return
        text = flowing(document, block)
        if text and (block.kind is BlockKind.PROSE or last is BlockKind.PROSE):
            length, last = length + len(text), block.kind
            yield block.kind, block.number + text


def flowing(document: Document, block: PageBlock) -> str:
    words = document.words
    if block.kind is BlockKind.CODE:
        return chip(words.code)
    if block.kind in (BlockKind.PROSE, BlockKind.FORMULA):
        return in_words(document, block.text)
    return ""


def in_words(document: Document, text: str) -> str:
    return spell(document, text, lambda formula: chip(name(document, formula)))


def name(document: Document, formula: Formula) -> str:
    return document.words.display if formula.display else document.words.inline


def chip(word: str) -> str:
    return f"{OPEN}{word}{CLOSE}"


def what_is_left(document: Document) -> str:
    """The titles, captions and tables of an article that has nothing else."""
    texts = (in_words(document, b.text) for b in document.blocks if b.kind is not BlockKind.NOTE)
    return "\n\n".join(dict.fromkeys(texts))


def one_line(text: str) -> str:
    return SPACE.sub(" ", NO_SPACE.sub("", DIRECTIONS.sub("", text).strip()))


def with_chips(document: Document, text: str) -> str:
    looks = {document.words.display: "chip f", document.words.inline: "chip i"}

    def span(match: re.Match[str]) -> str:
        label = f'<span class="{looks.get(match[1], "chip")}">{match[1]}</span>'
        return f'<span class="hug">{label}{match[2]}</span>' if match[2] else label

    return CHIP_AND_STOP.sub(span, escape(BESIDE_HAN.sub("", text), quote=False))


def cut(text: str) -> str:
    """At the end of a sentence near the limit, else between two words."""
    if len(text) <= LIMIT:
        return text
    end = sentence_end(text) or word_end(text)
    return text if end >= len(text) else ended(text[:end].rstrip(DANGLING))


def ended(text: str) -> str:
    """With an ellipsis, which English sets apart from the stop before it."""
    return f"{text} …" if text.endswith((".", "!", "?")) else f"{text}…"


def sentence_end(text: str) -> int | None:
    """The one nearest to the limit, if any is near."""
    window = text[: int(LIMIT * LONGEST)]
    ends = [match.end() for match in SENTENCE_END.finditer(window)]
    near = [end for end in ends if end >= LIMIT * SHORTEST]
    return min(near, key=lambda end: abs(end - LIMIT), default=None)


def word_end(text: str) -> int:
    """Where the last whole unit ends; only one longer than the limit itself is cut."""
    end = 0
    for unit in UNIT.finditer(text):
        if unit.end() > LIMIT:
            break
        end = unit.end()
    return whole(text, end or LIMIT)
