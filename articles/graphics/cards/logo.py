"""Logo of the site as bitmap: five bars and the needle of static/icon.svg."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from articles.graphics.cards.card_colours import INK_3, NEEDLE, PAPER

GRID = 32
BARS = ((3, 22), (8.2, 17), (13.4, 12), (23.8, 15), (29, 20))
NEEDLE_AT, NEEDLE_TOP, FOOT = 18.6, 3, 28
STROKE = 2.4
FINER = 4  # supersampling factor
SAFE = 0.62  # share of the side that masks of phones leave visible


def draw_logo(side: int, paper: str = PAPER) -> Image.Image:
    image = Image.new("RGB", (side * FINER, side * FINER), paper)
    pen, unit = ImageDraw.Draw(image), side * FINER / GRID
    for x, top in BARS:
        draw_bar(pen, x, top, unit, INK_3)
    draw_bar(pen, NEEDLE_AT, NEEDLE_TOP, unit, NEEDLE)
    return image.reduce(FINER)


def draw_bar(pen: ImageDraw.ImageDraw, x: float, top: float, unit: float, colour: str) -> None:
    left, right = (x - STROKE / 2) * unit, (x + STROKE / 2) * unit
    pen.rectangle((left, top * unit, right - 1, FOOT * unit - 1), fill=colour)


@cache
def site_icon(side: int, kind: str = "PNG") -> bytes:
    """Icon of the site. Icons larger than 64 px have the margin of maskable icons."""
    inner = round(side * SAFE) if side > 64 else side
    image = Image.new("RGB", (side, side), PAPER)
    image.paste(draw_logo(inner), ((side - inner) // 2,) * 2)
    out = BytesIO()
    image.save(out, kind, optimize=True)
    return out.getvalue()
