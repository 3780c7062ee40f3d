"""Slugs as hexo-util's slugize() makes them, and the numbers of hexo-abbrlink."""

import re
import unicodedata
import zlib

CONTROL = re.compile(r"[\x00-\x1f]")
SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")
# Letters without a decomposition in Unicode that it replaces
LETTERS = str.maketrans(
    {
        "Æ": "AE",
        "Ø": "O",
        "Đ": "D",
        "Ð": "D",
        "Œ": "OE",
        "Ł": "L",
        "Ħ": "H",
        "ß": "s",
        "æ": "ae",
        "ø": "o",
        "đ": "d",
        "œ": "oe",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
    }
)
CASES = {"1": str.lower, "2": str.upper}
CRC_16 = 0xA001  # the reversed polynomial of CRC-16/ARC


def hexo_slug(text: str, case: str = "0") -> str:
    """Return the slug. `case` is Hexo's filename_case: 1 for lower case, 2 for upper case."""
    plain = CONTROL.sub("", without_diacritics(text))
    slug = re.sub("-{2,}", "-", SPECIAL.sub("-", plain)).strip("-")
    return CASES.get(case, str)(slug)


def without_diacritics(text: str) -> str:
    """Replace Latin letters only: é is e, but が stays."""
    return "".join(plain_letter(character) for character in text.translate(LETTERS))


def plain_letter(character: str) -> str:
    if character.isascii():
        return character
    base = unicodedata.normalize("NFKD", character)[0]
    is_latin = base.isascii() and base.isalpha() and unicodedata.category(character)[0] in "LS"
    return base if is_latin else character


def abbreviated_link(title: str, algorithm: str, base: str) -> str:
    """Return hexo-abbrlink's checksum of a title: crc16 or crc32, in `dec` or `hex`."""
    data = title.encode()
    number = zlib.crc32(data) if algorithm == "crc32" else crc_16(data)
    return f"{number:x}" if base == "hex" else str(number)


def crc_16(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _bit in range(8):
            crc = (crc >> 1) ^ CRC_16 if crc & 1 else crc >> 1
    return crc
