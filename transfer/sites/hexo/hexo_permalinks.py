"""Permalinks of Hexo's posts: the placeholders of `permalink` and `new_post_name`."""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from transfer.sites.address_pattern import date_values
from transfer.sites.hexo.hexo_slugs import hexo_slug
from transfer.sites.written_values import scalar_text, written_datetime

# \w*[^_\W] of hexo-util: a placeholder does not end with an underscore.
PARAMETER = re.compile(r":(\w*[^_\W])", re.ASCII)
SEGMENTS = {
    "year": r"(\d{4})",
    **dict.fromkeys(("month", "day"), r"(\d{2})"),
    **dict.fromkeys(("i_month", "i_day"), r"(\d{1,2})"),
    "hash": "([0-9a-f]{12})",
}
OF_A_DATE = frozenset(
    {"year", "month", "day", "hour", "minute", "second", "i_month", "i_day", "hash"}
)
# Values of a file name that do not become front matter
OF_NAME_ONLY = frozenset({*SEGMENTS, "title"})


def parse_post_name(new_post_name: str, name: str) -> dict[str, str]:
    """Return the values in a path below _posts, without its ending. `title` is always one."""
    rule = new_post_name.rpartition(".")[0] or new_post_name
    keys = list[str]()

    def group(match: re.Match[str]) -> str:
        keys.append(match[1])
        return SEGMENTS.get(match[1], "(.+?)")

    pattern = PARAMETER.sub(group, re.escape(rule).replace(r"\:", ":"))
    match = re.fullmatch(pattern, name)
    found = dict(zip(keys, match.groups(), strict=True)) if match else {}
    return found if "title" in found else {**found, "title": hexo_slug(name)}


def post_date(
    head: Mapping[str, Any], named: Mapping[str, str], date: datetime | None, zone: tzinfo
) -> datetime | None:
    """Return the date of a post as its permalink shows it, in the time zone of the site.

    Hexo reads a date with an offset as UTC, and shows the hours of UTC.
    """
    if written := written_datetime(head.get("date")):
        return written.astimezone(UTC).replace(tzinfo=None) if written.tzinfo else written
    month, day = (named.get(key) or named.get(f"i_{key}") for key in ("month", "day"))
    if named.get("year") and month and day:
        try:
            return datetime(int(named["year"]), int(month), int(day))
        except ValueError:
            return None
    return date.astimezone(zone).replace(tzinfo=None) if date else None


def needs_date(pattern: str) -> bool:
    return not OF_A_DATE.isdisjoint(PARAMETER.findall(pattern))


def post_values(
    head: Mapping[str, Any],
    named: Mapping[str, str],
    title: str,
    date: datetime | None,
    zone: tzinfo,
) -> dict[str, str]:
    """Return the values of all placeholders but :category. Keys of the front matter are some."""
    slug = named["title"]
    own = {key: value for key, value in named.items() if key not in OF_NAME_ONLY}
    keys = {key: scalar_text(value) for key, value in {**head, **own}.items()}
    return {
        **keys,
        **(values_of_date(date, slug, zone) if date else {}),
        "title": slug,
        "name": slug.rpartition("/")[2],
        "post_title": hexo_slug(title, "1"),
    }


def values_of_date(date: datetime, slug: str, zone: tzinfo) -> dict[str, str]:
    stamp = int(date.replace(tzinfo=zone).timestamp())
    digest = hashlib.sha1(f"{slug}{stamp}".encode(), usedforsecurity=False).hexdigest()
    return {k: v for k, v in date_values(date).items() if k in OF_A_DATE} | {"hash": digest[:12]}


def expand_permalink(pattern: str, values: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the path, and the placeholders that have no value. Hexo writes “undefined”."""
    lacking = [name for name in PARAMETER.findall(pattern) if not values.get(name.lower())]
    path = PARAMETER.sub(lambda match: values.get(match[1].lower()) or "undefined", pattern)
    return path, lacking
