"""The colours of a diagram as classes, which the style sheet colours for both themes.

Any colour becomes one of a few: paper, two greys and ink, or the nearest hue of the palette. A text
has the colour of ink, or that of paper on ink, so that it can be read on each of them.
"""

from colorsys import rgb_to_hls
from functools import lru_cache

from tinycss2.color4 import parse_color

from ..html.palette import hue_name

NONE, PAPER, PANEL, GREY, INK = "none", "paper", "panel", "grey", "ink"
LEAST_CHROMA = 0.06


@lru_cache(maxsize=512)
def colour_name(colour: str) -> str:
    """The name of the colour nearest to one of CSS; "" if it is none."""
    if colour in ("none", "transparent"):
        return NONE
    parsed = parse_color(colour)
    if parsed is None or isinstance(parsed, str):  # `currentcolor`
        return ""
    red, green, blue, alpha = parsed.to("srgb")
    if not alpha:
        return NONE
    parts = tuple(min(1.0, max(0.0, part)) for part in (red, green, blue))
    hue, lightness, _ = rgb_to_hls(*parts)
    if max(parts) - min(parts) >= LEAST_CHROMA:
        return hue_name(hue * 360)
    return grey_name(lightness)


def grey_name(lightness: float) -> str:
    if lightness > 0.96:
        return PAPER
    if lightness > 0.8:
        return PANEL
    return GREY if lightness > 0.35 else INK
