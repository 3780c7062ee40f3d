"""Where a text can be cut without parting what a reader sees as one character."""

import unicodedata

JOINER = "\u200d"
FARTHEST = 64  # beyond it, marks upon marks are no character anybody reads


def whole(text: str, end: int) -> int:
    """The last place up to `end` between two characters as readers see them."""
    for place in range(end, max(0, end - FARTHEST), -1):
        if place >= len(text) or not is_joined(text, place):
            return place
    return end


def is_joined(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if before == JOINER or extends(after):
        return True
    return is_flag(after) and is_flag(before) and flags_before(text, place) % 2 == 1


def extends(character: str) -> bool:
    """Combining marks, variation selectors, skin tones and tags."""
    if unicodedata.category(character) in ("Mn", "Mc", "Me") or character == JOINER:
        return True
    return "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"


def is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def flags_before(text: str, place: int) -> int:
    """How many halves of flags stand in a row before it."""
    start = place
    while start and is_flag(text[start - 1]):
        start -= 1
    return place - start
