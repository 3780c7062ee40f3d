"""What changed between two revisions beside the text: titles, addresses, topics, dates."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import access
from articles.models import Article, User
from desk.comparing.comparison import compare_words
from desk.comparing.passages import Span
from desk.comparing.words import prose_units
from desk.models.content import Content

WRITTEN = frozenset({"title", "summary"})  # compared by words
EMPTY = "—"


@dataclass(frozen=True, slots=True)
class MetadataChange:
    name: str
    label: str
    spans: tuple[Span, ...]


def metadata_changes(old: Content, new: Content, user: User) -> list[MetadataChange]:
    """The fields that differ, without the body. What the user may not name has no name."""
    names = [name for name in new.changed_fields(old) if name != "body"]
    old, new = (content_for(user, content, names) for content in (old, new))
    return [MetadataChange(name, field_name(name), spans_of(name, old, new)) for name in names]


def content_for(user: User, content: Content, names: Collection[str]) -> Content:
    """The content, in which the fields `names` say no more of others than the user may know."""
    found = {name: content.metadata.get(name) for name in NAMED_FOR if name in names}
    known = {name: [each[0], NAMED_FOR[name](user, each)] for name, each in found.items() if each}
    return content.changed(**known)


def original_for(user: User, reference: list[Any]) -> str:
    may_name = access.may_name_article(user, reference[0])
    return str(reference[1]) if may_name else _("An article of somebody else.")


def author_for(user: User, reference: list[Any]) -> str:
    """Never the name with which somebody signs in."""
    names = {user.pk: user.name} | access.names_for(user, [reference[0]])
    return names[reference[0]] or _("somebody without a name")


def field_name(name: str) -> str:
    return capfirst(str(Article._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def spans_of(name: str, old: Content, new: Content) -> tuple[Span, ...]:
    before, after = shown_value(name, old), shown_value(name, new)
    if name in WRITTEN and EMPTY not in {before, after}:
        return compare_words(list(prose_units(before)), list(prose_units(after)))
    return Span("removed", before), Span("added", after)


def shown_value(name: str, content: Content) -> str:
    value = content.title if name == "title" else content.metadata.get(name)
    if value in (None, "", []):
        return EMPTY
    show: Callable[[Any], Any] = SHOWN.get(name, str)
    return str(show(value))


def named_reference(reference: list[Any]) -> str:
    return str(reference[1])


def tag_list(tags: list[list[Any]]) -> str:
    return "、".join(f"#{name}" for _id, name in tags)


def local_date(value: str) -> str:
    return formats.date_format(timezone.localtime(datetime.fromisoformat(value)), "DATETIME_FORMAT")


def yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")


def cover_name(value: str) -> str:
    return value.rpartition("/")[2]


def status_name(value: str) -> str:
    return str(dict(Article.Status.choices).get(value, value))


SHOWN: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("category", "series", "translation_of", "author"), named_reference),
    "tags": tag_list,
    "published_at": local_date,
    "featured": yes_or_no,
    "cover": cover_name,
    "status": status_name,
}

NAMED_FOR: dict[str, Callable[[User, list[Any]], str]] = {
    "translation_of": original_for,
    "author": author_for,
}
