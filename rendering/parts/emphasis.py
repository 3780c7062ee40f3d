"""Emphasis: a class for Chinese and Japanese text, which has dots instead of italics."""

import re

from ..document import Document
from ..html.characters import HAN, KANA_LETTERS

DOTTED = re.compile(f"[{HAN}{KANA_LETTERS}]")


def mark_emphasis(document: Document) -> None:
    for node in document.body.css("em"):
        if DOTTED.search(node.text()):
            names = (node.attributes.get("class") or "").split()
            node.attrs["class"] = " ".join([*names, "han"])
