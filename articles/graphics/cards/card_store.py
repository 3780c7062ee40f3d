"""Stored cards: each is drawn once, and its file name is a digest of its content."""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from articles.graphics.cards import card_fonts
from articles.graphics.cards.drawing import Card, draw_card

DRAWING = 3  # increase when the drawing code changes what a card looks like


def card_name(card: Card) -> str:
    """Digest of the content of the card and of DRAWING."""
    return sha256(repr((DRAWING, *card)).encode()).hexdigest()[:16]


def card_png(card: Card) -> bytes:
    """The PNG of the card, from its file or drawn now.

    Two concurrent requests may both draw it. Files are replaced atomically.
    """
    path = card_folder(card) / f"{card_name(card)}.png"
    try:
        return path.read_bytes()
    except OSError:
        picture = draw_card(card)
    try:
        write_atomically(path, picture)
    except OSError:  # disk full or read-only: answer without storing the file
        return picture
    return picture


def card_folder(card: Card) -> Path:
    """Folder for the current set of fonts, since other fonts give another image."""
    return Path(settings.DATA / "cards" / fonts_digest(card.language))


def fonts_digest(language: str) -> str:
    """Names the fonts for cards in this language."""
    faces = (card_fonts.title_faces(language), card_fonts.label_faces(language))
    return sha256(repr(faces).encode()).hexdigest()[:8]


def write_atomically(path: Path, picture: bytes) -> None:
    for made in (path.parent.parent, path.parent):
        made.mkdir(mode=0o700, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(picture)
    os.replace(file.name, path)
