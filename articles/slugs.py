"""Addresses from titles: 注意力机制与 C++ becomes zhu-yi-li-ji-zhi-yu-cpp."""

import re
from collections.abc import Callable

from slugify import slugify

LONGEST = 60
# Names whose signs carry the meaning; the sign alone would vanish.
NAMES = {
    r"c\+\+": "cpp",
    r"\bc#": "csharp",
    r"\bf#": "fsharp",
    r"(?<!\w)\.net\b": "dotnet",
    r"\bnode\.js\b": "nodejs",
}
HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003134f]+")
UNICODE_SLUG = re.compile(r"^[\w]+(?:[-.][\w]+)*$")


def suggest(title: str) -> str:
    """An ASCII slug of whole words, at most LONGEST characters; empty where nothing is left."""
    latin = HAN.sub(lambda run: f" {' '.join(syllables(run[0]))} ", spelled_out(title))
    return slugify(latin, max_length=LONGEST, word_boundary=True, save_order=True)


def spelled_out(name: str) -> str:
    for pattern, word in NAMES.items():
        name = re.sub(pattern, f" {word} ", name, flags=re.IGNORECASE)
    return name


def syllables(han: str) -> list[str]:
    """The pinyin of each character, read in its word: 重庆 is chong qing, 银行 is yin hang."""
    from pypinyin import Style, lazy_pinyin  # its dictionaries take a fifth of a second

    return lazy_pinyin(han, style=Style.NORMAL, errors="ignore")


def in_any_script(name: str, longest: int = LONGEST) -> str:
    """A slug that keeps its letters, as tags have: 注意力 机制 becomes 注意力-机制."""
    slug = slugify(spelled_out(name), allow_unicode=True)
    return slug if len(slug) <= longest else slug[:longest].rpartition("-")[0] or slug[:longest]


def first_free(slug: str, taken: Callable[[str], bool]) -> str:
    """The slug, or the slug with the first number that makes it free."""
    candidate, number = slug, 1
    while taken(candidate):
        number += 1
        candidate = f"{slug}-{number}"
    return candidate
