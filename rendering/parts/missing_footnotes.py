"""Footnotes that miss something: a mark without its note, a note without a mark."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from ..document import Document

# Of either kind; for each the source is looked through.
MOST = 100
MARK = re.compile(r"\[\^([^\]\[\s]{1,60})\]")
# `[^a-z]` and `[^0-9_]` are regular expressions.
CLASS = re.compile(r"(?:\w-\w|\\\w)+_?|\W.*")


def report_missing_notes(document: Document) -> None:
    if "[^" not in document.source:
        return
    for mark in islice(marks_without_note(document), MOST):
        message = f"The footnote {mark} has no text: add a line “{mark}: …”"
        document.warn(message, line=document.line_of(mark))


def marks_without_note(document: Document) -> Iterator[str]:
    for node in document.body.traverse(include_text=True):
        if node.tag == "-text" and "[^" in (text := node.text_content or "") and is_prose(node):
            for match in MARK.finditer(text):
                if not CLASS.fullmatch(match[1]):
                    yield match[0]


def is_prose(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag not in ("code", "pre")


def report_unused_notes(document: Document, labels: Iterable[str]) -> None:
    for label in islice(labels, MOST):
        mark = f"[^{label}]"
        message = f"The footnote {mark} is nowhere referred to, so that no reader comes to it"
        document.warn(message, line=document.line_of(f"{mark}:"))
