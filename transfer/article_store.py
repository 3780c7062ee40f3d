"""Writes articles and pages from imported files, if anything has changed.

Values that the file states replace those of the article. For other values the first import guesses;
later imports leave them, so that changes of an editor stay. An article that could not be rendered
the last time is tried again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from articles.models import Article, Category, Page, Series, Tag, User
from articles.models.tags import TaggedArticle
from rendering import KnownNames
from transfer.import_options import ImportOptions
from transfer.links.remote_pictures import RemotePictures, remote_cover
from transfer.messages import ImportFailure, ImportMessage
from transfer.plan import PlannedFile
from transfer.reading import visibility
from transfer.reading.source_file import SourceFile
from transfer.remembered_files import edit_here, keeps_text, last_import, remember, was_taken_back
from transfer.report import ImportReport, Verdict
from transfer.restoring.restored_values import (
    clean_restored,
    named_tags,
    restored_page_values,
    restored_values,
)

Named = TypeVar("Named", Category, Series)


@dataclass(frozen=True, slots=True)
class StoredSource:
    """The result of storing a file. `is_withdrawn`: it was public before and is not any more.

    `doubt` is why the importer made it a draft, beside what the file states.
    """

    thing: Article | Page
    verdict: Verdict
    is_withdrawn: bool = False
    doubt: ImportMessage | None = None
    edit: ImportMessage | None = None

    def withheld(self, source: SourceFile) -> ImportMessage | None:
        """Return why the text is not in lists, for the report. None if it is."""
        if not (state := self.state(source)):
            return None
        if reason := source.reason or self.doubt:
            words = ImportMessage("state-because", state=state, reason=reason)
            state = ImportMessage.worded(reason.code, words)
        return ImportMessage("withdrawn", state=state) if self.is_withdrawn else state

    def state(self, source: SourceFile) -> ImportMessage | None:
        thing = self.thing
        if isinstance(thing, Page):
            is_public = thing.is_published or (source.is_published and not self.doubt)
            return None if is_public else ImportMessage("unpublished-page")
        if thing.status != Article.Status.PUBLISHED:
            is_told = source.reason or self.doubt or thing.status == Article.Status.ARCHIVED
            return ImportMessage(str(thing.status)) if is_told else None
        date = thing.published_at
        if thing.is_scheduled and date:
            return ImportMessage("scheduled-for", date=visibility.local_datetime_text(date))
        return None


class ArticleStore:
    """Creates and updates articles of one import."""

    def __init__(
        self, options: ImportOptions, report: ImportReport, pictures: RemotePictures
    ) -> None:
        self.options = options
        self.report = report
        self.pictures = pictures
        self.authors: dict[str, User | None] = {}
        self.tags: dict[str, Tag] = {}

    def store(
        self, entry: PlannedFile, source: SourceFile, stated: dict[str, Any], coming: KnownNames
    ) -> StoredSource:
        """Create or update the article. `stated` are values that do not come from front matter."""
        present = Article.objects.filter(pk=entry.pk).first() if entry.pk else None
        if present and present.is_in_trash():
            raise ImportFailure("in-trash")
        self.options.check_may_change(present)
        before = last_import(present)
        is_taken_back = present is not None and was_taken_back(present, source, before)
        doubt = self.doubt(entry, source) if not present or not present.published_at else None
        article = present or self.new_article(entry, source, doubt)
        is_new, had_failed = article._state.adding, needs_rendering(article)
        was_public = not is_new and article.is_public()
        article.status = article.pending_status or article.status
        body = article.body
        values = stated | self.values(article, entry, source)
        cover = remote_cover(source.front.cover)
        values = self.pictures.values_with_copies(values, cover, article.author)
        if doubt or not self.options.may_publish:
            values["status"] = Article.Status.DRAFT
        elif is_taken_back:
            values["status"], doubt = article.status, ImportMessage("taken-back")
        edit = edit_here(present, source, before) if present else None
        values = without_text(values) if keeps_text(edit) else values
        changed = set_fields(article, values)
        if article.body != body:
            article.written_by = self.options.importer
        tags = tags_to_set(article, entry, source)
        if not (is_new or changed or had_failed or tags is not None):
            remember(article, source, before, edit)
            return StoredSource(article, Verdict.UNCHANGED, doubt=doubt, edit=edit)
        if changed and not is_new and "updated_at" not in values:
            article.updated_at = timezone.now()
        clean_fields(article, source)
        article.coming = coming
        article.save(touch=False, update_links=False)
        if tags is not None and source.own:
            article.tags.set(named_tags(tags))
        elif tags is not None and is_new:
            self.add_tags(article, tags)
        elif tags is not None:
            article.tags.set(tags)
        remember(article, source, before, edit)
        has_changed = changed or tags is not None or not article.has_failed
        return StoredSource(
            article,
            store_verdict(is_new, has_changed),
            was_public and not article.is_public(),
            doubt,
            edit,
        )

    def values(self, article: Article, entry: PlannedFile, source: SourceFile) -> dict[str, Any]:
        if source.own:
            author = self.author(source.front.author)
            return restored_values(article, source, source.own, author)
        return article_values(article, source, entry.terms.topic or self.options.topic)

    def doubt(self, entry: PlannedFile, source: SourceFile) -> ImportMessage | None:
        """Why a new article becomes a draft although the file does not say so."""
        if not self.options.may_publish and not source.is_draft:
            return ImportMessage("may-not-publish")
        is_dated = entry.date or self.options.dates_of_files
        return None if is_dated or source.is_draft else ImportMessage("undated")

    def new_article(
        self, entry: PlannedFile, source: SourceFile, doubt: ImportMessage | None
    ) -> Article:
        is_draft = source.is_draft or doubt
        published_at = entry.date or (None if is_draft else source.modified)
        return Article(
            **first_values(entry, source),
            author=self.author(source.front.author) or self.options.author,
            status=Article.Status.DRAFT if doubt else source.status,
            published_at=published_at,
            updated_at=published_at or source.modified,
            **identity(source),
        )

    def author(self, name: str | None) -> User | None:
        """Return the user with this user name or name for readers. The report counts the others."""
        if not name or not self.options.may_name_authors:
            return None
        if name not in self.authors:
            is_named = Q(username__iexact=name) | Q(display_name__iexact=name)
            self.authors[name] = User.objects.filter(is_named).order_by("pk").first()
        if self.authors[name] is None:
            self.report.unknown_authors[name] += 1
        return self.authors[name]

    def add_tags(self, article: Article, names: Iterable[str]) -> None:
        """Tag an article that has no tags yet, with few queries."""
        tags = dict.fromkeys(self.tag(name) for name in names)
        uses = (TaggedArticle(tag=tag, content_object=article) for tag in tags)
        TaggedArticle.objects.bulk_create(uses)

    def tag(self, name: str) -> Tag:
        """Return the tag of this name, without case. Create it if there is none."""
        key = name.casefold()
        if known := self.tags.get(key):
            return known
        tag = Tag.objects.filter(name__iexact=name).first()
        if tag is None:
            tag = Tag(name=name)
            tag.save()
        # Not known before the commit: a rollback would delete it.
        transaction.on_commit(partial(self.tags.setdefault, key, tag))
        return tag


def identity(source: SourceFile) -> dict[str, Any]:
    """The id that the article had, if no other has it here."""
    uid = source.own.uid if source.own else None
    is_free = uid and not Article.objects.filter(uid=uid).exists()
    return {"uid": uid} if is_free else {}


def clean_fields(article: Article, source: SourceFile) -> None:
    if source.own:
        clean_restored(article)
    else:
        article.full_clean()


def without_text(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in ("title", "body")}


def needs_rendering(thing: Article | Page) -> bool:
    """Whether the last rendering failed."""
    return thing.pk is not None and (thing.has_failed or bool(thing.pending_status))


def store_verdict(is_new: bool, has_changed: bool) -> Verdict:
    if is_new:
        return Verdict.CREATED
    return Verdict.UPDATED if has_changed else Verdict.UNCHANGED


def store_page(
    entry: PlannedFile,
    source: SourceFile,
    stated: dict[str, Any],
    coming: KnownNames,
    *,
    in_menu: bool,
) -> StoredSource:
    """Store a page. A new one is in the menu if `in_menu`."""
    present = Page.objects.filter(pk=entry.pk).first() if entry.pk else None
    page = present or Page(**first_values(entry, source), in_menu=in_menu)
    is_new, had_failed = page._state.adding, needs_rendering(page)
    was_public = not is_new and page.is_public()
    page.is_published = page.is_published or bool(page.pending_status)
    before = last_import(present)
    is_taken_back = present is not None and was_taken_back(present, source, before)
    doubt = ImportMessage("taken-back") if is_taken_back else None
    says_status = source.stated_status or source.front.visibility.is_scheduled
    if is_new or (says_status and not doubt):
        stated = stated | {"is_published": source.is_published}
    edit = edit_here(present, source, before) if present else None
    stated = stated | restored_page_values(source)
    stated = without_text(stated) if keeps_text(edit) else stated
    changed = set_fields(page, stated)
    if not (is_new or changed or had_failed):
        remember(page, source, before, edit)
        return StoredSource(page, Verdict.UNCHANGED, doubt=doubt, edit=edit)
    page.full_clean()
    page.coming = coming
    page.save()
    if source.own and source.front.updated:  # saving sets it
        Page.objects.filter(pk=page.pk).update(updated_at=source.front.updated)
    remember(page, source, before, edit)
    has_changed = changed or not page.has_failed
    is_withdrawn = was_public and not page.is_public()
    return StoredSource(page, store_verdict(is_new, has_changed), is_withdrawn, doubt, edit)


def first_values(entry: PlannedFile, source: SourceFile) -> dict[str, str]:
    language = entry.language or source.language or settings.LANGUAGE_CODE
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
        "featured": front.featured,
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


def wanted_tags(entry: PlannedFile, source: SourceFile) -> tuple[str, ...] | None:
    """Return the tags of the file with those of its folders; None if it states none."""
    stated, of_folders = source.front.tags, entry.terms.tags
    return tuple(dict.fromkeys([*(stated or ()), *of_folders])) if of_folders else stated


def tags_to_set(article: Article, entry: PlannedFile, source: SourceFile) -> tuple[str, ...] | None:
    """The tags of the file, None if the article has them."""
    if source.own:
        present = set(article.tags.names()) if article.pk else set[str]()
        return None if present == set(source.front.tags or ()) else source.front.tags
    return changed_tags(article, wanted_tags(entry, source))


def changed_tags(article: Article, wanted: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return the tags of the file if they differ from those of the article, without case."""
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
