"""Converts values of front matter to types.

All functions raise ImportFailure. Its message continues a sentence that begins with the key.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles import tag_names
from transfer.messages import ImportFailure, ImportMessage

EMPTY_VALUES = (None, "", "~", "null", "Null", "NULL")
UNSTORABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# Formats of dates beside ISO 8601
DATE_FORMATS = (
    "%b %d, %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%d %B %Y",
    "%Y年%m月%d日",
    "%Y.%m.%d",
    *("%Y-%m", "%Y年%m月", "%Y"),
)
MOST_NAMES = 500  # nested YAML aliases can stand for billions
LONGEST_NAME = 80  # of a topic, or of a tag
MOST_PARTS = 9_999  # of a series
FIRST_YEAR, LAST_YEAR = 1000, 9998


def read_text_value(value: Any) -> str:
    """Return one line of text, also for numbers and dates."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise ImportFailure("must-be-text", value=type_in_words(value))
    return " ".join(UNSTORABLE.sub("", str(value)).split())


def read_datetime(value: Any) -> datetime:
    """Return an aware datetime. A value without a zone is in the time zone of the site."""
    found = value if isinstance(value, date) else parse_date_text(value)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ImportFailure("must-be-date", value=value_in_words(value))
    if not isinstance(found, datetime):
        found = datetime.combine(found, time())
    return found.astimezone(UTC) if found.tzinfo else timezone.make_aware(found)


def parse_date_text(value: Any) -> datetime | None:
    written = read_text_value(value).replace("/", "-")
    try:
        whole = parse_datetime(written) or parse_datetime(f"{written} 00:00")
    except ValueError:
        return None  # the 31st of February
    return whole or parse_mail_date(written) or parse_date_formats(written)


def parse_mail_date(written: str) -> datetime | None:
    """Tue, 02 Jan 2024 00:00:00 +0000"""
    try:
        return parsedate_to_datetime(written)
    except ValueError:
        return None


def parse_date_formats(written: str) -> datetime | None:
    for form in DATE_FORMATS:
        with suppress(ValueError):
            return datetime.strptime(written, form)
    return None


def read_names(value: Any, *, spaced: bool) -> tuple[str, ...]:
    """Return tags or categories without duplicates: from a list, nested lists, or text with commas.

    `spaced`: spaces separate the names of an ASCII text without commas, as in Jekyll.
    """
    if isinstance(value, str):
        by_spaces = spaced and value.isascii() and not tag_names.SEPARATOR.search(value)
        value = value.split() if by_spaces else tag_names.parse_tag_names(value)
    found: dict[str, str] = {}
    for number, name in enumerate(flat_names(value)):
        if number == MOST_NAMES:
            raise ImportFailure("too-many-names", most=MOST_NAMES)
        found.setdefault(name.casefold(), name)
    return tuple(found.values())


def flat_names(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, list):
            yield from flat_names(item)
        elif item not in EMPTY_VALUES:
            for name in tag_names.parse_tag_names(read_text_value(item), tag_names.WITHIN_A_LIST):
                if len(name) > LONGEST_NAME:
                    raise ImportFailure("name-too-long", name=name[:40])
                yield name


def read_part(value: Any) -> int:
    """Return the place of an article in its series."""
    written = str(value).strip()
    if not (written.isascii() and written.isdecimal()) or not 0 < int(written) <= MOST_PARTS:
        raise ImportFailure("must-be-number", most=MOST_PARTS, value=value_in_words(value))
    return int(written)


def type_in_words(value: Any) -> str:
    kinds = {bool: "true-or-false", list: "a-list", dict: "a-mapping", tuple: "a-list"}
    code = kinds.get(type(value))
    return ImportMessage(code) if code else type(value).__name__


def value_in_words(value: Any) -> str:
    return ImportMessage("quoted", value=value) if isinstance(value, str) else type_in_words(value)
