"""The cover of a book: the share card on an upright page, as shelves of readers show it."""

from functools import partial
from io import BytesIO

from PIL import Image

from articles.graphics import cards
from articles.graphics.cards.card_colours import PAPER
from books.epub import BookFile

SIZE = (1200, 1600)  # pixels
TOP = 400
COLOURS = 64


def cover_file(card: cards.Card) -> BookFile | None:
    """None where no font of this machine has the letters of the title."""
    if not card.can_be_drawn():
        return None
    data = upright(cards.card_png(card))
    return BookFile("files/cover.png", "image/png", partial(BytesIO, data))


def upright(png: bytes) -> bytes:
    page = Image.new("RGB", SIZE, PAPER)
    with Image.open(BytesIO(png)) as card:
        page.paste(card.convert("RGB"), (0, TOP))
    out = BytesIO()
    page.quantize(COLOURS, method=Image.Quantize.MEDIANCUT).save(out, "PNG", optimize=True)
    return out.getvalue()
