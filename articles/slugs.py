"""Slugs from titles: 注意力机制与 C++ becomes zhu-yi-li-ji-zhi-yu-cpp."""

import re
from collections.abc import Callable

from slugify import slugify

LONGEST = 60
# Names with significant punctuation, which slugify() would drop.
NAMES = {
    r"c\+\+": "cpp",
    r"\bc#": "csharp",
    r"\bf#": "fsharp",
    r"(?<!\w)\.net\b": "dotnet",
    r"\bnode\.js\b": "nodejs",
}
HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003134f]+")
UNICODE_SLUG = re.compile(r"^[\w]+(?:[-.][\w]+)*$")


def suggest_slug(title: str) -> str:
    """ASCII slug of whole words, at most LONGEST characters; '' if nothing is left."""
    latin = HAN.sub(lambda run: f" {' '.join(syllables(run[0]))} ", spelled_out(title))
    return slugify(latin, max_length=LONGEST, word_boundary=True, save_order=True)


def spelled_out(name: str) -> str:
    for pattern, word in NAMES.items():
        name = re.sub(pattern, f" {word} ", name, flags=re.IGNORECASE)
    return name


def syllables(han: str) -> list[str]:
    """Pinyin of each character in the context of its word: 重庆 is chong qing, 银行 is yin hang."""
    from pypinyin import Style, lazy_pinyin  # loading its dictionaries takes 0.2 s

    return lazy_pinyin(han, style=Style.NORMAL, errors="ignore")


def in_any_script(name: str, longest: int = LONGEST) -> str:
    """Unicode slug, for tags: 注意力 机制 becomes 注意力-机制."""
    slug = slugify(spelled_out(name), allow_unicode=True)
    return slug if len(slug) <= longest else slug[:longest].rpartition("-")[0] or slug[:longest]


def first_free(slug: str, taken: Callable[[str], bool]) -> str:
    """The slug, or the slug with the lowest number from 2 that is not taken."""
    candidate, number = slug, 1
    while taken(candidate):
        number += 1
        candidate = f"{slug}-{number}"
    return candidate
