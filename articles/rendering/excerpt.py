"""About 300 characters of flowing text: for lists, the feed, descriptions and social cards."""

import re
from collections.abc import Iterator
from html import escape

from .blocks import Block, Kind
from .chars import CJK
from .document import Document, Formula
from .graphemes import whole
from .reading import latex, spell

LIMIT = 300
SHORTEST, LONGEST = 0.7, 1.15

# Around the name of what an excerpt cannot show. The source has lost these characters, so that
# a “[Math]” of the author's stays what it is.
OPEN, CLOSE = "\ufdd2", "\ufdd3"
BRACKETS = str.maketrans({OPEN: "[", CLOSE: "]"})
CHIP = f"{OPEN}[^{CLOSE}]*{CLOSE}"

SPACE = re.compile(r"\s+")
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
    text = cut(one_line("\n\n".join(beginning(document)) or rest(document)))
    document.excerpt = text.translate(BRACKETS)
    document.excerpt_html = with_chips(document, text)


def beginning(document: Document) -> Iterator[str]:
    """What flows, as far as it can matter."""
    length = 0
    for block in document.blocks:
        if length > 2 * LIMIT:
            return
        if text := flowing(document, block):
            length += len(text)
            yield block.number + text


def flowing(document: Document, block: Block) -> str:
    words = document.words
    if block.kind is Kind.CODE:
        return chip(words.code)
    if block.kind in (Kind.PROSE, Kind.FORMULA):
        return spell(document, block.text, lambda formula: chip(name(document, formula)))
    return ""


def name(document: Document, formula: Formula) -> str:
    return document.words.display if formula.display else document.words.inline


def chip(word: str) -> str:
    return f"{OPEN}{word}{CLOSE}"


def rest(document: Document) -> str:
    """The titles, captions and tables of an article that has nothing else."""
    texts = (latex(document, block.text) for block in document.blocks)
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
