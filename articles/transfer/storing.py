"""A source becomes an article or a page, and nothing is written where nothing changed.

The file decides what it says. Where it is silent the first import guesses, and what an editor
makes of the guess stays.
"""

from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from articles.models import Article, Category, Page, User
from articles.rendering import Known
from articles.transfer.plan import Entry
from articles.transfer.report import Verdict
from articles.transfer.source import Source


def store_article(
    entry: Entry,
    source: Source,
    said: dict[str, Any],
    coming: Known,
    *,
    author: User,
    topic: str | None,
) -> tuple[Article, Verdict]:
    """`said` is what the file, or the person who imports it, says beside its head."""
    present = Article.objects.filter(pk=entry.pk).first() if entry.pk else None
    article = present or new_article(entry, source, author)
    is_new = article._state.adding
    changed = set_fields(article, said | said_of_article(article, source, topic))
    tags = tags_to_set(article, source)
    if not (is_new or changed or tags is not None):
        return article, Verdict.UNCHANGED
    if not is_new and not source.front.updated:
        article.updated_at = timezone.now()
    article.full_clean()
    article.coming = coming
    article.save(touch=False, tell=False)
    if tags is not None:
        article.tags.set(tags)
    return article, Verdict.CREATED if is_new else Verdict.UPDATED


def store_page(
    entry: Entry, source: Source, said: dict[str, Any], coming: Known
) -> tuple[Page, Verdict]:
    present = Page.objects.filter(pk=entry.pk).first() if entry.pk else None
    page = present or Page(**guessed(entry, source))
    is_new = page._state.adding
    if is_new or source.front.status:
        said = said | {"is_published": source.status != Article.Status.DRAFT}
    if not set_fields(page, said) and not is_new:
        return page, Verdict.UNCHANGED
    page.full_clean()
    page.coming = coming
    page.save()
    return page, Verdict.CREATED if is_new else Verdict.UPDATED


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
        "published_at": front.date,
        "updated_at": front.updated,
        "summary": front.summary,
        "category": category(front.category or (None if article.category_id else topic)),
        "status": front.status,
    }
    return {name: value for name, value in said.items() if value is not None}


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
