"""Writes articles and pages from imported files, if anything has changed.

Values that the file states replace those of the article. For other values the first import guesses;
later imports leave them, so that changes of an editor stay. An article that could not be rendered
the last time is tried again.
"""

from typing import Any

from django.utils import timezone

from articles.models import Article, Page, User
from articles.models.markdown import RENDERED_FIELDS
from articles.models.tags import TaggedArticle
from transfer.import_options import ImportOptions
from transfer.links.remote_pictures import RemotePictures, remote_cover
from transfer.messages import ImportFailure, ImportMessage
from transfer.models import ImportedFile
from transfer.named_things import NamedThings
from transfer.plan import PlannedFile
from transfer.read_files import ReadFile
from transfer.reading.source_file import SourceFile
from transfer.remembered_files import edit_here, keeps_text, to_remember, was_taken_back
from transfer.report import Verdict
from transfer.restoring.restored_values import (
    clean_restored,
    restored_page_values,
    restored_values,
)
from transfer.stated_values import (
    article_status,
    default_topic,
    first_values,
    identity,
    more_precise,
    needs_rendering,
    set_fields,
    store_verdict,
    tags_to_set,
    without_text,
)
from transfer.stored_before import StoredBefore
from transfer.stored_source import StoredSource

# The database refuses others than exist, and what was rendered is made anew.
NOT_CLEANED = ("author", "written_by", "category", "series", *RENDERED_FIELDS)


class ArticleStore:
    """Creates and updates the texts of one import. `in_menu`: new pages are in the menu."""

    def __init__(
        self, options: ImportOptions, pictures: RemotePictures, *, in_menu: bool = True
    ) -> None:
        self.options = options
        self.pictures = pictures
        self.in_menu = in_menu
        self.things = NamedThings(options)
        self.before = StoredBefore([])

    def load(self, files: list[ReadFile]) -> None:
        """Read what the site has of these files. Call it in the transaction that stores them."""
        self.before = StoredBefore([file.entry for file in files])

    def store(self, file: ReadFile) -> StoredSource:
        """Create or update the article or the page; `store_rest()` does what is left."""
        return self.store_page(file) if file.entry.is_page else self.store_article(file)

    def store_rest(self, stored: list[StoredSource]) -> None:
        """Store the tags of new articles, and what is remembered of files, with few queries."""
        names = dict.fromkeys(name for each in stored for name in each.tags)
        tags = {name: self.things.tag(name) for name in names}
        TaggedArticle.objects.bulk_create(
            TaggedArticle(tag=tag, content_object=each.thing)
            for each in stored
            for tag in dict.fromkeys(tags[name] for name in each.tags)
        )
        ImportedFile.objects.store(each.file for each in stored if each.file)

    def expected_text(self, file: ReadFile) -> Article | Page:
        """The text as it will probably be when it is stored, to be rendered before that."""
        entry, source = file.entry, file.source
        values = first_values(entry, source) | file.stated
        text = Page(pk=entry.pk, **values) if entry.is_page else self.expected_article(file, values)
        text.coming = file.coming
        return text

    def expected_article(self, file: ReadFile, values: dict[str, Any]) -> Article:
        author, writer = self.author_of(file.source), self.options.importer
        return Article(pk=file.entry.pk, author=author, written_by=writer, **values)

    def store_article(self, file: ReadFile) -> StoredSource:
        entry, source = file.entry, file.source
        present = self.before.article(entry)
        if present and present.pk in self.before.in_trash:
            raise ImportFailure("in-trash")
        self.options.check_may_change(present)
        before = self.before.last_import(present)
        is_taken_back = present is not None and was_taken_back(present, source, before)
        doubt = self.doubt(entry, source) if not present or not present.published_at else None
        article = present or self.new_article(entry, source, doubt)
        is_new, had_failed = article._state.adding, needs_rendering(article)
        was_public = not is_new and article.is_public()
        article.status = article.pending_status or article.status
        body = article.body
        values = file.stated | self.values(article, entry, source)
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
            remembered = to_remember(article, source, before, edit)
            return StoredSource(article, Verdict.UNCHANGED, doubt=doubt, edit=edit, file=remembered)
        if changed and not is_new and "updated_at" not in values:
            article.updated_at = timezone.now()
        self.clean(article, source)
        article.coming, article.begun = file.coming, file.begun
        article.save(touch=False, update_links=False)
        if tags is not None and source.own:
            article.tags.set([self.things.tag(name) for name in tags])
        elif tags is not None and not is_new:
            article.tags.set(tags)
        has_changed = changed or tags is not None or not article.has_failed
        return StoredSource(
            article,
            store_verdict(is_new, has_changed),
            was_public and not article.is_public(),
            doubt,
            edit,
            to_remember(article, source, before, edit),
            tags if tags and is_new and not source.own else (),
        )

    def clean(self, article: Article, source: SourceFile) -> None:
        """Check the fields. What was found or made here a moment ago is not looked for again."""
        if source.own:
            clean_restored(article, exclude=RENDERED_FIELDS)
            return
        is_free = article._state.adding and article.slug not in self.before.taken
        article.full_clean(exclude=NOT_CLEANED, validate_unique=not is_free)

    def values(self, article: Article, entry: PlannedFile, source: SourceFile) -> dict[str, Any]:
        if source.own:
            return restored_values(article, source, source.own, self.things)
        return self.article_values(article, entry, source)

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
            author=self.author_of(source),
            status=Article.Status.DRAFT if doubt else source.status,
            published_at=published_at,
            updated_at=published_at or source.modified,
            **identity(source),
        )

    def author_of(self, source: SourceFile) -> User:
        return self.things.author(source.front.author) or self.options.author

    def article_values(
        self, article: Article, entry: PlannedFile, source: SourceFile
    ) -> dict[str, Any]:
        front, topic = source.front, entry.terms.topic or self.options.topic
        stated = {
            "published_at": more_precise(article.published_at, front.date),
            "updated_at": more_precise(article.updated_at, front.updated),
            "summary": front.summary,
            "category": self.things.topic(front.category or default_topic(article, topic)),
            "series": self.things.series(front.series),
            "part": front.part,
            "featured": front.featured,
            "status": article_status(article, source),
        }
        return {name: value for name, value in stated.items() if value is not None}

    def store_page(self, file: ReadFile) -> StoredSource:
        entry, source, stated = file.entry, file.source, file.stated
        present = self.before.page(entry)
        page = present or Page(
            **first_values(entry, source), in_menu=self.in_menu or bool(source.own)
        )
        is_new, had_failed = page._state.adding, needs_rendering(page)
        was_public = not is_new and page.is_public()
        page.is_published = page.is_published or bool(page.pending_status)
        before = self.before.last_import(present)
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
            remembered = to_remember(page, source, before, edit)
            return StoredSource(page, Verdict.UNCHANGED, doubt=doubt, edit=edit, file=remembered)
        page.full_clean()
        page.coming, page.begun = file.coming, file.begun
        page.save()
        if source.own and source.front.updated:  # saving sets it
            Page.objects.filter(pk=page.pk).update(updated_at=source.front.updated)
        return StoredSource(
            page,
            store_verdict(is_new, changed or not page.has_failed),
            was_public and not page.is_public(),
            doubt,
            edit,
            to_remember(page, source, before, edit),
        )
