"""The earlier texts of an article that an export has in `history/`."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from articles.models import User
from desk.models import Revision
from desk.models.content import Content
from desk.models.revisions import LONGEST_NAME, NewRevision
from desk.writing.appending import locked_draft
from transfer.export.draft_files import HISTORY
from transfer.messages import ImportFailure
from transfer.reading import source_file
from transfer.reading.own_front_matter import OwnValues, read_own_moment
from transfer.report import FileRemark
from transfer.restoring.restored_drafts import stated_content
from transfer.restoring.restored_files import OwnLibrary, RestoredFiles

POINTERS = ("head", "live", "base", "planned", "planned_base")  # of a draft


@dataclass(frozen=True, slots=True)
class EarlierText:
    content: Content
    own: OwnValues


def restore_history(article: int, folder: Path, library: OwnLibrary) -> None:
    """Put the texts of the export into the history of a new article, in their order.

    `folder` is that of the article in the export. The draft and the row of the article keep their
    texts, which follow unless they are among the others. Call it after `restore_drafts()`.
    """
    with locked_draft(article) as draft:
        recorded = list(Revision.objects.filter(article=article).order_by("pk").with_texts())
        restored: list[Revision] = []
        for earlier in earlier_texts(folder, library, draft.live.content):
            restored.append(add_earlier(article, earlier, restored, library))
        if not restored:
            return
        pointers = {name: getattr(draft, f"{name}_id") for name in POINTERS}
        instead: dict[int, Revision] = {}
        for each in recorded:
            if each.pk in pointers.values():
                instead[each.pk] = same_text(each, restored) or added_after(each, restored[-1])
        for name in POINTERS:
            setattr(draft, name, instead.get(pointers[name]))
        draft.save()
        Revision.objects.filter(pk__in=[each.pk for each in recorded]).delete()


def earlier_texts(folder: Path, library: OwnLibrary, live: Content) -> Iterator[EarlierText]:
    """What the files of the history state, the oldest first. A broken one is a problem."""
    for path in sorted((folder / HISTORY).glob("*.md")):
        try:
            source = source_file.read_source(path, library.root, "")
        except ImportFailure as failure:
            name = path.relative_to(library.root).as_posix()
            library.report.problems.append(FileRemark(name, failure.message))
            continue
        if source.own and source.own.text_of:
            files = RestoredFiles(folder, source.own.files, library)
            yield EarlierText(stated_content(source, source.own, files, live), source.own)


def add_earlier(
    article: int, earlier: EarlierText, before: list[Revision], library: OwnLibrary
) -> Revision:
    """Append the text with its time and its author. `before` are the revisions before it."""
    about, importer = earlier.own.revision, library.options.importer
    kind = about.get("kind", "")
    fork = before_number(before, about.get("aside_of", ""))
    parent = fork or next((each for each in reversed(before) if not each.is_aside), None)
    new = NewRevision(
        article=article,
        content=earlier.content,
        kind=kind if kind in Revision.Kind.values else Revision.Kind.SAVED,
        author=author_of(earlier.own, library),
        writer=importer.pk,
        parent=parent,
        fork=fork,
    )
    [made] = Revision.objects.append([new])
    made.name = about.get("name", "")[:LONGEST_NAME]
    if library.options.may_name_authors:
        made.author_name = about.get("by", "")[:LONGEST_NAME]
    with suppress(ImportFailure):
        made.created_at = read_own_moment(about.get("at"))
    made.save(update_fields=["name", "author_name", "created_at"])
    return made


def author_of(own: OwnValues, library: OwnLibrary) -> User | None:
    """Whom the export names, if the importer may name others."""
    if not library.options.may_name_authors:
        return library.options.importer
    return User.objects.filter(username=own.revision.get("user", "")).first()


def before_number(before: list[Revision], written: str) -> Revision | None:
    """The revision of this number, from 1; None if none before has it."""
    number = int(written) if written.isascii() and written.isdecimal() else 0
    return before[number - 1] if 0 < number <= len(before) else None


def same_text(recorded: Revision, restored: list[Revision]) -> Revision | None:
    """The last of these that has the same content."""
    drafts = (each for each in reversed(restored) if not each.is_aside)
    return next((each for each in drafts if recorded.has(each.content)), None)


def added_after(recorded: Revision, last: Revision) -> Revision:
    """A copy of the revision that comes after the restored ones."""
    values = {f.attname: getattr(recorded, f.attname) for f in Revision._meta.concrete_fields}
    found: Revision = Revision.objects.create(**values | {"id": None, "parent_id": last.pk})
    return found
