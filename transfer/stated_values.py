"""What a file states of an article, or what is guessed of it at first, as values of fields."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from articles.models import Article, Page
from transfer.plan import PlannedFile
from transfer.reading.source_file import SourceFile
from transfer.report import Verdict


def identity(source: SourceFile) -> dict[str, Any]:
    """The id that the article had, if no other has it here."""
    uid = source.own.uid if source.own else None
    is_free = uid and not Article.objects.filter(uid=uid).exists()
    was_public = bool(source.own and source.own.was_public)
    return {"was_public": was_public, **({"uid": uid} if is_free else {})}


def without_text(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in ("title", "body")}


def needs_rendering(thing: Article | Page) -> bool:
    """Whether the last rendering failed."""
    return thing.pk is not None and (thing.has_failed or bool(thing.pending_status))


def store_verdict(is_new: bool, has_changed: bool) -> Verdict:
    if is_new:
        return Verdict.CREATED
    return Verdict.UPDATED if has_changed else Verdict.UNCHANGED


def first_values(entry: PlannedFile, source: SourceFile) -> dict[str, str]:
    language = entry.language or source.language or settings.LANGUAGE_CODE
    return {
        "slug": entry.slug,
        "dialect": entry.dialect,
        "language": language,
        "source_path": entry.origin,
    }


def more_precise(present: datetime | None, stated: datetime | None) -> datetime | None:
    """Return the present date if the file has the same one with less precision, else the file's.

    A file often states a day or a minute, and the article has seconds.
    """
    if present is None or stated is None:
        return stated
    shown = timezone.localtime(present)
    coarser = [shown.replace(microsecond=0), shown.replace(second=0, microsecond=0)]
    coarser.append(shown.replace(hour=0, minute=0, second=0, microsecond=0))
    return present if stated in coarser else stated


def article_status(article: Article, source: SourceFile) -> str | None:
    """Return the status of the file. An expired file does not make a draft public (archived)."""
    is_draft = article.status == Article.Status.DRAFT
    return None if is_draft and source.front.visibility.has_expired else source.stated_status


def default_topic(article: Article, topic: str | None) -> str | None:
    return None if article.category_id else topic


def wanted_tags(entry: PlannedFile, source: SourceFile) -> tuple[str, ...] | None:
    """Return the tags of the file with those of its folders; None if it states none."""
    stated, of_folders = source.front.tags, entry.terms.tags
    return tuple(dict.fromkeys([*(stated or ()), *of_folders])) if of_folders else stated


def tags_to_set(article: Article, entry: PlannedFile, source: SourceFile) -> tuple[str, ...] | None:
    """The tags of the file, None if the article has them."""
    if source.own:
        present = {tag.name for tag in article.tags.all()} if article.pk else set[str]()
        return None if present == set(source.front.tags or ()) else source.front.tags
    return changed_tags(article, wanted_tags(entry, source))


def changed_tags(article: Article, wanted: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return the tags of the file if they differ from those of the article, without case."""
    if wanted is None:
        return None
    present = article.tags.all() if article.pk else ()
    same = {tag.name.casefold() for tag in present} == {name.casefold() for name in wanted}
    return None if same else wanted


def set_fields(thing: Model, values: dict[str, Any]) -> bool:
    """Set the values. Return whether any has changed."""
    changed = {name: value for name, value in values.items() if getattr(thing, name) != value}
    for name, value in changed.items():
        setattr(thing, name, value)
    return bool(changed)
