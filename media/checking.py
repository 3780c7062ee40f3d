"""Compares tables and storages: what is missing, orphaned, damaged, or used otherwise."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, islice
from operator import itemgetter
from shutil import rmtree
from typing import Any, NamedTuple, Self

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
from media.storing.stored_sizes import StoredSizes
from media.storing.working_folders import folders_left_behind
from media.use_sources import SOURCES

BATCH = 500
UPLOAD_LASTS = timedelta(days=1)


class Problem(NamedTuple):
    """`name` is that of a file in a storage, or of what uses it. `is_fixed`: `fix` was wished."""

    kind: str
    name: str
    is_fixed: bool = False


def file_problems(*, fix: bool = False, deep: bool = False) -> Iterator[Problem]:
    """All problems. Nothing that cannot be made again is deleted.

    `deep` reads the files in a bucket, which providers may charge for, and compares their SHA-256;
    without it, their sizes are compared. Files on the disk are always read.
    """
    yield from missing_and_damaged(fix, deep)
    yield from readable_in_trash(fix)
    yield from unused_contents(fix)
    yield from orphaned_files(fix)
    yield from unfinished_uploads(fix)
    yield from wrong_uses(fix)


# Files of contents


class StoredFiles(NamedTuple):
    """A storage and the sizes in it. `reads`: files are read, and not only their sizes compared."""

    storage: Storage
    sizes: StoredSizes
    reads: bool

    @classmethod
    def of(cls, storage: Storage, deep: bool) -> Self:
        sizes = StoredSizes(storage)
        return cls(storage, sizes, deep or not sizes.is_bucket)

    def is_absent(self, name: str) -> bool:
        return self.sizes.size(name) is None

    def has_digest(self, name: str, sha256: str) -> bool:
        """Also if the digest is not known yet."""
        return not sha256 or places.digest(self.storage, name) == sha256

    def problems(self, name: str, size: int, sha256: str) -> Iterator[Problem]:
        found = self.sizes.size(name)
        if found is None:
            yield Problem("missing", name)
        elif found != size or (self.reads and not self.has_digest(name, sha256)):
            yield Problem("damaged", name)


def missing_and_damaged(fix: bool, deep: bool) -> Iterator[Problem]:
    public, hidden = (StoredFiles.of(each, deep) for each in (default_storage, places.originals()))
    yield from differing_files(public, hidden, fix)


def missing_files() -> Iterator[Problem]:
    """Files that are not there, or have another size. None is read."""
    public, hidden = (
        StoredFiles(each, StoredSizes(each), reads=False)
        for each in (default_storage, places.originals())
    )
    yield from differing_files(public, hidden, fix=False)


def differing_files(public: StoredFiles, hidden: StoredFiles, fix: bool) -> Iterator[Problem]:
    contents = FileContent.objects.order_by("name", "pk").prefetch_related("variants")
    for content in contents.iterator(chunk_size=BATCH):
        is_withheld = public.is_absent(content.name) and not hidden.is_absent(
            places.withheld_name(content.name)
        )
        files, prefix = (hidden, places.withheld_name("")) if is_withheld else (public, "")
        about = (content.bytes, content.public_sha256)
        yield from files.problems(prefix + content.name, *about)
        if content.original:
            yield from hidden.problems(content.original, content.original_bytes, content.sha256)
        yield from missing_variants(content, files.sizes, prefix, fix)


def missing_variants(
    content: FileContent, sizes: StoredSizes, prefix: str, fix: bool
) -> Iterator[Problem]:
    """With `fix` they are made again: the content is then one without variants."""
    variants = content.variants.all()
    missing = [each.name for each in variants if sizes.size(prefix + each.name) != each.bytes]
    if missing and fix:
        variants.delete()
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
