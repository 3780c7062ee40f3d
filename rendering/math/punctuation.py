"""Keeps punctuation on the line of the formula beside it: browsers break on either side of one."""

import re

from ..document import FORMULA_CLASS, Document
from ..placeholders import Formula

BEGINNING, END = f'<code class="{FORMULA_CLASS}">', "</code>"
MOST = 3
OPENING = re.compile(r"[（《〈「『【〔“‘(\[]{1,3}\Z")
CLOSING = re.compile(r"[。．｡，、､；：！？）》〉」』】〕”’…,.;:!?)\]%]{1,3}")


def attach_punctuation(document: Document) -> None:
    """Wrap an inline formula and the brackets or stops beside it in a span that does not break."""
    before, *found = document.html.split(BEGINNING)
    pieces = []
    for piece in found:
        name, end, behind = piece.partition(END)
        placeholder = BEGINNING + name + end
        if is_in_line(document, name):
            opening = OPENING.search(before[-MOST:])
            closing = CLOSING.match(behind)
            if opening or closing:
                left, right = opening[0] if opening else "", closing[0] if closing else ""
                before, behind = before[: len(before) - len(left)], behind[len(right) :]
                placeholder = f'<span class="math-punct hug">{left}{placeholder}{right}</span>'
        pieces += [before, placeholder]
        before = behind
    document.html = "".join([*pieces, before])


def is_in_line(document: Document, name: str) -> bool:
    """Whether the placeholder is a converted formula in the line; source may break anywhere."""
    held = document.held_by_name(name)
    return isinstance(held, Formula) and not held.display and held.html.startswith("<math")
