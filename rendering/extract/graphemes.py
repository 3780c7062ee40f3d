"""Grapheme boundaries: where a text can be cut without splitting a character that readers see."""

import unicodedata

JOINER = "\u200d"
FARTHEST = 64  # no readable grapheme is longer


def grapheme_boundary(text: str, end: int) -> int:
    """The last grapheme boundary at or before `end`."""
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
    """Whether the character belongs to the one before it: marks, selectors, skin tones, tags."""
    if unicodedata.category(character) in ("Mn", "Mc", "Me") or character == JOINER:
        return True
    return "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"


def is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def flags_before(text: str, place: int) -> int:
    """The number of consecutive regional indicators (halves of a flag) before `place`."""
    start = place
    while start and is_flag(text[start - 1]):
        start -= 1
    return place - start
