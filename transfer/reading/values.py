"""The values of a head, each checked as it becomes the type that is meant.

Every function refuses with the sentence that follows the name of the key.
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
from transfer.report import Refusal

NOTHING = (None, "", "~", "null", "Null", "NULL")
UNSTORABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# What people write where they do not write 2024-01-31 10:00.
DATE_FORMATS = (
    "%b %d, %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%d %B %Y",
    "%Y年%m月%d日",
    "%Y.%m.%d",
    *("%Y-%m", "%Y年%m月", "%Y"),
)
MOST_NAMES = 500  # a few lines of YAML can stand for billions
LONGEST_NAME = 80  # of a topic, or of a tag
FIRST_YEAR, LAST_YEAR = 1000, 9998


def text(value: Any) -> str:
    """One line of text; numbers and dates are text too."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise Refusal(f"must be text, not {kind(value)}")
    return " ".join(UNSTORABLE.sub("", str(value)).split())


def moment(value: Any) -> datetime:
    """A point in time; without a zone it is meant in the site's."""
    found = value if isinstance(value, date) else parsed(value)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Refusal(f"must be a date like 2024-01-31 or 2024-01-31 10:00, not {shown(value)}")
    if not isinstance(found, datetime):
        found = datetime.combine(found, time())
    return found.astimezone(UTC) if found.tzinfo else timezone.make_aware(found)


def parsed(value: Any) -> datetime | None:
    written = text(value).replace("/", "-")
    try:
        whole = parse_datetime(written) or parse_datetime(f"{written} 00:00")
    except ValueError:
        return None  # the 31st of February
    return whole or from_mail(written) or from_formats(written)


def from_mail(written: str) -> datetime | None:
    """Tue, 02 Jan 2024 00:00:00 +0000"""
    try:
        return parsedate_to_datetime(written)
    except ValueError:
        return None


def from_formats(written: str) -> datetime | None:
    for form in DATE_FORMATS:
        with suppress(ValueError):
            return datetime.strptime(written, form)
    return None


def names(value: Any, *, spaced: bool) -> tuple[str, ...]:
    """Tags or categories, each once: a list, lists in a list, or one text with commas.

    `spaced`: in a text without commas each word is one, as Jekyll has it; a Chinese name with a
    space in it is one name there too.
    """
    if isinstance(value, str):
        by_spaces = spaced and value.isascii() and not tag_names.SEPARATOR.search(value)
        value = value.split() if by_spaces else tag_names.parse_tag_names(value)
    found: dict[str, str] = {}
    for number, name in enumerate(flat(value)):
        if number == MOST_NAMES:
            raise Refusal(f"names more than {MOST_NAMES}")
        found.setdefault(name.casefold(), name)
    return tuple(found.values())


def flat(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, list):
            yield from flat(item)
        elif item not in NOTHING:
            for name in tag_names.parse_tag_names(text(item), tag_names.WITHIN_A_LIST):
                if len(name) > LONGEST_NAME:
                    raise Refusal(f"has a name that is too long: “{name[:40]}…”")
                yield name


def kind(value: Any) -> str:
    kinds = {bool: "true or false", list: "a list", dict: "a group of keys", tuple: "a list"}
    return kinds.get(type(value), f"a {type(value).__name__}")


def shown(value: Any) -> str:
    return f"“{value}”" if isinstance(value, str) else kind(value)
