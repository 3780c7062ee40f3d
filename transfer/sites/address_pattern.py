"""Expands patterns of addresses with the placeholders of Hexo, Jekyll and Hugo."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from transfer.sites.written_values import scalar_text, written_datetime, written_names

PLACEHOLDER = re.compile(r":([A-Za-z]\w*[^\W_]|[A-Za-z])")
DATED_NAME = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-(.+)")
INDEX = ("index", "_index", "readme")


@dataclass(frozen=True, slots=True)
class Address:
    """The values of placeholders, by name."""

    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_file(
        cls,
        file: Path,
        parts: tuple[str, ...],
        head: Mapping[str, Any],
        title: str,
        date: datetime | None,
    ) -> Self:
        """Return the values for a system that has no patterns of its own."""
        name = file.parent.name if file.stem.casefold() in INDEX else file.stem
        dated = DATED_NAME.fullmatch(name)
        own = dated[1] if dated else name
        slug = scalar_text(head.get("slug")) or own
        categories = written_names(head, "categories", "category")
        when = written_datetime(head.get("date")) or date
        keys = {key: scalar_text(value) for key, value in head.items() if scalar_text(value)}
        return cls(
            {
                **keys,
                **(date_values(when) if when else {}),
                **dict.fromkeys(("title", "slug", "name", "slugorfilename"), slug),
                **dict.fromkeys(("filename", "contentbasename"), own),
                "post_title": title,
                "category": categories[-1] if categories else "",
                "categories": "/".join(categories),
                "section": parts[0] if len(parts) > 1 else "",
                "sections": "/".join(parts[:-1]),
            }
        )


def date_values(date: datetime) -> dict[str, str]:
    """Return the placeholders of a date that mean the same in all systems."""
    return {
        "year": f"{date:%Y}",
        "month": f"{date:%m}",
        "day": f"{date:%d}",
        "hour": f"{date:%H}",
        "minute": f"{date:%M}",
        "second": f"{date:%S}",
        "i_month": str(date.month),
        "i_day": str(date.day),
        "short_year": f"{date:%y}",
        "y_day": f"{date:%j}",
    }


def expand_pattern(pattern: str, address: Address) -> str:
    """Return the address, “” if the pattern has a placeholder without a value."""
    names = PLACEHOLDER.findall(pattern)
    if any(not address.values.get(name.lower()) for name in names):
        return ""
    return PLACEHOLDER.sub(lambda match: address.values[match[1].lower()], pattern)
