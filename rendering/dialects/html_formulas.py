"""Finds formulas in the text of raw HTML, which Markdown does not parse: `<td>$x$</td>`."""

import re
from html import unescape

from ..document import Document
from ..math.formula_delimiters import formula_at
from ..math.unpaired_delimiters import UnpairedWarnings
from ..placeholders import Formula

TAG = re.compile(r"(<[^<>]*>)")
OPAQUE_TAG = re.compile(r"<(/?)(pre|code|script|style|textarea|svg|math)\b", re.IGNORECASE)
START = re.compile(r"\$|\\[(\[]")


def hold_html_formulas(document: Document, html: str) -> str:
    """`html` with placeholders for the formulas in its text, but not in code or scripts."""
    if "$" not in html and "\\" not in html:
        return html
    parts, is_text = TAG.split(html), True
    for number, part in enumerate(parts):
        if number % 2 == 0:
            parts[number] = hold_text_formulas(document, part) if is_text else part
        elif tag := OPAQUE_TAG.match(part):
            is_text = bool(tag[1])
    return "".join(parts)


def hold_text_formulas(document: Document, text: str) -> str:
    pieces, end, unpaired = [], 0, UnpairedWarnings(document)
    for match in START.finditer(text):
        start = match.start()
        if start < end or text[start - 1 : start] == "\\":
            continue
        if span := formula_at(text, start):
            formula = Formula(unescape(span.latex), span.display, block=False)
            pieces += [text[end:start], document.hold(formula)]
            end = span.end
        else:
            unpaired.warn(text, start)
    return "".join(pieces) + text[end:]
