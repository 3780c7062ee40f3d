"""The head of a Markdown file, whoever wrote it, as one typed value.

YAML, TOML and JSON heads of Hexo, Hugo and Jekyll, and the plain `Key: value` lines of Pelican
and MkDocs. Spellings differ; what they mean is gathered here and nowhere else.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from email.utils import parsedate_to_datetime
from typing import Any

import yaml
from django.utils import timezone

FENCED = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
PLAIN_LINE = re.compile(r"([A-Za-z_]+):[ \t]*(.*)")
PLAIN_KEYS = {
    "title",
    "date",
    "modified",
    "tags",
    "category",
    "slug",
    "author",
    "authors",
    "status",
}
TIMES = (
    "%Y-%m-%d %H:%M:%S %z",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y-%m-%d %H:%M",
)
LANGUAGES = {"zh": "zh-hans", "cn": "zh-hans", "chinese": "zh-hans", "en": "en", "english": "en"}


class Refused(Exception):
    """The file cannot become an article; the message says why, to its author."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    title: str = ""
    date: datetime | None = None
    updated: datetime | None = None
    slug: str = ""
    language: str = ""
    summary: str = ""
    topic: str = ""
    tags: tuple[str, ...] = ()
    is_draft: bool = False
    is_page: bool = False
    is_pelican: bool = False


def split(text: str) -> tuple[FrontMatter, str]:
    """The head as a value, and the text below it; Refused where the head is broken."""
    if fenced := FENCED.match(text):
        parse = read_yaml if fenced[1] == "---" else read_toml
        return understood(parse(fenced[2])), text[fenced.end() :]
    if text.startswith("{") and (found := read_json(text)):
        values, end = found
        return understood(values), text[end:]
    values, rest = read_plain(text)
    return understood(values, is_pelican="title" in values), rest


def read_yaml(head: str) -> dict[str, Any]:
    try:
        values = yaml.safe_load(head)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        problem = getattr(error, "problem", None) or error
        raise Refused(f"the YAML front matter is broken{where}: {problem}") from error
    return lowered(values)


def read_toml(head: str) -> dict[str, Any]:
    try:
        return lowered(tomllib.loads(head))
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"the TOML front matter is broken: {error}") from error


def read_json(text: str) -> tuple[dict[str, Any], int] | None:
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except ValueError:
        return None
    return (lowered(values), end) if isinstance(values, dict) else None


def read_plain(text: str) -> tuple[dict[str, Any], str]:
    """Lines `Key: value` at the very top, up to an empty line, the first with a known key."""
    values: dict[str, Any] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        found = PLAIN_LINE.fullmatch(line)
        if not found or (not values and found[1].lower() not in PLAIN_KEYS):
            return values, "\n".join(lines[number:]) if values else text
        values[found[1].lower()] = found[2].strip()
    return values, ""


def lowered(values: Any) -> dict[str, Any]:
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise Refused("the front matter is not a list of keys and values")
    return {str(key).lower(): value for key, value in values.items()}


def understood(values: dict[str, Any], *, is_pelican: bool = False) -> FrontMatter:
    kind = word(values, "layout") or word(values, "type")
    return FrontMatter(
        title=word(values, "title"),
        date=moment(values, "date", "published_at", "publishdate", "pubdate"),
        updated=moment(values, "updated", "lastmod", "modified", "last_modified_at"),
        slug=slug_in(word(values, "slug", "permalink", "url")),
        language=language_in(word(values, "lang", "language", "locale")),
        summary=word(values, "summary", "description", "excerpt"),
        topic=next(iter(names(values, "category", "categories")), ""),
        tags=tuple(dict.fromkeys(names(values, "tags", "tag"))),
        is_draft=is_draft(values),
        is_page=kind == "page",
        is_pelican=is_pelican,
    )


def word(values: dict[str, Any], *keys: str) -> str:
    """The first of the keys that has a value, as text."""
    for key in keys:
        value = values.get(key)
        if value is None or value == "" or isinstance(value, bool):
            continue
        if isinstance(value, list | dict):
            raise Refused(f"“{key}” in the front matter must be one value, not several")
        return str(value).strip()
    return ""


def names(values: dict[str, Any], *keys: str) -> list[str]:
    """A list, a nested list, or words separated by commas (a Jekyll line: by spaces)."""
    for key in keys:
        if value := values.get(key):
            return [name for name in flat(value) if name]
    return []


def flat(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name for part in value for name in flat(part)]
    if isinstance(value, str) and not value.strip("[]"):
        return []
    if isinstance(value, str):
        return [part.strip().strip("'\"") for part in value.strip("[]").split(",")]
    return [] if value is None else [str(value)]


def moment(values: dict[str, Any], *keys: str) -> datetime | None:
    for key in keys:
        value = values.get(key)
        if value is None or value == "" or isinstance(value, bool):
            continue
        found = as_moment(value)
        if found is None:
            raise Refused(f"“{key}: {value}” is no date; write 2026-01-31 09:30")
        return found
    return None


def as_moment(value: Any) -> datetime | None:
    if isinstance(value, str):
        value = parsed(value.strip())
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        return None
    return value if timezone.is_aware(value) else timezone.make_aware(value)


def parsed(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        pass
    for form in TIMES:
        try:
            return datetime.strptime(value, form)
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None


def slug_in(value: str) -> str:
    """The last part of an address: /2026/01/attention.html names attention."""
    last = value.strip("/").rpartition("/")[2].removesuffix(".html")
    return "" if ":" in last else last


def language_in(value: str) -> str:
    return LANGUAGES.get(re.split("[-_]", value.lower())[0], "")


def is_draft(values: dict[str, Any]) -> bool:
    hidden = str(values.get("published", "")).lower() in {"false", "no"}
    marked = str(values.get("draft", "")).lower() in {"true", "yes", "1"}
    return hidden or marked or str(values.get("status", "")).lower() in {"draft", "hidden"}
