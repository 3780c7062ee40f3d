"""Captions of pictures that contain formulas; make_figures() makes those without.

The words are the title of the picture, or else the caption of the library, or the alternative text.
"""

import re

from selectolax.lexbor import LexborNode

from ..document import CAPTION_CLASS, DIGITS, FORMULA_CLASS, Document
from ..links.embeds import is_decorative, known_file
from ..math.formula_delimiters import formula_at
from ..placeholders import Formula
from ..tree import create_element

DELIMITER = re.compile(r"[$\\]")


def add_formula_captions(document: Document) -> None:
    """Put a caption with placeholders behind each picture and player whose words have formulas."""
    for media in document.body.css("img, video, audio"):
        values = media.attributes
        if caption := (values.get("title") or "").strip() or library_caption(document, media):
            words = hold_formulas(document, caption)
        else:
            words = document.captions.get(values.get("alt") or "", "")
        if document.token in words:
            media.insert_after(caption_element(document, words), move=True)


def library_caption(document: Document, media: LexborNode) -> str:
    file = known_file(document, media)
    return file.caption if file and not is_decorative(media) else ""


def hold_formulas(document: Document, text: str) -> str:
    """`text` with the names of placeholders in place of its formulas."""
    pieces, end = [], 0
    for sign in DELIMITER.finditer(text):
        found = formula_at(text, sign.start()) if sign.start() >= end else None
        if found is not None:
            formula = Formula(found.latex, display=False, block=False)
            pieces += [text[end : sign.start()], document.placeholder_name(formula)]
            end = found.end
    return "".join([*pieces, text[end:]])


def caption_element(document: Document, words: str) -> LexborNode:
    caption = create_element(document, "figcaption", class_=CAPTION_CLASS)
    for number, piece in enumerate(re.split(rf"({document.token}-\d{{{DIGITS}}})", words)):
        if number % 2:
            formula = create_element(document, "code", class_=FORMULA_CLASS)
            formula.insert_child(piece)
            caption.insert_child(formula, move=True)
        elif piece:
            caption.insert_child(piece)
    return caption
