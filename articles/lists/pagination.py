"""How long a list is, and where its pages begin, known until something changes.

A page far down a long list is reached by the key of an article above it, not by counting from the
top: the key of every BLOCK-th article of a list is kept.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Window
from django.db.models.functions import Mod, RowNumber

from articles.cache import memory
from articles.models.querysets import NEWEST_FIRST, ArticleQuerySet

BLOCK = 200


class Start(NamedTuple):
    """The article that a block begins with."""

    published_at: datetime
    pk: int


@dataclass(frozen=True)
class Outline:
    """Of some articles in the order of lists; equal `key`s mean equal articles.

    `first` are the same ones, in words that suit a few of them.
    """

    articles: ArticleQuerySet
    first: ArticleQuerySet
    key: Hashable

    @property
    def total(self) -> int:
        total: int = memory.kept(("total", self.key), self.count)
        return total

    def count(self) -> int:
        return self.articles.order_by().count()

    @property
    def starts(self) -> list[Start]:
        found: list[Start] = memory.kept(("starts", self.key), self.found_starts)
        return found

    def found_starts(self) -> list[Start]:
        place = Window(RowNumber(), order_by=[F("published_at").desc(), F("pk").desc()])
        begins = self.articles.annotate(place=Mod(place - 1, BLOCK)).filter(place=0)
        keys = begins.order_by(*NEWEST_FIRST).values_list("published_at", "pk")
        return [Start(at, pk) for at, pk in keys if at]

    def chosen(self, start: int, end: int) -> list[int]:
        """The ids of those from the place `start`, which is 0 for the newest, to before `end`."""
        if start >= self.total:
            return []
        found: list[int] = memory.kept(
            ("chosen", self.key, start, end), lambda: self.ids(start, end)
        )
        return found

    def ids(self, start: int, end: int) -> list[int]:
        return list(self.cut(start, end).values_list("pk", flat=True))

    def cut(self, start: int, end: int) -> ArticleQuerySet:
        articles = self.first.order_by(*NEWEST_FIRST)
        if start < BLOCK:
            return articles[start:end]
        block = min(start // BLOCK, len(self.starts) - 1)
        above = block * BLOCK
        return articles.starting_at(*self.starts[block])[start - above : end - above]
