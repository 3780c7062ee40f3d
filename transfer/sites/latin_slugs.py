"""Slugs in Latin letters: of Pelican, Zola and Eleventy."""

import re
from functools import lru_cache

from slugify import slugify

DASHES = frozenset("‐‑‒–—―−")


def latin_slug(text: str) -> str:
    """Return a slug of words with hyphens, as most slugify functions make it."""
    return slugify(text)


def in_latin_letters(text: str) -> str:
    """Return the text with other scripts in Latin letters, as Unidecode: 深度 is “Shen Du ”."""
    return "".join(each if each.isascii() else latin_letter(each) for each in text)


@lru_cache(maxsize=8192)
def latin_letter(character: str) -> str:
    if character in DASHES:
        return "-"
    if character.isspace():
        return " "
    latin = slugify(character, lowercase=False)
    return f"{latin} " if is_syllable(character) else latin


def is_syllable(character: str) -> bool:
    """Whether Unidecode puts a space after it: a Han character."""
    return re.match("[㐀-鿿豈-﫿]", character) is not None
