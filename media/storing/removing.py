"""Trash, restore and delete files. What is in the trash cannot be read by anybody."""

import logging
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django_tasks import task

from accounts import audit
from media.models import FileContent, MediaFile
from media.storing import places
from media.storing.following import on_new_content

# A save that has looked up its files before they were moved to the trash is over by then.
SAVE_LASTS = timedelta(minutes=1)
log = logging.getLogger(__name__)


def trash_file(file: MediaFile) -> None:
    """Move the file to the trash. Its address answers 410 until it is restored."""
    with transaction.atomic():
        contents = locked_contents(file)
        file.trashed_at = timezone.now()
        file.save(update_fields=["trashed_at"])
        audit.record(None, audit.Action.TRASHED, file)
        transaction.on_commit(partial(move_to_places, contents))


def trash_unused(file: MediaFile) -> bool:
    """Move the file to the trash, unless something uses it. Return whether it is there.

    A text that is being saved meanwhile may use it: then a task brings it back. PostgreSQL checks
    foreign keys at the end of a transaction, so no lock keeps the save from using it.
    """
    with transaction.atomic():
        if is_unused := lock_unused(file):
            trash_file(file)
            restore_used.using(run_after=timezone.now() + SAVE_LASTS).enqueue(file.pk)
    return is_unused


@task()
def restore_used(file: int) -> None:
    for found in MediaFile.objects.in_trash().filter(pk=file):
        if found.uses.exists():
            restore_file(found)


def lock_unused(file: MediaFile) -> bool:
    """Whether nothing uses the file. Its row is locked until the end of the transaction.

    Raises DoesNotExist if it is deleted already.
    """
    locked = MediaFile.objects.select_for_update().get(pk=file.pk)
    return not locked.uses.exists()


def restore_file(file: MediaFile) -> None:
    with transaction.atomic():
        contents = locked_contents(file)
        file.trashed_at = None
        file.save(update_fields=["trashed_at"])
        audit.record(None, audit.Action.RESTORED, file)
        transaction.on_commit(partial(move_to_places, contents))
        for content in contents:
            on_new_content(content)


def delete_file(file: MediaFile) -> None:
    """Delete the file for ever, with its versions and the contents that nothing else has."""
    with transaction.atomic():
        contents = ids_of_contents(file)
        audit.record(None, audit.Action.DELETED, file)
        file.delete()
        locked = FileContent.objects.select_for_update(of=("self",))
        for content in locked.unused().filter(pk__in=contents):
            delete_content(content)


def delete_unused(file: MediaFile) -> bool:
    """Delete the file for ever, unless something uses it. Return whether it is gone."""
    with transaction.atomic():
        if is_unused := lock_unused(file):
            delete_file(file)
    return is_unused


def delete_expired() -> int:
    """Delete what has been in the trash for TRASH_DAYS and is not used. Return the number."""
    return sum(map(delete_unused, MediaFile.objects.expired().unused()))


def delete_content(content: FileContent) -> None:
    """Delete a content that is unused, and its files after the transaction."""
    names = places.public_names(content)
    content.delete()
    transaction.on_commit(partial(delete_bytes, content, names))


def delete_bytes(content: FileContent, names: list[str]) -> None:
    try:
        places.delete_stored(content, names)
    except OSError:
        log.exception("%s stays: manage.py check_media --fix deletes it.", content.name)


def move_to_places(contents: list[FileContent]) -> None:
    for content in contents:
        move_to_place(content)


def move_to_place(content: FileContent) -> None:
    """Withhold the content, or let everybody read it. A task does so if it fails now."""
    try:
        withhold_or_show(content)
    except OSError:
        log.exception("%s will be moved later.", content.name)
        move_content.enqueue(content.pk)


@task()
def move_content(content: int) -> None:
    for found in FileContent.objects.filter(pk=content):
        withhold_or_show(found)


def withhold_or_show(content: FileContent) -> None:
    (places.make_public if is_shown(content) else places.withhold)(content)


def locked_contents(file: MediaFile) -> list[FileContent]:
    """What it contains now, and what it contained before it was replaced."""
    locked = FileContent.objects.select_for_update().filter(pk__in=ids_of_contents(file))
    return list(locked.order_by("pk"))


def ids_of_contents(file: MediaFile) -> set[int]:
    return {file.content_id, *file.versions.values_list("content", flat=True)}


def is_shown(content: FileContent) -> bool:
    return not withheld_contents().filter(pk=content.pk).exists()


def withheld_contents() -> QuerySet[FileContent]:
    """Those that only files in the trash have, or had before they were replaced."""
    kept, trashed, this = MediaFile.objects.kept(), MediaFile.objects.in_trash(), OuterRef("pk")
    shown = Exists(kept.filter(content=this)) | Exists(kept.filter(versions__content=this))
    had = Q(pk__in=trashed.values("content")) | Q(pk__in=trashed.values("versions__content"))
    return FileContent.objects.filter(had).exclude(shown)
