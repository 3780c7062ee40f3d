"""Warns of footnote references without a footnote, and of footnotes without a reference."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from ..document import Document
from ..messages import message

# Warnings of each kind; each searches the source.
MOST = 100
MARK = re.compile(r"\[\^([^\]\[\s]{1,60})\]")
# Character classes of regular expressions, such as `[^a-z]` and `[^0-9_]`.
CLASS = re.compile(r"(?:\w-\w|\\\w)+_?|\W.*")


def report_missing_notes(document: Document) -> None:
    if "[^" not in document.source:
        return
    for mark in islice(marks_without_note(document), MOST):
        document.warn(message("footnote-without-text", mark=mark), line=document.line_of(mark))


def marks_without_note(document: Document) -> Iterator[str]:
    for node in document.body.traverse(include_text=True):
        if (
            node.tag == "-text"
            and "[^" in (text := node.text_content or "")
            and is_outside_code(node)
        ):
            for match in MARK.finditer(text):
                if not CLASS.fullmatch(match[1]):
                    yield match[0]


def is_outside_code(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag not in ("code", "pre")


def report_unused_notes(document: Document, labels: Iterable[str]) -> None:
    for label in islice(labels, MOST):
        mark = f"[^{label}]"
        line = document.line_of(f"{mark}:")
        document.warn(message("footnote-unused", mark=mark), line=line)
