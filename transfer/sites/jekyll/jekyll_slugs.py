"""Slugs as Jekyll's Utils.slugify() makes them."""

import re
import unicodedata
from itertools import groupby

# Characters that the mode `pretty` keeps
PRETTY = frozenset("._~!$&'()+,;=@")


def jekyll_slug(text: str, mode: str = "default", *, cased: bool = False) -> str:
    """Return the slug of a mode: raw, default, pretty, ascii, latin, or none."""
    if mode not in ("raw", "default", "pretty", "ascii", "latin"):
        return text if cased else text.lower()
    plain = transliterated(text) if mode == "latin" else text
    runs = groupby(plain, lambda character: stays(character, mode))
    slug = "".join("".join(run) if kept else "-" for kept, run in runs)
    slug = re.sub("^-|-$", "", slug)
    return slug if cased else slug.lower()


def stays(character: str, mode: str) -> bool:
    if mode == "raw":
        return not character.isspace()
    if mode == "ascii":
        return character.isascii() and character.isalnum()
    is_word = unicodedata.category(character)[0] in "LM" or unicodedata.category(character) == "Nd"
    return is_word or (mode == "pretty" and character in PRETTY)


def transliterated(text: str) -> str:
    """Replace accented Latin letters; I18n.transliterate writes ? for all others."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(each for each in decomposed if not unicodedata.combining(each))
    return "".join(each if each.isascii() else "?" for each in plain)
