"""Removes `[TOC]` in a paragraph of its own: every page has a table of contents."""

from ..document import Document
from ..tree import nonblank_children


def drop_toc_marks(document: Document) -> None:
    if "[toc]" not in document.html.lower() and document.tag_placeholders is None:
        return
    for paragraph in document.body.css("p"):
        only = nonblank_children(paragraph)
        if len(only) == 1 and only[0].tag == "-text" and only[0].text().strip().upper() == "[TOC]":
            paragraph.remove()
