"""Compares tables and storages: what is missing, orphaned, damaged, or used otherwise."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, islice
from operator import itemgetter
from shutil import rmtree
from typing import Any, NamedTuple

from django.core.files.storage import Storage, default_storage
from django.db import transaction
from django.utils import timezone

from media.models import FileContent, FileUse, UsedBy, Variant
from media.models.file_contents import FOLDER
from media.models.file_uses import files_of_texts
from media.storing import places
from media.storing.following import scale_content
from media.storing.places import modified_time, names_below
from media.storing.removing import delete_content, withheld_contents
from media.storing.working_folders import folders_left_behind
from media.use_sources import SOURCES

BATCH = 500
UPLOAD_LASTS = timedelta(days=1)


class Problem(NamedTuple):
    """`name` is that of a file in a storage, or of what uses it. `is_fixed`: `fix` was wished."""

    kind: str
    name: str
    is_fixed: bool = False


def file_problems(*, fix: bool = False) -> Iterator[Problem]:
    """All problems. Nothing that cannot be made again is deleted."""
    yield from missing_and_damaged(fix)
    yield from readable_in_trash(fix)
    yield from unused_contents(fix)
    yield from orphaned_files(fix)
    yield from unfinished_uploads(fix)
    yield from wrong_uses(fix)


# Files of contents


def missing_and_damaged(fix: bool) -> Iterator[Problem]:
    for content in FileContent.objects.order_by("pk").iterator(chunk_size=BATCH):
        storage, name = places.stored_content(content)
        yield from wrong_bytes(storage, name, content.public_sha256)
        if content.original:
            yield from wrong_bytes(places.originals(), content.original, content.sha256)
        yield from missing_variants(content, storage, fix)


def wrong_bytes(storage: Storage, name: str, expected: str) -> Iterator[Problem]:
    if not storage.exists(name):
        yield Problem("missing", name)
    elif expected and places.digest(storage, name) != expected:
        yield Problem("damaged", name)


def missing_variants(content: FileContent, storage: Storage, fix: bool) -> Iterator[Problem]:
    """With `fix` they are made again: the content is then one without variants."""
    prefix = "" if storage is default_storage else f"{places.WITHHELD}/"
    names = content.variants.values_list("name", flat=True)
    missing = [name for name in names if not storage.exists(prefix + name)]
    if missing and fix:
        content.variants.all().delete()
        FileContent.objects.filter(pk=content.pk).update(variants_made=None)
        scale_content.enqueue(content.pk)
    yield from (Problem("variant missing", name, fix) for name in missing)


def readable_in_trash(fix: bool) -> Iterator[Problem]:
    for content in list(withheld_contents()):
        names = [name for name in places.public_names(content) if default_storage.exists(name)]
        if names and fix:
            places.withhold(content)
        yield from (Problem("readable in the trash", name, fix) for name in names)


# What nothing refers to


def unused_contents(fix: bool) -> Iterator[Problem]:
    for content in list(FileContent.objects.unused()):
        if fix:
            with transaction.atomic():
                locked = FileContent.objects.select_for_update(of=("self",)).unused()
                for still_unused in locked.filter(pk=content.pk):
                    delete_content(still_unused)
        yield Problem("unused content", content.name, fix)


def orphaned_files(fix: bool) -> Iterator[Problem]:
    for storage, known in ((default_storage, are_public), (places.originals(), are_originals)):
        names = names_below(storage, FOLDER)
        while some := list(islice(names, BATCH)):
            for name in sorted(set(some) - known(some)):
                if is_old(storage, name):
                    if fix:
                        storage.delete(name)
                    yield Problem("orphaned", name, fix)


def are_public(names: list[str]) -> set[str]:
    contents = FileContent.objects.filter(name__in=names).values_list("name", flat=True)
    variants = Variant.objects.filter(name__in=names).values_list("name", flat=True)
    return {*contents, *variants}


def are_originals(names: list[str]) -> set[str]:
    found = FileContent.objects.filter(original__in=names)
    return set(found.values_list("original", flat=True))


def unfinished_uploads(fix: bool) -> Iterator[Problem]:
    for folder in folders_left_behind(timezone.now() - UPLOAD_LASTS):
        if fix:
            rmtree(folder, ignore_errors=True)
        yield Problem("unfinished upload", str(folder), fix)


def is_old(storage: Storage, name: str) -> bool:
    """Whether it is not one of a running upload, whose row comes last."""
    return modified_time(storage, name) < timezone.now() - UPLOAD_LASTS


# Uses


def wrong_uses(fix: bool) -> Iterator[Problem]:
    for kind, texts in SOURCES.items():
        seen = set[int]()
        users = groupby(texts(), key=itemgetter(0))
        while some := list(islice(texts_of_users(kind, users), BATCH)):
            seen |= {user.key for user, _text in some}
            yield from compared_uses(files_of_texts(dict(some)), fix)
        gone = FileUse.objects.filter(kind=kind).exclude(object_id__in=seen)
        keys = set(gone.values_list("object_id", flat=True))
        yield from compared_uses({UsedBy(kind, key): set() for key in keys}, fix)


def texts_of_users(kind: str, users: Any) -> Iterator[tuple[UsedBy, str]]:
    for key, rows in users:
        yield UsedBy(kind, key), "\n".join(text for _key, text in rows)


def compared_uses(wanted: dict[UsedBy, set[int]], fix: bool) -> Iterator[Problem]:
    known = defaultdict[UsedBy, set[int]](set)
    for use in FileUse.objects.of_users(wanted):
        known[use.user].add(use.file_id)
    wrong = {user: files for user, files in wanted.items() if files != known[user]}
    if wrong and fix:
        FileUse.objects.set_uses(wrong)
    yield from (Problem("wrong uses", f"{user.kind} {user.key}", fix) for user in sorted(wrong))
