"""The unpublished text of an article that an export has beside the published one."""

from datetime import UTC
from pathlib import Path
from typing import Any

from articles.models import Article, Category, Series, Tag, User
from desk.models import Draft, Revision
from desk.models.content import Content
from desk.writing.appending import append, locked_draft
from desk.writing.edits import Edit
from transfer.export.draft_files import DRAFT_FILE, PLANNED_FILE
from transfer.reading import source_file
from transfer.reading.own_front_matter import OwnValues
from transfer.reading.source_file import SourceFile
from transfer.restoring.restored_files import OwnLibrary, RestoredFiles


def restore_drafts(article: int, folder: Path, library: OwnLibrary) -> None:
    """Append what was planned and the newest text to the history. Call it once all articles exist.

    `folder` is that of the article in the export.
    """
    for name in (PLANNED_FILE, DRAFT_FILE):
        if (path := folder / name).is_file():
            source = source_file.read_source(path, library.root, "")
            if source.own and source.own.text_of:
                restore_draft(article, folder, source, source.own, library)


def restore_draft(
    article: int, folder: Path, source: SourceFile, own: OwnValues, library: OwnLibrary
) -> None:
    files = RestoredFiles(folder, own.files, library)
    files.add_missing()
    by = library.options.importer
    draft = Draft.objects.with_revisions().get(pk=article)
    content = stated_content(source, own, files, draft.live.content)
    append(article, Edit(content, Revision.Kind.SAVED, draft.head_id, by))
    if own.publish_at and library.options.may_publish:
        with locked_draft(article) as planned:
            planned.schedule(own.publish_at, by)
            planned.save()


def stated_content(
    source: SourceFile, own: OwnValues, files: RestoredFiles, live: Content
) -> Content:
    """The content that a file states. Names of what does not exist here are kept as names."""
    front = source.front
    original = (
        Article.objects.filter(uid=own.translation_of).first() if own.translation_of else None
    )
    author = User.objects.filter(username=front.author).first() if front.author else None
    return live.changed(
        title=source.title,
        body=files.body(source.body),
        slug=source.slug,
        summary=front.summary or "",
        language=front.language or live.metadata["language"],
        dialect=own.dialect or live.metadata["dialect"],
        part=front.part,
        featured=bool(front.featured),
        cover=files.cover(front.cover),
        status=source.status,
        published_at=front.date and front.date.astimezone(UTC),
        category=reference_by_name(Category, front.category),
        series=reference_by_name(Series, front.series),
        translation_of=[original.pk, original.title] if original else None,
        author=[author.pk, author.username] if author else live.metadata["author"],
        tags=[reference_by_name(Tag, name) for name in front.tags or ()],
    )


def reference_by_name(model: Any, name: str | None) -> list[Any] | None:
    if not name:
        return None
    key = model.objects.filter(name=name).values_list("pk", flat=True).first()
    return [key, name]
