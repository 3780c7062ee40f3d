"""Query string of a list, parsed into a typed value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Self
from urllib.parse import quote_plus

from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone

# All query parameters that any page reads. The page cache ignores all others.
PARAMETERS = frozenset({"topic", "tag", "year", "lang", "page", "q", "v"})
MAX_SLUG_LENGTH = 100  # characters
MAX_WORDS_LENGTH = 200
MAX_TAGS = 5
MAX_PAGE = 10_000_000

# A page contains about forty URLs with the same values.
cached_quote_plus = lru_cache(maxsize=1000)(quote_plus)


@dataclass(frozen=True, slots=True)
class Filters:
    topic: str = ""
    tags: tuple[str, ...] = ()
    year: int | None = None
    language: str = ""
    page: int = 1
    words: str = ""

    @classmethod
    def from_request(cls, request: HttpRequest) -> Self:
        """Read ?topic= ?tag= (repeatable) ?year= ?lang= ?page= ?q=.

        Raises Http404 for an invalid value; any `q` is valid. Other parameters are ignored.
        """
        query = request.GET
        return cls(
            topic=clean_slug(query.get("topic", "")),
            tags=unique_slugs(query),
            year=whole_number(query["year"], 1, 9998) if query.get("year") else None,
            language=clean_slug(query.get("lang", "")),
            page=whole_number(query["page"], 1, MAX_PAGE) if query.get("page") else 1,
            words=clean_words(query.get("q", "")),
        )

    def __bool__(self) -> bool:
        return bool(self.topic or self.tags or self.year or self.language)

    @property
    def period(self) -> tuple[datetime, datetime] | None:
        return year_span(self.year) if self.year else None

    def query(self) -> str:
        """The normalized query string: parameters in a fixed order, no page=1."""
        pairs = [("topic", self.topic)] if self.topic else []
        pairs += [("tag", tag) for tag in sorted(self.tags)]
        pairs += [("year", str(self.year))] if self.year else []
        pairs += [("lang", self.language)] if self.language else []
        pairs += [("q", self.words)] if self.words else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return "&".join(f"{name}={cached_quote_plus(value)}" for name, value in pairs)

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)

    def each(self) -> list[tuple[str, str, Filters]]:
        """(kind, value, filters without this one on page 1) for each filter."""
        first = replace(self, page=1)
        found = [("topic", self.topic, replace(first, topic=""))] if self.topic else []
        for tag in self.tags:
            rest = tuple(other for other in self.tags if other != tag)
            found.append(("tag", tag, replace(first, tags=rest)))
        if self.year:
            found.append(("year", str(self.year), replace(first, year=None)))
        if self.language:
            found.append(("language", self.language, replace(first, language="")))
        return found

    def with_filter(self, kind: str, value: str) -> Self:
        """These filters and one more, on page 1."""
        match kind:
            case "topic":
                return replace(self, page=1, topic=value)
            case "tag":
                return replace(self, page=1, tags=(*self.tags, value))
            case "year":
                return replace(self, page=1, year=int(value))
        return replace(self, page=1, language=value)


def clean_slug(value: str) -> str:
    if len(value) > MAX_SLUG_LENGTH or not value.replace(" ", "").isprintable():
        raise Http404("nonsense in the query string")
    return value.strip()


def clean_words(value: str) -> str:
    printable = "".join(c if c.isprintable() else " " for c in value[:MAX_WORDS_LENGTH])
    return " ".join(printable.split())


def unique_slugs(query: QueryDict) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(filter(None, map(clean_slug, query.getlist("tag")))))
    if len(values) > MAX_TAGS:
        raise Http404("too many tags")
    return values


def whole_number(value: str, least: int, most: int) -> int:
    plain = value.isascii() and value.isdigit() and len(value) < 12
    if not plain or not least <= int(value) <= most:
        raise Http404("nonsense in the query string")
    return int(value)


def year_span(year: int) -> tuple[datetime, datetime]:
    """Start of the year and of the next year, in the time zone of the site."""
    return month_start(year, 1), month_start(year + 1, 1)


def month_span(year: int, month: int) -> tuple[datetime, datetime]:
    return month_start(year, month), month_start(year + month // 12, month % 12 + 1)


def month_start(year: int, month: int) -> datetime:
    return timezone.make_aware(datetime(year, month, 1))
