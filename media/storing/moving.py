"""Copies all files from the disk to a bucket or back, while the site goes on with where they are.

It can be broken off at any moment: what is there with the same bytes is not copied again.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import file_digest
from itertools import groupby, islice
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, storages
from django.db.models import QuerySet

from media.buckets.bucket_storage import BucketStorage, StoredObject
from media.models import FileContent, MediaFile, Variant
from media.models.file_contents import FOLDER
from media.storing import places
from media.storing.adopting import FOLDERS
from media.storing.removing import withheld_contents

WITH_ROWS = (FOLDER, *FOLDERS)
THREADS, BATCH = 4, 500
COPIED, PRESENT, FAILED = "copied", "present", "failed"


class MovedFile(NamedTuple):
    """`outcome` is one of COPIED, PRESENT and FAILED; `reason` says why it failed."""

    name: str
    size: int
    outcome: str
    reason: str = ""


class Job(NamedTuple):
    """A file to be copied. `known` is what the bucket has under its name."""

    name: str
    size: int
    known: StoredObject | None


class Pair(NamedTuple):
    """Two storages of the same files."""

    disk: FileSystemStorage
    bucket: BucketStorage

    @classmethod
    def named(cls, ending: str = "") -> "Pair":
        return cls(storages[f"disk{ending}"], storages[f"s3{ending}"])  # type: ignore[arg-type]


def move_files(target: str, *, dry_run: bool = False) -> Iterator[MovedFile]:
    """Copy all files to the storages `target`, which is `s3` or `disk`, and compare the bytes.

    What is in the trash is withheld there too. If the site uses the target already, only what it
    still wants is copied. Raises OSError if the bucket cannot be used.
    """
    jobs, move = (jobs_on_disk, to_bucket) if target == "s3" else (jobs_in_bucket, to_disk)
    withheld = names_of(withheld_contents())
    for ending, is_wanted in (("", wanted_files), ("-originals", wanted_originals)):
        pair = Pair.named(ending)
        chosen = is_wanted(jobs(pair), withheld, target == settings.MEDIA_STORAGE)
        yield from moved_files(pair, move, chosen, dry_run)
    if not dry_run:
        for name in sorted(withheld):
            places.move(storages[target], name, storages[f"{target}-originals"], hidden(name))


def moved_files(
    pair: Pair, move: Callable[..., str], jobs: Iterable[Job], dry: bool
) -> Iterator[MovedFile]:
    def one(job: Job) -> MovedFile:
        try:
            return MovedFile(job.name, job.size, move(pair, job, dry))
        except OSError as error:
            return MovedFile(job.name, job.size, FAILED, str(error))

    waiting = iter(jobs)
    with ThreadPoolExecutor(THREADS) as threads:
        while batch := list(islice(waiting, BATCH)):
            yield from threads.map(one, batch)


# What is there


def jobs_on_disk(pair: Pair) -> Iterator[Job]:
    """The files on the disk; the bucket is listed folder by folder."""
    for folder, names in groupby(names_on_disk(pair.disk), key=os.path.dirname):
        known = {each.name: each for each in pair.bucket.objects_below(folder, deep=False)}
        for name in names:
            yield Job(name, os.path.getsize(pair.disk.path(name)), known.get(name))


def names_on_disk(disk: FileSystemStorage) -> Iterator[str]:
    top = Path(disk.path(""))
    for place, folders, files in os.walk(top):
        folders.sort()
        yield from (str(Path(place, name).relative_to(top)) for name in sorted(files))


def jobs_in_bucket(pair: Pair) -> Iterator[Job]:
    return (Job(each.name, each.size, each) for each in pair.bucket.objects_below())


# What is wanted


def wanted_files(jobs: Iterable[Job], withheld: set[str], in_use: bool) -> Iterator[Job]:
    """Without what is in the trash; and without what was deleted since the target is in use."""
    waiting = iter(jobs)
    while batch := list(islice(waiting, BATCH)):
        left = {job.name for job in batch} - withheld
        if in_use:
            left -= {name for name in left if name.startswith(WITH_ROWS)} - with_rows(left)
        yield from (job for job in batch if job.name in left)


def wanted_originals(jobs: Iterable[Job], withheld: set[str], in_use: bool) -> Iterator[Job]:
    """Of withheld files only those that are so still; of others those that have a row."""
    names = {hidden(name) for name in withheld}
    waiting = iter(jobs)
    while batch := list(islice(waiting, BATCH)):
        found = FileContent.objects.filter(original__in=[job.name for job in batch])
        known = names | set(found.values_list("original", flat=True))
        is_hidden = f"{places.WITHHELD}/"
        yield from (
            job
            for job in batch
            if job.name in known or not (in_use or job.name.startswith(is_hidden))
        )


def with_rows(names: set[str]) -> set[str | None]:
    contents = FileContent.objects.filter(name__in=names).values_list("name", flat=True)
    variants = Variant.objects.filter(name__in=names).values_list("name", flat=True)
    former = MediaFile.objects.filter(former_path__in=names)
    return {*contents, *variants, *former.values_list("former_path", flat=True)}


def names_of(contents: QuerySet[FileContent]) -> set[str]:
    """The names of the files of these contents for readers."""
    variants = Variant.objects.filter(content__in=contents.values("pk"))
    return {*contents.values_list("name", flat=True), *variants.values_list("name", flat=True)}


def hidden(name: str) -> str:
    return places.withheld_name(name)


# One file


def to_bucket(pair: Pair, job: Job, dry_run: bool) -> str:
    path = pair.disk.path(job.name)
    if job.known and has_bytes_of(pair.bucket, job.known, path):
        return PRESENT
    if not dry_run:
        with open(path, "rb") as file:
            pair.bucket.save(job.name, File(file))
        check_bytes_of(pair.bucket, pair.bucket.stored_object(job.name), path)
    return COPIED


def to_disk(pair: Pair, job: Job, dry_run: bool) -> str:
    """The file gets its name only when it is there as a whole."""
    path = pair.disk.path(job.name)
    assert job.known
    if os.path.exists(path) and has_bytes_of(pair.bucket, job.known, path):
        return PRESENT
    if not dry_run:
        with pair.bucket.open(job.name) as file:
            beside = pair.disk.path(pair.disk.save(f"{job.name}.new", file))
        try:
            check_bytes_of(pair.bucket, job.known, beside)
            os.replace(beside, path)
        finally:
            Path(beside).unlink(missing_ok=True)
    return COPIED


def check_bytes_of(bucket: BucketStorage, known: StoredObject, path: str) -> None:
    if not has_bytes_of(bucket, known, path):
        raise OSError("the copy is not what was copied")


def has_bytes_of(bucket: BucketStorage, known: StoredObject, path: str) -> bool:
    """Whether a file in the bucket equals one on the disk.

    It is fetched only if the bucket does not tell its MD5.
    """
    if os.path.getsize(path) != known.size:
        return False
    with open(path, "rb") as file:
        if file_digest(file, "md5").hexdigest() == known.etag:
            return True
        file.seek(0)
        return file_digest(file, "sha256").hexdigest() == places.digest(bucket, known.name)
