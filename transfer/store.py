"""A source becomes an article or a page, and nothing is written where nothing changed.

The file decides what it says. Where it is silent the first import guesses, and what an editor
makes of the guess stays. What could not be rendered the last time is tried again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from articles.models import Article, Category, Page, User
from rendering import KnownNames
from transfer.plan import Entry
from transfer.reading import visibility
from transfer.reading.source import Source
from transfer.report import Verdict


@dataclass(frozen=True, slots=True)
class Stored:
    """`is_withdrawn` if readers could see it before and cannot any more."""

    thing: Article | Page
    verdict: Verdict
    is_withdrawn: bool = False

    def withheld(self, source: Source) -> str | None:
        """What the person who imports is told of a text that readers do not see in lists."""
        if not (what := self.state(source)):
            return None
        said = f"{what}: {source.why}" if source.why else what
        return f"was public, is now {said}" if self.is_withdrawn else said

    def state(self, source: Source) -> str:
        thing = self.thing
        if isinstance(thing, Page):
            return "" if thing.is_published or source.is_shown else "unpublished page"
        if thing.status != Article.Status.PUBLISHED:
            return str(thing.status) if source.why else ""
        date = thing.published_at
        return f"scheduled for {visibility.day(date)}" if thing.is_scheduled and date else ""


def store_article(
    entry: Entry,
    source: Source,
    said: dict[str, Any],
    coming: KnownNames,
    *,
    author: User,
    topic: str | None,
) -> Stored:
    """`said` is what the file, or the person who imports it, says beside its head."""
    present = Article.objects.filter(pk=entry.pk).first() if entry.pk else None
    article = present or new_article(entry, source, author)
    is_new, waited = article._state.adding, is_waiting(article)
    was_open = not is_new and article.is_public()
    article.status = article.pending_status or article.status
    body = article.body
    changed = set_fields(article, said | said_of_article(article, source, topic))
    if article.body != body:
        article.written_by = author
    tags = tags_to_set(article, source)
    if not (is_new or changed or waited or tags is not None):
        return Stored(article, Verdict.UNCHANGED)
    if changed and not is_new and not source.front.updated:
        article.updated_at = timezone.now()
    article.full_clean()
    article.coming = coming
    article.save(touch=False, tell=False)
    if tags is not None:
        article.tags.set(tags)
    is_other = changed or tags is not None or not article.has_failed
    return Stored(article, verdict(is_new, is_other), was_open and not article.is_public())


def is_waiting(thing: Article | Page) -> bool:
    """Whether it could not be rendered the last time."""
    return thing.pk is not None and (thing.has_failed or bool(thing.pending_status))


def verdict(is_new: bool, is_other: bool) -> Verdict:
    if is_new:
        return Verdict.CREATED
    return Verdict.UPDATED if is_other else Verdict.UNCHANGED


def store_page(entry: Entry, source: Source, said: dict[str, Any], coming: KnownNames) -> Stored:
    present = Page.objects.filter(pk=entry.pk).first() if entry.pk else None
    page = present or Page(**guessed(entry, source))
    is_new, waited = page._state.adding, is_waiting(page)
    was_open = not is_new and page.is_public()
    page.is_published = page.is_published or bool(page.pending_status)
    if is_new or source.says or source.front.visibility.is_coming:
        said = said | {"is_published": source.is_shown}
    changed = set_fields(page, said)
    if not (is_new or changed or waited):
        return Stored(page, Verdict.UNCHANGED)
    page.full_clean()
    page.coming = coming
    page.save()
    is_other = changed or not page.has_failed
    return Stored(page, verdict(is_new, is_other), was_open and not page.is_public())


def new_article(entry: Entry, source: Source, author: User) -> Article:
    is_draft = source.status == Article.Status.DRAFT
    published_at = source.front.date or (None if is_draft else source.modified)
    return Article(
        **guessed(entry, source),
        author=author,
        status=source.status,
        published_at=published_at,
        updated_at=published_at or source.modified,
    )


def guessed(entry: Entry, source: Source) -> dict[str, str]:
    language = source.language or settings.LANGUAGE_CODE
    return {
        "slug": entry.slug,
        "dialect": entry.dialect,
        "language": language,
        "source_path": entry.origin,
    }


def said_of_article(article: Article, source: Source, topic: str | None) -> dict[str, Any]:
    front = source.front
    said = {
        "published_at": kept(article.published_at, front.date),
        "updated_at": kept(article.updated_at, front.updated),
        "summary": front.summary,
        "category": category(front.category or (None if article.category_id else topic)),
        "status": status(article, source),
    }
    return {name: value for name, value in said.items() if value is not None}


def kept(present: datetime | None, said: datetime | None) -> datetime | None:
    """What the site has, where the file says the same less precisely: a day, or a minute."""
    if present is None or said is None:
        return said
    shown = timezone.localtime(present)
    coarser = [shown.replace(microsecond=0), shown.replace(second=0, microsecond=0)]
    coarser.append(shown.replace(hour=0, minute=0, second=0, microsecond=0))
    return present if said in coarser else said


def status(article: Article, source: Source) -> str | None:
    """What the file says. What has expired is taken from its readers, but no draft given to any."""
    is_draft = article.status == Article.Status.DRAFT
    return None if is_draft and source.front.visibility.has_expired else source.says


def category(name: str | None) -> Category | None:
    """The topic of that name, made where there is none."""
    if name is None:
        return None
    found = Category.objects.filter(name__iexact=name).first()
    if found is None:
        found = Category(name=name)
        found.full_clean()
        found.save()
    return found


def tags_to_set(article: Article, source: Source) -> tuple[str, ...] | None:
    """The tags, if they are others than the article has; the case of letters is the site's."""
    wanted = source.front.tags
    if wanted is None:
        return None
    present = article.tags.names() if article.pk else ()
    same = {name.casefold() for name in present} == {name.casefold() for name in wanted}
    return None if same else wanted


def set_fields(thing: Model, values: dict[str, Any]) -> bool:
    """Whether any of the values was another one before."""
    changed = {name: value for name, value in values.items() if getattr(thing, name) != value}
    for name, value in changed.items():
        setattr(thing, name, value)
    return bool(changed)
