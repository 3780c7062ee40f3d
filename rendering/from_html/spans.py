"""Reads what is in a line: texts with their marks, code, formulas, pictures, line breaks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from ..html.characters import CJK
from ..tree import children
from .elements_left import class_names, is_left_out
from .formula_sources import formula_of
from .html_conversion import PICTURES, HtmlConversion, scheme_of
from .inline_marks import Mark, Marks, is_code_text, marks_below
from .note_targets import is_back_link, is_reference

# A line end in the HTML is a space, but none between Chinese characters.
CHINESE_LINE_END = re.compile(rf"(?<=[{CJK}])[ \t]*\n\s*(?=[{CJK}])")
WHITE_SPACE = re.compile(r"[ \t\n\r\f\u00a0\u2002-\u200a\u202f]+")
MEDIA = frozenset({"iframe", "video", "audio"})


@dataclass(frozen=True, slots=True)
class InlineSpan:
    """`kind` is text, code, formula, image, note or break; `value` its text, LaTeX, label …"""

    kind: str
    value: str
    marks: Marks = ()
    title: str = ""

    @property
    def is_text(self) -> bool:
        return self.kind == "text"


def read_spans(nodes: Iterable[LexborNode], conversion: HtmlConversion) -> list[InlineSpan]:
    """The spans of a paragraph, with single spaces, and none at its edges and around breaks."""
    spans = [span for node in nodes for span in SpanReader(conversion).read(node, ())]
    return without_outer_breaks(with_single_spaces(spans))


class SpanReader:
    def __init__(self, conversion: HtmlConversion) -> None:
        self.conversion = conversion

    def read(self, node: LexborNode, marks: Marks) -> Iterator[InlineSpan]:
        if node.tag == "-text":
            yield InlineSpan("text", node.text_content or "", marks)
        elif (node.tag or "").startswith("-"):
            return
        elif formula := formula_of(node):
            yield InlineSpan("formula", formula.latex, marks)
        elif not is_left_out(node):
            yield from self.element(node, marks)

    def element(self, node: LexborNode, marks: Marks) -> Iterator[InlineSpan]:
        if node.tag == "br":
            yield InlineSpan("break", "", marks)
        elif node.tag == "img":
            yield from self.picture(node, marks)
        elif node.tag in MEDIA:
            yield from self.media(node, marks)
        elif node.tag == "a":
            yield from self.link(node, marks)
        elif is_code_text(node):
            yield from self.code(node, marks)
        elif node.tag == "q":
            yield from (
                InlineSpan("text", "“", marks),
                *self.inside(node, marks),
                InlineSpan("text", "”", marks),
            )
        elif node.tag == "rt":
            yield from (
                InlineSpan("text", "（", marks),
                *self.inside(node, marks),
                InlineSpan("text", "）", marks),
            )
        else:
            yield from self.inside(node, marks_below(node, marks))

    def inside(self, node: LexborNode, marks: Marks) -> Iterator[InlineSpan]:
        for child in children(node):
            yield from self.read(child, marks)

    def code(self, node: LexborNode, marks: Marks) -> Iterator[InlineSpan]:
        text = WHITE_SPACE.sub(" ", node.text())
        marks = marks_below(node, marks)
        if node.css_first("a[href], img, math, .katex") is not None and node.tag != "code":
            yield from self.inside(node, marks)
        elif text.strip():
            yield InlineSpan("code", text.strip(), marks)

    def link(self, node: LexborNode, marks: Marks) -> Iterator[InlineSpan]:
        if label := self.conversion.notes.label(node):
            yield InlineSpan("note", label)
        elif is_reference(node):
            yield InlineSpan(
                "text", node.text(), tuple(mark for mark in marks if mark.name != "sup")
            )
        elif not is_back_link(node):
            target = self.conversion.link(node)
            mark = Mark("link", target, node.attributes.get("title") or "")
            inner = marks_below(
                node, (*(m for m in marks if m.name != "link"), mark) if target else marks
            )
            yield from self.inside(node, inner)

    def picture(self, node: LexborNode, marks: Marks) -> Iterator[InlineSpan]:
        alternative = " ".join((node.attributes.get("alt") or "").split())
        if is_emoji(node):
            yield InlineSpan("text", alternative, marks)
        elif address := self.conversion.picture(node):
            title = " ".join((node.attributes.get("title") or "").split())
            links = tuple(mark for mark in marks if mark.name == "link" and mark.href != address)
            yield InlineSpan("image", address, links, f"{alternative}\n{title}")
        else:
            self.conversion.left_out["pictures"] += 1

    def media(self, node: LexborNode, marks: Marks) -> Iterator[InlineSpan]:
        source = node if node.attributes.get("src") else node.css_first("source[src]")
        address = self.conversion.resolved((source.attributes.get("src") or "") if source else "")
        address = f"https:{address}" if address.startswith("//") else address
        if scheme_of(address) not in PICTURES or not address:
            return
        if node.tag != "iframe":
            yield InlineSpan("image", address, (), "\n")
        elif scheme_of(address):
            yield InlineSpan("text", address, (Mark("link", address),))


def is_emoji(node: LexborNode) -> bool:
    names = class_names(node)
    alternative = node.attributes.get("alt") or ""
    return (
        bool(alternative)
        and (
            any("emoji" in name for name in names) or "emoji" in (node.attributes.get("src") or "")
        )
        and len(alternative) < 12
    )


def with_single_spaces(spans: list[InlineSpan]) -> list[InlineSpan]:
    """As a browser shows them: a space at the end of a span hides one at the start of the next."""
    made: list[InlineSpan] = []
    before = " "
    for span, text in zip(spans, joined_line_ends(spans), strict=True):
        if not span.is_text:
            made.append(span)
            before = " " if span.kind == "break" else "x"
            continue
        text = WHITE_SPACE.sub(" ", text)
        text = text[1:] if before == " " and text.startswith(" ") else text
        if text:
            made.append(replace(span, value=text))
            before = text[-1]
    return trimmed_ends(made)


def joined_line_ends(spans: list[InlineSpan]) -> list[str]:
    """The texts without line ends between Chinese characters, also where two spans meet."""
    if not any("\n" in span.value for span in spans):
        return [span.value for span in spans]
    lengths = [len(span.value) if span.is_text else 1 for span in spans]
    whole = "".join(span.value if span.is_text else "\ufffc" for span in spans)
    drop = {at for match in CHINESE_LINE_END.finditer(whole) for at in range(*match.span())}
    texts, at = [], 0
    for length in lengths:
        texts.append("".join(whole[n] for n in range(at, at + length) if n not in drop))
        at += length
    return texts


def trimmed_ends(spans: list[InlineSpan]) -> list[InlineSpan]:
    """The spans without a space before a line break and at the end."""
    made: list[InlineSpan] = []
    for span, following in zip(spans, [*spans, None][1:], strict=True):
        if span.is_text and (following is None or following.kind == "break"):
            span = replace(span, value=span.value.rstrip(" "))
        if span.value or not span.is_text:
            made.append(span)
    return made


def without_outer_breaks(spans: list[InlineSpan]) -> list[InlineSpan]:
    start, end = 0, len(spans)
    while start < end and spans[start].kind == "break":
        start += 1
    while end > start and spans[end - 1].kind == "break":
        end -= 1
    return spans[start:end]
