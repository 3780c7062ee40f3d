"""What is remembered of a file for the next import."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from articles.models import Article, Page
from articles.models.base import UNWANTED
from transfer.messages import ImportMessage
from transfer.models import ImportedFile, ImportedFileQuerySet
from transfer.reading import visibility
from transfer.reading.source_file import SourceFile

MOST_VALUES = 5_000  # of one key of front matter that is kept


def to_remember(
    thing: Article | Page,
    source: SourceFile,
    before: ImportedFile | None,
    edit: ImportMessage | None,
) -> ImportedFile | None:
    """Return what this import has read and written, to be stored; None if that is known."""
    stays = before is not None and before.was_published and not states_private(source)
    was_published = stays or is_published(thing)
    written = before.written if before and keeps_text(edit) else digest_of_text(thing)
    known = (before.digest, before.written, before.was_published) if before else None
    if known == (source.digest, written, was_published):
        return None
    found = before or ImportedFile.of(thing)
    found.digest, found.written, found.was_published = source.digest, written, was_published
    found.keys = json_values(source.front.other_keys)
    return found


def edit_here(
    thing: Article | Page, source: SourceFile, before: ImportedFile | None
) -> ImportMessage | None:
    """What becomes of an edit here since the last import. None: there is none.

    Call it before the text of the file is set. The file comes first only if it has changed too, and
    for articles, which have a history.
    """
    if before is None or before.written in ("", digest_of_text(thing)):
        return None
    if before.digest == source.digest:
        return ImportMessage("edit-kept")
    return ImportMessage("page-edit-kept" if isinstance(thing, Page) else "edit-replaced")


def text_of_last_import(thing: Article | Page) -> ImportedFileQuerySet:
    """What is remembered of it, if nobody has edited its text here since."""
    return ImportedFile.objects.of(thing).filter(written=digest_of_text(thing))


def keeps_text(edit: ImportMessage | None) -> bool:
    return edit is not None and edit.code != "edit-replaced"


def digest_of_text(thing: Article | Page) -> str:
    return hashlib.sha256(f"{thing.title}\n{thing.body}".encode()).hexdigest()


def was_taken_back(thing: Article | Page, source: SourceFile, before: ImportedFile | None) -> bool:
    """Whether somebody withdrew here what an import had published, and the file did not."""
    if states_private(source) or is_published(thing):
        return False
    return before is not None and before.was_published


def states_private(source: SourceFile) -> bool:
    return source.stated_status in (visibility.DRAFT, visibility.ARCHIVED)


def is_published(thing: Article | Page) -> bool:
    """Whether it is, or will be as soon as it can be rendered."""
    if isinstance(thing, Page):
        return thing.is_published or bool(thing.pending_status)
    return Article.Status.PUBLISHED in (thing.status, thing.pending_status)


def json_values(head: Mapping[str, Any]) -> dict[str, Any]:
    """Return values of front matter as JSON has them: dates of TOML as text.

    Aliases of YAML can make few lines stand for billions of values: such keys are left out.
    """
    return {
        UNWANTED.sub("", key): storable(json.loads(json.dumps(value, default=str)))
        for key, value in head.items()
        if has_few_values(value)
    }


def storable(value: Any) -> Any:
    """Values of JSON without control characters, which PostgreSQL refuses."""
    if isinstance(value, dict):
        return {UNWANTED.sub("", key): storable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [storable(each) for each in value]
    return UNWANTED.sub("", value) if isinstance(value, str) else value


def has_few_values(value: Any) -> bool:
    """Whether a value consists of at most MOST_VALUES values. It stops counting there."""
    waiting, count = [value], 0
    while waiting and count <= MOST_VALUES:
        each = waiting.pop()
        count += 1
        if isinstance(each, dict):
            waiting += [*each, *each.values()]
        elif isinstance(each, list):
            waiting += each
    return count <= MOST_VALUES
