"""What a person names as the place of backups: FILE, DIR or s3://bucket/prefix, each with @date."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from operations.backup_error import BackupError
from operations.backups.backup_repository import PLACE, BackupRepository
from operations.backups.folder_store import FolderStore
from operations.backups.manifest import DAMAGED
from operations.backups.records import BackupRecord
from operations.backups.secrets import BackupSecrets
from operations.backups.stores import BackupStore
from operations.backups.tar_store import packed_store

BUCKET = re.compile(
    r"s3://(?P<bucket>[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9])(?:/(?P<prefix>.*))?"
)
BAD_BUCKET = "{} names no bucket: write s3://bucket or s3://bucket/prefix."
BEFORE_RESTORE = "before-restore-"  # what restores put into `backups` of the data folder
NOT_EMPTY = "{} has other files: name an empty folder, or one with backups."
NO_FOLDER = "There is no folder {}."
NO_BACKUP = "There is no backup of that time or an earlier one in {}. There are: {}"
EMPTY = "There is no backup in {} yet."
BAD_DATE = "{!r} is no date: write 2026-12-01, or 2026-12-01T03:00."
MOST_NAMED = 5
DAY, MINUTE, SECOND = len("2026-12-01"), len("2026-12-01T03:00"), timedelta(seconds=1)


class BackupTarget(NamedTuple):
    """`place` is a path or s3://…; `date` is '' for the newest backup."""

    place: str
    date: str = ""

    @classmethod
    def parse(cls, text: str) -> "BackupTarget":
        """What exists is a path, also with an @ in its name."""
        place, sign, date = text.rpartition("@")
        if not sign or "/" in date or Path(text).exists():
            return cls(text)
        return cls(place, date)

    @property
    def is_bucket(self) -> bool:
        return self.place.startswith("s3:")

    @property
    def path(self) -> Path:
        return Path(self.place).expanduser().absolute()

    @property
    def is_file(self) -> bool:
        """A file that exists; or one that is to be written, since it has an ending."""
        if self.is_bucket or self.path.is_dir() or self.place.endswith("/"):
            return False
        return self.path.is_file() or bool(self.path.suffix)

    def store(self) -> BackupStore:
        return bucket_store(self.place) if self.is_bucket else FolderStore(self.path)


def bucket_store(place: str) -> BackupStore:
    found = BUCKET.fullmatch(place)
    if not found:
        raise BackupError(BAD_BUCKET.format(place))
    prefix = (found["prefix"] or "").strip("/")
    bucket = settings.BACKUPS.bucket(found["bucket"])
    from operations.backups.bucket_store import BucketStore  # boto3 takes 23 MB

    return BucketStore(
        bucket, f"{prefix}/" if prefix else "", settings.BACKUPS.key, settings.BACKUPS.secret
    )


def open_for_writing(target: BackupTarget, secrets: BackupSecrets) -> BackupRepository:
    """The backups of a folder or a bucket, which is begun if there are none."""
    store = target.store()
    if has_place(store):
        repository = BackupRepository.open(store, secrets)
        repository.require_key_of(secrets)
        return repository
    if not target.is_bucket:
        require_empty(target.path)
    return BackupRepository.create(store, secrets)


@contextmanager
def open_for_reading(target: BackupTarget, secrets: BackupSecrets) -> Iterator[BackupRepository]:
    """The backups that are there, also those of a file."""
    if target.is_file:
        with packed_store(target.path) as store:
            yield BackupRepository.open(store, secrets)
    else:
        yield BackupRepository.open(target.store(), secrets)


def has_place(store: BackupStore) -> bool:
    try:
        return bool(store.read(PLACE))
    except FileNotFoundError:
        return False


def require_empty(folder: Path) -> None:
    if not folder.parent.is_dir():
        raise BackupError(NO_FOLDER.format(folder.parent))
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    if any(not name.startswith((BEFORE_RESTORE, ".")) and name != "lost+found" for name in names):
        raise BackupError(NOT_EMPTY.format(folder))


def chosen_record(repository: BackupRepository, date: str) -> BackupRecord:
    """The newest backup, or the newest one that is not later than the date; or one by its name."""
    records = repository.records()
    if not records:
        damage = DAMAGED.format("it does not end with its record")
        title = repository.store.title
        raise BackupError(EMPTY.format(title) if repository.store.has_listing else damage)
    if not date:
        return records[0]
    if named := [record for record in records if record.name == date]:
        return named[0]
    end = end_of(date)
    for record in records:
        if record.moment < end:
            return record
    known = ", ".join(shown_moment(record) for record in records[:MOST_NAMED])
    raise BackupError(NO_BACKUP.format(repository.store.title, known))


def end_of(date: str) -> datetime:
    """The end of a day, a minute or a second, in the time zone of the site."""
    try:
        found = datetime.fromisoformat(date)
    except ValueError as error:
        raise BackupError(BAD_DATE.format(date)) from error
    length = {DAY: timedelta(days=1), MINUTE: timedelta(minutes=1)}.get(len(date), SECOND)
    return (found if found.tzinfo else timezone.make_aware(found)) + length


def shown_moment(record: BackupRecord) -> str:
    return f"{timezone.localtime(record.moment):%Y-%m-%d %H:%M:%S}"
