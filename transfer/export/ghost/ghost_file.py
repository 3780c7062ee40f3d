"""The file that Ghost imports: Settings, Import/Export, Universal import."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from transfer.export.systems.exported_texts import ExportedAuthor, ExportedTerm, ExportedText

from . import ghost_rows as rows
from .ghost_rows import Row

VERSION = "5.130.0"  # of Ghost, whose tables these are
URL = "__GHOST_URL__"  # what Ghost replaces by the address of the new site


@dataclass(frozen=True, slots=True)
class GhostSiteHead:
    title: str
    description: str
    time_zone: str
    language: str


@dataclass(slots=True)
class GhostTags:
    """Topics, series and tags, which are all tags in Ghost, in the order in which they came."""

    rows: list[Row] = field(default_factory=list)
    by_name: dict[str, Row] = field(default_factory=dict)
    slugs: set[str] = field(default_factory=set)

    def of_term(self, term: ExportedTerm) -> Row:
        """The same name is the same tag, whatever it is here."""
        name = term.name.casefold()
        if name not in self.by_name:
            row = rows.tag_row(term, len(self.rows) + 1, free_slug(term.slug, self.slugs))
            self.by_name[name] = row
            self.rows.append(row)
        return self.by_name[name]


@dataclass(slots=True)
class GhostFile:
    """Writes posts one after the other, and then the smaller tables."""

    head: GhostSiteHead
    now: datetime
    with_series: bool = True
    tags: GhostTags = field(default_factory=GhostTags)
    slugs: set[str] = field(default_factory=set)
    users: dict[int, Row] = field(default_factory=dict)
    posts_tags: list[Row] = field(default_factory=list)
    posts_authors: list[Row] = field(default_factory=list)
    posts_meta: list[Row] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def pieces(self, texts: Iterable[ExportedText]) -> Iterator[str]:
        """The JSON in pieces: one a text."""
        about = {"exported_on": int(self.now.timestamp() * 1000), "version": VERSION}
        yield f'{{"db":[{{"meta":{json.dumps(about)},"data":{{"posts":['
        separator = "\n"
        for text in texts:
            yield separator + json_piece(self.post(text))
            separator = ",\n"
        yield f"\n],{json_piece(self.other_tables())[1:]}}}]}}\n"

    def post(self, text: ExportedText) -> Row:
        row = rows.post_row(text, free_slug(text.slug, self.slugs))
        self.link_tags(text)
        self.link_author(text)
        if meta := rows.meta_row(text, next(self.numbers)):
            self.posts_meta.append(meta)
        return row

    def link_tags(self, text: ExportedText) -> None:
        """The topic first: it is the primary tag."""
        series = text.series if self.with_series else None
        terms = [term for term in (text.topic, *text.tags, series) if term]
        tags = dict.fromkeys(self.tags.of_term(term)["id"] for term in terms)
        for place, tag in enumerate(tags):
            link = {"tag_id": tag, "sort_order": place}
            self.posts_tags.append(self.link(text) | link)

    def link_author(self, text: ExportedText) -> None:
        if author := text.author:
            self.users.setdefault(author.pk, self.user(author))
            link = {"author_id": self.users[author.pk]["id"], "sort_order": 0}
            self.posts_authors.append(self.link(text) | link)

    def user(self, author: ExportedAuthor) -> Row:
        return rows.user_row(author, self.now)

    def link(self, text: ExportedText) -> Row:
        return {
            "id": rows.ghost_id(rows.LINK, next(self.numbers)),
            "post_id": rows.id_of_text(text),
        }

    def other_tables(self) -> dict[str, list[Row]]:
        role = rows.ghost_id(rows.ROLE, 1)
        return {
            "posts_meta": self.posts_meta,
            "tags": self.tags.rows,
            "posts_tags": self.posts_tags,
            "users": list(self.users.values()),
            "posts_authors": self.posts_authors,
            "roles": [{"id": role, "name": "Author"}],
            "roles_users": [
                {"id": rows.ghost_id(rows.ROLE, pk + 1), "role_id": role, "user_id": user["id"]}
                for pk, user in self.users.items()
            ],
            "settings": list(self.settings()),
        }

    def settings(self) -> Iterator[Row]:
        head = self.head
        values = {
            "title": head.title,
            "description": head.description,
            "timezone": head.time_zone,
            "locale": head.language,
        }
        for number, (key, value) in enumerate(values.items(), 1):
            setting = {"group": "site", "key": key, "value": value, "type": "string"}
            yield {"id": rows.ghost_id(rows.SETTING, number), **setting}


def json_piece(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def free_slug(slug: str, taken: set[str]) -> str:
    """The slug, or one with a number: Ghost drops the second of two equal ones."""
    short = slug[: rows.LONGEST_SLUG]
    numbered = (f"{short[: rows.LONGEST_SLUG - 8]}-{number}" for number in count(2))
    found = short
    while found in taken:
        found = next(numbered)
    taken.add(found)
    return found
