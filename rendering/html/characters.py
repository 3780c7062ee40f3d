"""Which characters are Chinese: one answer for every step."""

import re
from functools import lru_cache
from typing import NamedTuple

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PUNCTUATION = "\u3001-\u3003\u3008-\u3020\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
# Shared with Latin text, but full width between Han characters.
QUOTES = "\u2014\u2018\u2019\u201c\u201d\u2026"
KANA = "\u3040-\u30ff\u31f0-\u31ff"

CJK = HAN + PUNCTUATION + QUOTES + KANA

HAN_CHARACTER = re.compile(f"[{HAN}]")
CHINESE = re.compile(f"[{CJK}\u3000]")
KANA_LETTERS = "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
# A word is of a script that parts its words; numbers, identifiers and multi-head are one each.
HAN_RUN = re.compile(f"[{HAN}]+")
KANA_RUN = re.compile(f"[{KANA_LETTERS}]+")
WORD = re.compile(
    rf"[^\W_{HAN}{KANA}][^\W{HAN}{KANA}]*"
    rf"(?:(?:[-.'’+\u0300-\u036f]|(?<=\d),(?=\d))[^\W{HAN}{KANA}]+)*"
)


SHORT = 24


class Amount(NamedTuple):
    han: int
    kana: int
    words: int


def amount(text: str) -> Amount:
    """How many Han characters, kana and words of other scripts there are."""
    return known_amount(text) if len(text) < SHORT else counted(text)


def counted(text: str) -> Amount:
    words = len(WORD.findall(text))
    if text.isascii():
        return Amount(0, 0, words)
    han, kana = (len("".join(run.findall(text))) for run in (HAN_RUN, KANA_RUN))
    return Amount(han, kana, words)


# Between formulas stand the same few words, and often nothing.
known_amount = lru_cache(maxsize=4096)(counted)


class Amounts(dict[str, Amount]):
    """Of the pieces of an article's text, each counted once."""

    def __missing__(self, text: str) -> Amount:
        self[text] = found = amount(text)
        return found
