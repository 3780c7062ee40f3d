"""Tells whether a picture is drawn with dark lines on a transparent background.

In the dark colour scheme it would be black on black, so it gets a light background there.
"""

import re

from PIL import Image, ImageColor

COLOUR = re.compile(
    r"\b(?:fill|stroke|color|stop-color)\s*[=:]\s*[\"']?\s*(#[0-9a-f]{3,8}|rgb\([^()]{5,40}\)|[a-z]+)",
    re.IGNORECASE,
)
# Of 255: below it, a grey has a contrast of less than 3:1 to the dark background.
DARK = 97
OPAQUE = 128
MAX_PIXELS = 1_000_000
# Shares of the pixels.
LEAST_TRANSPARENT, LEAST_DARK = 0.02, 0.1


def is_dark_svg(text: str) -> bool:
    """Whether the beginning of an SVG has dark colours, or none: then all is black."""
    if "prefers-color-scheme" in text:
        return False
    colours = [
        lightness for name in COLOUR.findall(text) if (lightness := svg_lightness(name)) is not None
    ]
    return min(colours, default=0) < DARK


def svg_lightness(name: str) -> int | None:
    """From 0 to 255; None if it is no colour, such as `none`."""
    if name.lower() == "currentcolor":
        return 0
    try:
        red, green, blue, *_alpha = ImageColor.getrgb(name)
    except ValueError:
        return None
    return round(0.299 * red + 0.587 * green + 0.114 * blue)


def is_dark_raster(image: Image.Image) -> bool:
    """Whether an image of Pillow that is not larger than MAX_PIXELS is such a drawing."""
    if not image.has_transparency_data or image.width * image.height > MAX_PIXELS:
        return False
    grey, alpha = image.convert("LA").split()
    opaque = alpha.point(lambda value: 255 if value >= OPAQUE else 0)
    pixels = grey.histogram(opaque)
    shown = sum(pixels)
    is_transparent = shown < (1 - LEAST_TRANSPARENT) * image.width * image.height
    return is_transparent and sum(pixels[:DARK]) > LEAST_DARK * shown
