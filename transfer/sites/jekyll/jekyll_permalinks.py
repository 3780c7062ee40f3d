"""Permalinks of Jekyll: the styles, the placeholders, and the dates they show."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from transfer.sites.address_pattern import date_values
from transfer.sites.jekyll.jekyll_slugs import jekyll_slug
from transfer.sites.written_values import scalar_text, scalar_texts, written_datetime

STYLES = {
    "none": "/:categories/:title:output_ext",
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
PARAMETER = re.compile(r":([a-z_]+)")
DATED_NAME = re.compile(r"(\d{2,4}-\d{1,2}-\d{1,2})-(.*)", re.DOTALL)
# SafeYAML reads a time with seconds and without a zone as UTC; others are texts in local time.
YAML_TIME = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def suffix_of_style(style: str) -> str:
    """Return what the style adds to the paths of pages and collections."""
    if style == "pretty" or style.endswith("/"):
        return "/"
    return ":output_ext" if style in STYLES.keys() - {"weekdate"} or "output_ext" in style else ""


def shown_dates(
    head: Mapping[str, Any], name: str, date: datetime | None, zone: tzinfo | None
) -> Iterator[datetime]:
    """Yield the dates that a permalink may show.

    There is one for each time zone that the site may have been built in: that of `timezone`, else
    UTC (GitHub Pages) or the zone of the author.
    """
    dated = DATED_NAME.fullmatch(name)
    value = head.get("date")
    written = written_datetime(value) or written_datetime(dated and dated[1])
    if written is None:
        if date:
            yield date.astimezone(zone or UTC)
        return
    is_utc = isinstance(value, str) and YAML_TIME.fullmatch(value.strip())
    if written.tzinfo or is_utc:
        yield (written if written.tzinfo else written.replace(tzinfo=UTC)).astimezone(zone or UTC)
    if zone is None or not (written.tzinfo or is_utc):
        yield written


def date_placeholders(date: datetime) -> dict[str, str]:
    year, week, day = date.isocalendar()
    return {
        **date_values(date),
        "short_month": MONTHS[date.month - 1][:3],
        "long_month": MONTHS[date.month - 1],
        "w_year": str(year),
        "week": f"{week:02}",
        "w_day": str(day),
        "short_day": DAYS[day - 1],
        "long_day": LONG_DAYS[day - 1],
    }


def name_placeholders(head: Mapping[str, Any], name: str) -> dict[str, str]:
    """`name` is that of the file without its ending."""
    dated = DATED_NAME.fullmatch(name)
    slug = scalar_text(head.get("slug")) or (dated[2] if dated else name).rstrip(".")
    return {
        "title": jekyll_slug(slug, "pretty", cased=True),
        "slug": jekyll_slug(slug),
        "name": jekyll_slug(name),
        "output_ext": ".html",
    }


def category_placeholders(categories: tuple[str, ...]) -> dict[str, str]:
    lowered = dict.fromkeys(name.lower() for name in categories)
    slugs = dict.fromkeys(jekyll_slug(name) for name in categories)
    return {"categories": "/".join(lowered), "slugified_categories": "/".join(slugs)}


def written_categories(head: Mapping[str, Any], folders: tuple[str, ...]) -> tuple[str, ...]:
    """Return the categories of the folders above _posts, then those of the front matter.

    Spaces separate those of a text in `categories`, not in `category`.
    """
    plural = head.get("categories")
    several = scalar_text(plural).split() if isinstance(plural, str) else scalar_texts(plural)
    return tuple(dict.fromkeys((*folders, *several, *scalar_texts(head.get("category")))))


def expand_template(template: str, values: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the path, and the unknown placeholders, for which Jekyll stops with an error."""
    unknown = list[str]()

    def value_of(match: re.Match[str]) -> str:
        name = match[1]
        if name in values:
            return values[name]
        if name.endswith("_") and name[:-1] in values:
            return values[name[:-1]] + "_"
        unknown.append(name)
        return match[0]

    path = PARAMETER.sub(value_of, template)
    return clean_path(path), unknown


def clean_path(path: str) -> str:
    """As Jekyll's sanitize_url()."""
    return re.sub("/{2,}", "/", f"/{path}".replace("..", "/").replace("./", ""))
