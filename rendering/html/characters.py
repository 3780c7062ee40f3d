"""Character classes for Chinese and Japanese text, and counts of words and characters."""

import re
from functools import lru_cache
from typing import NamedTuple

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PUNCTUATION = "\u3001-\u3003\u3008-\u3020\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
# Also used in Latin text, but full width between Han characters.
QUOTES = "\u2014\u2018\u2019\u201c\u201d\u2026"
KANA = "\u3040-\u30ff\u31f0-\u31ff"

CJK = HAN + PUNCTUATION + QUOTES + KANA

HAN_CHARACTER = re.compile(f"[{HAN}]")
CHINESE = re.compile(f"[{CJK}\u3000]")
KANA_LETTERS = "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
# A word is in a script with spaces between words; `1,000`, `don't` and `multi-head` are one each.
HAN_RUN = re.compile(f"[{HAN}]+")
KANA_RUN = re.compile(f"[{KANA_LETTERS}]+")
WORD = re.compile(
    rf"[^\W_{HAN}{KANA}][^\W{HAN}{KANA}]*"
    rf"(?:(?:[-.'’+\u0300-\u036f]|(?<=\d),(?=\d))[^\W{HAN}{KANA}]+)*"
)


# The counts of texts shorter than this are cached.
SHORT = 24


class CharacterCounts(NamedTuple):
    han: int
    kana: int
    words: int


def character_counts(text: str) -> CharacterCounts:
    """The number of Han characters, of kana, and of words in other scripts."""
    return cached_counts(text) if len(text) < SHORT else count_characters(text)


def count_characters(text: str) -> CharacterCounts:
    words = len(WORD.findall(text))
    if text.isascii():
        return CharacterCounts(0, 0, words)
    han, kana = (len("".join(run.findall(text))) for run in (HAN_RUN, KANA_RUN))
    return CharacterCounts(han, kana, words)


# Between formulas the same short texts recur.
cached_counts = lru_cache(maxsize=4096)(count_characters)


class CountsCache(dict[str, CharacterCounts]):
    """The counts of the parts of an article's text; each is counted once."""

    def __missing__(self, text: str) -> CharacterCounts:
        self[text] = found = character_counts(text)
        return found
