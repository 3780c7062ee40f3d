"""The colours that text may have; each has a rule for the light and the dark theme.

Any colour that an author writes is replaced by the nearest one, by hue. Colours close to black or
white are dropped: they would be invisible in one of the themes.
"""

import re
from colorsys import rgb_to_hls
from typing import Final

# Colours for feeds and mails, which have no style sheet and a white background.
FEED_COLOURS: Final = {
    "red": "#b52c16",
    "yellow": "#865600",
    "green": "#446012",
    "teal": "#0b646b",
    "blue": "#28579f",
    "purple": "#74438a",
    "grey": "#57645f",
}
PALETTE: Final = tuple(FEED_COLOURS)
# CSS colour names, and the hue in degrees up to which each colour reaches.
CSS_NAMES: Final = {
    "red": (
        "red crimson darkred firebrick indianred brown maroon tomato orangered salmon "
        "coral lightcoral darksalmon lightsalmon"
    ),
    "yellow": (
        "yellow orange darkorange gold goldenrod darkgoldenrod khaki darkkhaki chocolate "
        "sienna peru tan burlywood wheat saddlebrown sandybrown olive moccasin"
    ),
    "green": (
        "green darkgreen forestgreen seagreen mediumseagreen lightgreen lime limegreen "
        "palegreen springgreen mediumspringgreen olivedrab yellowgreen lawngreen "
        "chartreuse greenyellow darkolivegreen darkseagreen"
    ),
    "teal": (
        "teal cyan aqua darkcyan turquoise darkturquoise mediumturquoise lightseagreen "
        "aquamarine mediumaquamarine cadetblue"
    ),
    "blue": (
        "blue darkblue mediumblue navy royalblue dodgerblue deepskyblue skyblue "
        "lightskyblue lightblue steelblue lightsteelblue cornflowerblue midnightblue "
        "slateblue darkslateblue mediumslateblue powderblue"
    ),
    "purple": (
        "purple indigo violet darkviolet blueviolet magenta fuchsia darkmagenta orchid "
        "darkorchid mediumorchid mediumpurple rebeccapurple plum thistle pink hotpink "
        "deeppink lightpink mediumvioletred palevioletred"
    ),
    "grey": (
        "gray grey darkgray darkgrey dimgray dimgrey silver slategray slategrey "
        "lightslategray lightslategrey"
    ),
}
NAMES: Final = {name: colour for colour, names in CSS_NAMES.items() for name in names.split()}
HUES: Final = ((20, "red"), (68, "yellow"), (165, "green"), (200, "teal"), (258, "blue"))
HEX = re.compile(r"#([0-9a-f]{3,8})")
FUNCTION = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\b[^)]*\)?")
DARKEST, LIGHTEST, LEAST_CHROMA = 0.13, 0.93, 0.12


def nearest_palette_colour(colour: str) -> str:
    """The palette's colour for one of CSS or HTML; "" for black, white and unknown colours."""
    colour = colour.strip().lower()
    if colour in NAMES:
        return NAMES[colour]
    parts = rgb_parts(colour)
    if parts is None:
        return ""
    hue, lightness, _ = rgb_to_hls(*parts)
    if max(parts) - min(parts) < LEAST_CHROMA:
        return "grey" if 0.3 < lightness < 0.8 else ""
    if not DARKEST < lightness < LIGHTEST:
        return ""
    return hue_name(hue * 360)


def hue_name(degrees: float) -> str:
    """The palette's colour with the nearest hue."""
    if degrees > 345:
        return "red"
    return next((name for end, name in HUES if degrees <= end), "purple")


def rgb_parts(colour: str) -> tuple[float, float, float] | None:
    if match := HEX.fullmatch(colour if colour.startswith("#") else f"#{colour}"):
        digits = match[1]
        if len(digits) in (3, 4):
            digits = "".join(2 * digit for digit in digits)
        if len(digits) in (6, 8):
            red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
            return red, green, blue
    if match := FUNCTION.match(colour):
        red, green, blue = (min(255, int(part)) / 255 for part in match.groups())
        return red, green, blue
    return None
