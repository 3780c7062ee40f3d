"""The mark `<!-- more -->`, which ends the excerpt, as in Hexo, Hugo and WordPress."""

import re

from ..document import MORE_CLASS, Document
from ..tree import nonblank_children

# WordPress allows the text of its link after it.
COMMENT = re.compile(r"<!--\s*more\b[^<>]*-->", re.IGNORECASE)


def keep_more_marks(html: str) -> str:
    """Replace the comments by elements, because the sanitizer removes comments."""
    return COMMENT.sub(f'<span class="{MORE_CLASS}"></span>', html)


def drop_more_marks(document: Document) -> None:
    for mark in document.body.css(f"span.{MORE_CLASS}"):
        parent = mark.parent
        mark.remove()
        if parent is not None and parent.tag == "p" and not nonblank_children(parent):
            parent.remove()
