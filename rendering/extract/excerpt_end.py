"""`<!-- more -->` ends the excerpt, as in Hexo, Hugo and WordPress; it is nothing on the page."""

import re

from ..document import MORE_CLASS, Document
from ..tree import nonblank_children

# WordPress lets the words of its link follow.
COMMENT = re.compile(r"<!--\s*more\b[^<>]*-->", re.IGNORECASE)


def keep_more_marks(html: str) -> str:
    """As elements, since cleaning takes comments away."""
    return COMMENT.sub(f'<span class="{MORE_CLASS}"></span>', html)


def drop_more_marks(document: Document) -> None:
    for mark in document.body.css(f"span.{MORE_CLASS}"):
        parent = mark.parent
        mark.remove()
        if parent is not None and parent.tag == "p" and not nonblank_children(parent):
            parent.remove()
