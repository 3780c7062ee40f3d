"""The letters under which names stand in an index from A to Z: of Chinese ones by their pinyin.

pypinyin would know every word, but it takes 57 MB of memory in each process. The file holds the
first reading that pypinyin gives each character from U+4E00 on.
"""

from functools import cache
from pathlib import Path
from unicodedata import normalize

FILE = Path(__file__).with_name("pinyin_initials.txt")
FIRST_HAN = 0x4E00
OTHERS = "#"  # for names that begin with a digit, a sign, or a letter of another script
# Characters that are read otherwise at the beginning of names, and words with an exception to that.
READINGS = {"长": "C", "重": "C", "调": "T", "校": "J", "弹": "T", "率": "L"} | {
    **dict.fromkeys(("行列", "行业"), "H"),
    **dict.fromkeys(("重要", "重量", "重力", "重点", "重心"), "Z"),
    **dict.fromkeys(("调度", "调用", "调研", "调查"), "D"),
    **dict.fromkeys(("校园", "校友"), "X"),
    **dict.fromkeys(("弹道", "弹幕", "弹窗"), "D"),
}


def initial(name: str) -> str:
    """A letter from A to Z; OTHERS if the name begins with none."""
    first = normalize("NFKD", name)[:1].upper()[:1]
    if first.isascii():
        return first if first.isalpha() else OTHERS
    known = READINGS.get(name[:2]) or READINGS.get(first)
    return known or initial_of_character(first)


def initial_of_character(character: str) -> str:
    number, initials = ord(character) - FIRST_HAN, han_initials()
    return initials[number] if 0 <= number < len(initials) else OTHERS


@cache
def han_initials() -> str:
    return FILE.read_text().replace("\n", "")


def sort_key(name: str) -> tuple[bool, str, bool, bytes]:
    """By letter; under a letter Latin names come first, then Chinese ones as in GB 18030."""
    letter = initial(name)
    key = name.casefold().encode("gb18030", "replace")
    return letter == OTHERS, letter, not name[:1].isascii(), key
