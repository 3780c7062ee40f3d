"""Values of front matter and configurations: YAML gives strings, TOML and JSON give types."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from transfer.reading.front_matter_values import parse_date_text
from transfer.report import ImportFailure

YES = frozenset({"true", "yes", "on", "1"})
NO = frozenset({"false", "no", "off", "0"})
# Nested YAML aliases can stand for billions of values.
MOST, DEEPEST = 500, 2  # items of a list, lists within each other
NOTHING = frozenset({"", "~", "null"})


def scalar_text(value: Any) -> str:
    """Return a scalar as text, “” for none, a list or a mapping."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float | date):
        return ""
    text = str(value).strip()
    return "" if text.lower() in NOTHING else text


def scalar_texts(value: Any) -> tuple[str, ...]:
    """Return a scalar or the first scalars of a list as texts, without empty ones."""
    values = value[:MOST] if isinstance(value, list) else [value]
    return tuple(text for each in values if (text := scalar_text(each)))


def written_flag(value: Any) -> bool | None:
    """Return a boolean, None if the value is none."""
    text = scalar_text(value).lower()
    return True if text in YES else False if text in NO else None


def mapping_of(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def written_names(head: Mapping[str, Any], *keys: str) -> tuple[str, ...]:
    """Return the names in the first key with any, also in lists of lists, without duplicates."""
    for key in keys:
        if names := tuple(dict.fromkeys(nested_names(head.get(key)))):
            return names
    return ()


def nested_names(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, list):
        for each in value[:MOST] if depth < DEEPEST else ():
            yield from nested_names(each, depth + 1)
    elif isinstance(value, str) and ("," in value or "，" in value):
        yield from filter(None, (part.strip() for part in value.replace("，", ",").split(",")))
    elif text := scalar_text(value):
        yield text


def written_datetime(value: Any) -> datetime | None:
    """Return a date as it is written: aware only with a zone. None if it is no date."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if not scalar_text(value):
        return None
    try:
        return parse_date_text(value)
    except ImportFailure:
        return None
