"""About 300 characters of flowing text: for the feed, the meta description and social cards."""

import re

from selectolax.lexbor import LexborNode

from .chars import CJK
from .document import CodeBlock, Document, Formula
from .sanitize import HEADINGS
from .text import Visit, flow

LIMIT = 300
SHORTEST, LONGEST = 0.7, 1.15

VANISHING = frozenset({*HEADINGS, "table", "figure", "img", "input", "summary"})

PLACEHOLDER = r"\[(?:代码|公式|Math|code|formula)\]"
SPACE = re.compile(r"\s+")
STOPS = "。，、；：？！…—”’」』）】》〉"
# A line break within a paragraph is nothing between Han characters, and between them and a
# placeholder. The edge of a block is nothing after Chinese punctuation or beside a placeholder;
# elsewhere it is a space, or the items of a list would run into one word.
LINE, EDGE = r"[^\S\n]*\n[^\S\n]*", r"\s*\n\s*\n\s*"
AFTER = r"(?<=代码\])|(?<=公式\])"
NO_SPACE = re.compile(
    rf"(?:(?<=[{CJK}])|{AFTER}){LINE}(?=[{CJK}]|\[(?:代码|公式|Math)\])"
    rf"|(?<=\[Math\]){LINE}(?=[{CJK}])"
    rf"|(?:(?<=[{STOPS}])|{AFTER}){EDGE}(?=[{CJK}]|\[(?:代码|公式|Math)\])"
    rf"|(?<=[{CJK}]){EDGE}(?=\[(?:代码|公式)\])"
)
UNIT = re.compile(rf"{PLACEHOLDER}|(?:(?!{PLACEHOLDER})[^\s{CJK}])+|[{CJK}]|\s+")
SENTENCE_END = re.compile(r"[。！？!?…]+[”’」』）)\"]*|(?<![\d.])\.[”\")]*(?=\s)")
DANGLING = " \t，、：；,:;（(“‘「『《—-"


def write_excerpt(document: Document) -> None:
    document.excerpt = cut(one_line(flow(document.body, visitor(document))))


def visitor(document: Document) -> Visit:
    words = document.words

    def visit(node: LexborNode) -> str | None:
        if vanishes(node):
            return ""
        match document.held_by(node):
            case Formula(display=True):
                return words.display
            case Formula():
                return words.inline
            case CodeBlock():
                return words.code
        return words.code if node.tag == "pre" else None

    return visit


def vanishes(node: LexborNode) -> bool:
    if node.tag in VANISHING:
        return True
    classes = (node.attributes.get("class") or "").split()
    if node.tag == "b":
        return node.parent is not None and node.parent.tag == "aside"
    return "fn" in classes or "notes" in classes


def one_line(text: str) -> str:
    return SPACE.sub(" ", NO_SPACE.sub("", text.strip()))


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
    return end or LIMIT
