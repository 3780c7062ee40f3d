"""Permalinks of Hugo: its placeholders, and paths as it writes them."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime

from transfer.sites.jekyll.jekyll_permalinks import LONG_DAYS, MONTHS

ATTRIBUTE = re.compile(r":(\w+(?:\[.+?\])?)")
SLICE = re.compile(r"sections\[(.+)\]")
KEPT = frozenset("./\\_#+~-@")
ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
# Layouts of Go's dates that are a whole placeholder
GO_LAYOUTS: dict[str, Callable[[datetime], str]] = {
    "2006": lambda date: f"{date:%Y}",
    "06": lambda date: f"{date:%y}",
    "01": lambda date: f"{date:%m}",
    "1": lambda date: str(date.month),
    "02": lambda date: f"{date:%d}",
    "2": lambda date: str(date.day),
    "15": lambda date: f"{date:%H}",
    "04": lambda date: f"{date:%M}",
    "05": lambda date: f"{date:%S}",
    "002": lambda date: f"{date:%j}",
    "January": lambda date: MONTHS[date.month - 1],
    "Jan": lambda date: MONTHS[date.month - 1][:3],
    "Monday": lambda date: LONG_DAYS[date.weekday()],
    "Mon": lambda date: LONG_DAYS[date.weekday()][:3],
    "20060102": lambda date: f"{date:%Y%m%d}",
    "200601": lambda date: f"{date:%Y%m}",
    "0102": lambda date: f"{date:%m%d}",
}


def sanitized_path(path: str, *, lower: bool = True, accents: bool = True) -> str:
    """Return the path with the characters that Hugo keeps. Spaces become single hyphens."""
    kept = list[str]()
    pending = False
    for number, character in enumerate(path):
        if is_kept(character) or ESCAPED.match(path, number):
            if pending and character != "-":
                kept.append("-")
            pending = False
            kept.append(character)
        elif kept and kept[-1] != "-" and character.isspace():
            pending = True
    written = "".join(kept)
    written = written if accents else without_marks(written)
    return written.lower() if lower else written


def is_kept(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category == "Nd" or character in KEPT


def without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    plain = "".join(each for each in decomposed if unicodedata.category(each) != "Mn")
    return unicodedata.normalize("NFC", plain)


def hugo_dates(date: datetime) -> dict[str, str]:
    return {
        "year": str(date.year),
        "month": f"{date:%m}",
        "monthname": MONTHS[date.month - 1],
        "day": f"{date:%d}",
        "weekday": str(date.isoweekday() % 7),
        "weekdayname": LONG_DAYS[date.weekday()],
        "yearday": str(date.timetuple().tm_yday),
    }


def expand_attributes(
    pattern: str, values: Mapping[str, str], sections: tuple[str, ...], date: datetime | None
) -> tuple[str, list[str]]:
    """Return the path, and the placeholders without a value."""
    lacking = list[str]()

    def value_of(match: re.Match[str]) -> str:
        name = match[1]
        if name in values:
            return values[name]
        if found := SLICE.fullmatch(name):
            return "/".join(sliced(sections, found[1]))
        if name in GO_LAYOUTS and date:
            return GO_LAYOUTS[name](date)
        lacking.append(name)
        return ""

    escaped = pattern.replace("\\:", "\0")
    return ATTRIBUTE.sub(value_of, escaped).replace("\0", ":").replace("+", " "), lacking


def sliced(sections: tuple[str, ...], cut: str) -> tuple[str, ...]:
    """As [1:], [:2], [last] and [0] in Hugo: out of bounds is nothing, no error."""
    low, colon, high = cut.strip().lower().partition(":")
    last = len(sections) - 1
    start = last if low == "last" else int(low) if low.isdecimal() else 0
    if not colon:
        return sections[start : start + 1] if start >= 0 else ()
    end = last if high == "last" else int(high) if high.isdecimal() else len(sections)
    return sections[start:end]
