"""Writes articles and pages from imported files, if anything has changed.

Values that the file states replace those of the article. For other values the first import guesses;
later imports leave them, so that changes of an editor stay. An article that could not be rendered
the last time is tried again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from articles.models import Article, Category, Page, Series, User
from rendering import KnownNames
from transfer.plan import PlannedFile
from transfer.reading import visibility
from transfer.reading.source_file import SourceFile
from transfer.report import ImportFailure, Verdict

Named = TypeVar("Named", Category, Series)


@dataclass(frozen=True, slots=True)
class StoredSource:
    """The result of storing a file. `is_withdrawn`: it was public before and is not any more."""

    thing: Article | Page
    verdict: Verdict
    is_withdrawn: bool = False

    def withheld(self, source: SourceFile) -> str | None:
        """Return why the text is not in lists, for the report. None if it is."""
        if not (what := self.state(source)):
            return None
        stated = f"{what}: {source.reason}" if source.reason else what
        return f"was public, is now {stated}" if self.is_withdrawn else stated

    def state(self, source: SourceFile) -> str:
        thing = self.thing
        if isinstance(thing, Page):
            return "" if thing.is_published or source.is_published else "unpublished page"
        if thing.status != Article.Status.PUBLISHED:
            return str(thing.status) if source.reason else ""
        date = thing.published_at
        return (
            f"scheduled for {visibility.local_datetime_text(date)}"
            if thing.is_scheduled and date
            else ""
        )


def store_article(
    entry: PlannedFile,
    source: SourceFile,
    stated: dict[str, Any],
    coming: KnownNames,
    *,
    author: User,
    topic: str | None,
) -> StoredSource:
    """Create or update the article. `stated` are the values that do not come from front matter."""
    present = Article.objects.filter(pk=entry.pk).first() if entry.pk else None
    if present and present.is_in_trash():
        raise ImportFailure("its article is in the trash: restore it, or delete it for ever")
    article = present or new_article(entry, source, author)
    is_new, had_failed = article._state.adding, needs_rendering(article)
    was_public = not is_new and article.is_public()
    article.status = article.pending_status or article.status
    body = article.body
    changed = set_fields(article, stated | article_values(article, source, topic))
    if article.body != body:
        article.written_by = author
    tags = changed_tags(article, source)
    if not (is_new or changed or had_failed or tags is not None):
        return StoredSource(article, Verdict.UNCHANGED)
    if changed and not is_new and not source.front.updated:
        article.updated_at = timezone.now()
    article.full_clean()
    article.coming = coming
    article.save(touch=False, update_links=False)
    if tags is not None:
        article.tags.set(tags)
    has_changed = changed or tags is not None or not article.has_failed
    return StoredSource(
        article, store_verdict(is_new, has_changed), was_public and not article.is_public()
    )


def needs_rendering(thing: Article | Page) -> bool:
    """Whether the last rendering failed."""
    return thing.pk is not None and (thing.has_failed or bool(thing.pending_status))


def store_verdict(is_new: bool, has_changed: bool) -> Verdict:
    if is_new:
        return Verdict.CREATED
    return Verdict.UPDATED if has_changed else Verdict.UNCHANGED


def store_page(
    entry: PlannedFile, source: SourceFile, stated: dict[str, Any], coming: KnownNames
) -> StoredSource:
    present = Page.objects.filter(pk=entry.pk).first() if entry.pk else None
    page = present or Page(**first_values(entry, source))
    is_new, had_failed = page._state.adding, needs_rendering(page)
    was_public = not is_new and page.is_public()
    page.is_published = page.is_published or bool(page.pending_status)
    if is_new or source.stated_status or source.front.visibility.is_scheduled:
        stated = stated | {"is_published": source.is_published}
    changed = set_fields(page, stated)
    if not (is_new or changed or had_failed):
        return StoredSource(page, Verdict.UNCHANGED)
    page.full_clean()
    page.coming = coming
    page.save()
    has_changed = changed or not page.has_failed
    return StoredSource(
        page, store_verdict(is_new, has_changed), was_public and not page.is_public()
    )


def new_article(entry: PlannedFile, source: SourceFile, author: User) -> Article:
    is_draft = source.status == Article.Status.DRAFT
    published_at = source.front.date or (None if is_draft else source.modified)
    return Article(
        **first_values(entry, source),
        author=author,
        status=source.status,
        published_at=published_at,
        updated_at=published_at or source.modified,
    )


def first_values(entry: PlannedFile, source: SourceFile) -> dict[str, str]:
    language = source.language or settings.LANGUAGE_CODE
    return {
        "slug": entry.slug,
        "dialect": entry.dialect,
        "language": language,
        "source_path": entry.origin,
    }


def article_values(article: Article, source: SourceFile, topic: str | None) -> dict[str, Any]:
    front = source.front
    stated = {
        "published_at": more_precise(article.published_at, front.date),
        "updated_at": more_precise(article.updated_at, front.updated),
        "summary": front.summary,
        "category": get_or_create(Category, front.category or default_topic(article, topic)),
        "series": get_or_create(Series, front.series),
        "part": front.part,
        "status": article_status(article, source),
    }
    return {name: value for name, value in stated.items() if value is not None}


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


def get_or_create(model: type[Named], name: str | None) -> Named | None:
    """Return the topic or the series of this name. Create it if there is none."""
    if name is None:
        return None
    found = model.objects.filter(name__iexact=name).first()
    if found is None:
        found = model(name=name)
        found.full_clean()
        found.save()
    return found


def changed_tags(article: Article, source: SourceFile) -> tuple[str, ...] | None:
    """Return the tags of the file if they differ from those of the article, without case."""
    wanted = source.front.tags
    if wanted is None:
        return None
    present = article.tags.names() if article.pk else ()
    same = {name.casefold() for name in present} == {name.casefold() for name in wanted}
    return None if same else wanted


def set_fields(thing: Model, values: dict[str, Any]) -> bool:
    """Set the values. Return whether any has changed."""
    changed = {name: value for name, value in values.items() if getattr(thing, name) != value}
    for name, value in changed.items():
        setattr(thing, name, value)
    return bool(changed)
