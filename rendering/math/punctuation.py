"""Keeps punctuation on the line of the formula beside it, and Han characters at a distance.

Browsers break lines on either side of a formula, and set only letters apart from Han characters.
"""

import re

from ..document import FORMULA_CLASS, Document, Held
from ..html.characters import HAN, KANA
from ..placeholders import Formula

BEGINNING, END = f'<code class="{FORMULA_CLASS}">', "</code>"
HIDDEN = '<math class="silent"'
MOST = 3
LONGEST_TAGS = 60  # characters; of tags before a formula
TAGS = r"(?:</?(?:a|b|del|em|i|ins|mark|q|span|strong|u)\b[^<>]*>)*"
HAN_BEFORE = re.compile(rf"[{HAN}{KANA}]{TAGS}\Z")
HAN_BEHIND = re.compile(rf"{TAGS}[{HAN}{KANA}]")
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
            set_apart(
                document.held_by_name(name),
                not opening and HAN_BEFORE.search(before[-LONGEST_TAGS:]) is not None,
                not closing and HAN_BEHIND.match(behind) is not None,
            )
        pieces += [before, placeholder]
        before = behind
    document.html = "".join([*pieces, before])


def set_apart(formula: Held | None, before: bool, behind: bool) -> None:
    """Mark a formula that has Han characters beside it, without a space between."""
    if isinstance(formula, Formula) and (before or behind) and HIDDEN not in formula.html:
        names = " ".join(["han-before"] * before + ["han-behind"] * behind)
        formula.html = formula.html.replace("<math", f'<math class="{names}"', 1)


def is_in_line(document: Document, name: str) -> bool:
    """Whether the placeholder is a converted formula in the line; source may break anywhere."""
    held = document.held_by_name(name)
    return isinstance(held, Formula) and not held.display and held.html.startswith("<math")
