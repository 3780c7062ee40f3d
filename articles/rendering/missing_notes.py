"""Footnotes that miss something: a mark without its note, a note without a mark."""

import re

from selectolax.lexbor import LexborNode

from .document import Document

MARK = re.compile(r"\[\^([^\]\[\s]{1,60})\]")
# `[^a-z]` and `[^0-9_]` are regular expressions.
CLASS = re.compile(r"(?:\w-\w|\\\w)+_?|\W.*")


def report_missing_notes(document: Document) -> None:
    if "[^" not in document.source:
        return
    for node in document.body.traverse(include_text=True):
        if node.tag == "-text" and "[^" in (text := node.text_content or "") and is_prose(node):
            for match in MARK.finditer(text):
                if not CLASS.fullmatch(match[1]):
                    report(document, match)


def report(document: Document, match: re.Match[str]) -> None:
    message = f"The footnote {match[0]} has no text: add a line “{match[0]}: …”"
    document.warn(message, line=document.line_of(match[0]))


def is_prose(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag not in ("code", "pre")


def report_unused_note(document: Document, label: str) -> None:
    mark = f"[^{label}]"
    message = f"The footnote {mark} is nowhere referred to, so that no reader comes to it"
    document.warn(message, line=document.line_of(f"{mark}:"))
