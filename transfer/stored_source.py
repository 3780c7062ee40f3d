"""The result of storing a file, and in words for the report: StoredSource."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from articles.models import Article, Page
from articles.publishing import wording
from transfer.messages import ImportMessage
from transfer.models import ImportedFile
from transfer.reading import visibility
from transfer.reading.source_file import SourceFile
from transfer.report import Verdict


@dataclass(frozen=True, slots=True)
class StoredSource:
    """The result of storing a file. `is_withdrawn`: it was public before and is not any more.

    `doubt` is why the importer made it a draft, beside what the file states. `file` is what is to
    be remembered of the file, and `tags` are those of a new article: both are still to be stored.
    """

    thing: Article | Page
    verdict: Verdict
    is_withdrawn: bool = False
    doubt: ImportMessage | None = None
    edit: ImportMessage | None = None
    file: ImportedFile | None = None
    tags: tuple[str, ...] = ()

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


def with_names_only(thing: Article | Page) -> Article | Page:
    """Return a copy with the names that links use, without the text, to save memory."""
    names = {"title": thing.title, "slug": thing.slug, "source_path": thing.source_path}
    if isinstance(thing, Page):
        return Page(**names, is_published=thing.is_published)
    return Article(**names, status=thing.status, published_at=thing.published_at)


def failure_in_words(thing: Article | Page) -> ImportMessage:
    reason = wording.worded(thing.warnings[0]) if thing.warnings else ImportMessage("not-rendered")
    return ImportMessage("failed-kept" if thing.is_public() else "failed-draft", reason=reason)


def warnings_in_words(
    thing: Article | Page, reported: set[str], lines_before: int
) -> list[ImportMessage]:
    """Return the warnings of the renderer, without those about targets that are reported.

    Their lines are those of the file, in which the text has `lines_before` it.
    """
    return [
        ImportMessage.worded(
            warning.get("code", ""), wording.warning_in_words(in_file(warning, lines_before))
        )
        for warning in thing.warnings
        if wording.quote_of(warning) not in reported
    ]


def in_file(warning: Mapping[str, Any], lines_before: int) -> dict[str, Any]:
    line = warning["line"]
    return {**warning, "line": line and line + lines_before}
