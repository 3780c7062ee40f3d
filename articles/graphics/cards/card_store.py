"""Each picture is drawn once, and kept under a name made of what it shows."""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from articles.graphics.cards import card_fonts
from articles.graphics.cards.drawing import Card, draw_card

DRAWING = 1  # another number when the same card looks different


def card_name(card: Card) -> str:
    """Changes with what the card shows, and with the hand that draws it."""
    return sha256(repr((DRAWING, *card)).encode()).hexdigest()[:16]


def card_png(card: Card) -> bytes:
    """The picture of `card`, drawn where nobody has asked for it before.

    Two who ask at once both draw it, and each puts a whole file in place.
    """
    path = card_folder(card) / f"{card_name(card)}.png"
    try:
        return path.read_bytes()
    except OSError:
        picture = draw_card(card)
    try:
        write_atomically(path, picture)
    except OSError:  # no room, or a folder that may not be written: the reader gets it anyway
        return picture
    return picture


def card_folder(card: Card) -> Path:
    """One for each set of fonts: another font on the machine, another picture."""
    faces = (card_fonts.title_faces(card.language), card_fonts.label_faces(card.language))
    fingerprint = sha256(repr(faces).encode()).hexdigest()[:8]
    return Path(settings.DATA / "cards" / fingerprint)


def write_atomically(path: Path, picture: bytes) -> None:
    for made in (path.parent.parent, path.parent):
        made.mkdir(mode=0o700, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(picture)
    os.replace(file.name, path)
