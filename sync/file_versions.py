"""The file of an article after an edit at the desk: only what changed is another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from articles.models import Article
from desk.models.content import Content
from transfer.export.article_files import article_file
from transfer.export.surroundings import surroundings_of
from transfer.messages import ImportFailure, ImportMessage
from transfer.reading.front_matter_block import split_front_matter
from transfer.reading.markdown_files import is_notebook
from transfer.reading.source_file import SourceFile, read_source

from .file_fields import SITE_ONLY, KeyChanges, changed_keys
from .folder.front_matter_edits import CannotEdit, with_keys
from .folder.text_edits import edited_source, with_body, with_heading

# Keys that would be others at each save
TIMES = ("updated", "created")


class Unwritable(Exception):
    """The file cannot take the edit. Its text is a code of ImportMessage."""


@dataclass(frozen=True)
class EditedFile:
    """A file, and the article that it is to become.

    `stored` is the text that the site made of the file, None if that is unknown. `fields` are the
    names of what differs.
    `file_title` is the title that the system of the folder gives it.
    """

    path: Path
    root: Path
    written: str
    stored: str | None
    article: Article
    wanted: Content
    fields: Sequence[str]
    file_title: str | None = None

    def text(self) -> str:
        """The new text of the file. Raises Unwritable."""
        if is_notebook(self.path):
            raise Unwritable("sync-notebook")
        try:
            source = self.read(self.written)
            edited = self.own_edit(source) if source.own else self.edit(source)
        except (CannotEdit, ImportFailure):
            return self.whole
        return edited if self.fits(edited) else self.whole

    def read(self, written: str) -> SourceFile:
        return read_source(
            self.path, self.root, self.article.dialect, self.file_title, written=written
        )

    def edit(self, source: SourceFile) -> str:
        written = self.written
        if "body" in self.fields:
            text = edited_source(self.stored or source.body, source.body, self.wanted.body)
            written = with_body(written, source.body, text)
        others = [field for field in self.fields if not reads_as(field, source, self.wanted)]
        keys = changed_keys(others, source.head, self.wanted)
        if "title" in others:
            written = self.with_title(source, written, keys)
        return with_keys(written, keys)

    def with_title(self, source: SourceFile, written: str, keys: KeyChanges) -> str:
        if source.front.title is None:
            try:
                return with_heading(written, source.title, self.wanted.title)
            except CannotEdit:
                pass
        keys["title"] = self.wanted.title
        return written

    def own_edit(self, source: SourceFile) -> str:
        """The same for a file that this system wrote: its keys are those of a new one."""
        before, after = (split_front_matter(text) for text in (self.written, self.whole))
        names = [*before.values, *(name for name in after.values if name not in before.values)]
        changed = {
            name: after.values.get(name)
            for name in names
            if name not in TIMES and before.values.get(name) != after.values.get(name)
        }
        written = with_keys(self.written, changed)
        head = written.removesuffix(before.body)
        return head + after.body

    @cached_property
    def whole(self) -> str:
        """A file that has nothing of the one that is there."""
        return new_text(self.article)

    def fits(self, edited: str) -> bool:
        """Whether the edited file is read as the article, as far as somebody has changed it."""
        try:
            source = self.read(edited)
        except ImportFailure:
            return False
        if source.own:
            return self.is_whole(source)
        asked = [field for field in self.fields if not (field == "status" and source.reason)]
        return all(reads_as(field, source, self.wanted) for field in asked)

    def reason_for_status(self, edited: str) -> ImportMessage | None:
        """Why the file says something else of who may read it than the site; None: it does not."""
        if "status" not in self.fields:
            return None
        source = self.read(edited)
        return None if reads_as("status", source, self.wanted) else source.reason

    def is_whole(self, source: SourceFile) -> bool:
        whole = self.read(self.whole)
        return comparable(source) == comparable(whole)


def comparable(source: SourceFile) -> tuple[object, ...]:
    own = replace(source.own, created=None) if source.own else None
    return (source.title, source.body, source.slug, replace(source.front, updated=None), own)


def new_text(article: Article) -> str:
    """A file with everything, but without the times of changes."""
    around = surroundings_of([article])[article.pk]
    text = article_file(article, around)
    return with_keys(text, dict.fromkeys(TIMES))


def reads_as(field: str, source: SourceFile, wanted: Content) -> bool:
    """Whether a file of another system states this value of the article."""
    front, values = source.front, wanted.metadata
    if field in SITE_ONLY or field == "cover":
        return True
    if field == "body":
        return True  # links of the file differ; its text was found and replaced
    if field == "title":
        return source.title == wanted.title
    if field == "slug":
        return source.slug == values["slug"]
    if field == "status":
        return (source.stated_status or "published") == values["status"]
    if field == "published_at":
        return is_same_second(front.date, values["published_at"])
    if field == "tags":
        names = {name.casefold() for _key, name in values["tags"]}
        return {name.casefold() for name in front.tags or ()} == names
    if field in ("category", "series"):
        stated, name = getattr(front, field), values[field] and values[field][1]
        return (stated or "").casefold() == (name or "").casefold()
    if field == "featured":
        return bool(front.featured) == values["featured"]
    return (getattr(front, field) or None) == (values[field] or None)


def is_same_second(stated: datetime | None, wanted: str | None) -> bool:
    if stated is None or wanted is None:
        return stated is None and wanted is None
    return stated.replace(microsecond=0) == datetime.fromisoformat(wanted).replace(microsecond=0)
