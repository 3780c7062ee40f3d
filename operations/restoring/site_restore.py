"""Restores a backup. The present data are backed up first."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from shutil import copy2, disk_usage, move, rmtree
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from django.conf import settings

from blog import file_modes, serving_lock
from operations import databases
from operations.backup_error import BackupError
from operations.backups.backed_up_files import FOLDERS, KEY_FILE
from operations.backups.backup_targets import BEFORE_RESTORE, BackupTarget
from operations.backups.backup_writing import write_backup_file
from operations.backups.folder_store import fsync_folder
from operations.backups.manifest import Manifest
from operations.backups.opening import SiteBackup, opened_backup
from operations.backups.secrets import BackupSecrets
from operations.databases import DatabaseCopier, sqlite_copier
from operations.databases.migrations import require_known_migrations
from operations.models import BackupRun

RUNNING = "The site is running: stop it first."
CONVERTED = (
    "From {} to {}: {} tables with {} rows. Their numbers and their contents were compared, and "
    "are equal."
)
NO_SPACE = "The backup needs {:.1f} GB, and {:.1f} GB are free in {}."
LEFT_OUT = "These files are missing or damaged in the backup, and were left out: {}"
NO_KEY = (
    "The backup has no secret key, and {} is used. If that is not the key of the site that was "
    "backed up, all sign in again, and second factors made there do not work: see “The secret key” "
    "in docs/backup.md."
)
GIGABYTE = 1e9
STAGED = ".restore-"
PURGE_RECORD = "purged"  # the version for which the CDN was purged (blog/cdn/purge.py)


def restore_backup(
    target: BackupTarget,
    secrets: BackupSecrets,
    say: Callable[[str], None],
    *,
    skip_damaged: bool = False,
) -> Manifest:
    """Replace the data of the site by a backup, or leave them as they were after an error.

    `say` prints messages. Raises BackupError, OSError or DatabaseError.
    """
    data, database = settings.DATA, databases.database_copier()
    opened = opened_backup(target, secrets, skip_damaged=skip_damaged)
    with require_stopped_site(data), opened as found:
        manifest = found.manifest
        require_known_migrations(manifest.database["migrations"])
        require_space(manifest, data)
        database.require_unused()
        with TemporaryDirectory(prefix=STAGED, dir=data) as made:
            staged = Path(made)
            facts = extract_backup(found, staged, database.kind)
            say_left_out(found, say)
            keep_present_key(data, staged, say)
            is_backed_up = back_up_present_data(data, database, say)
            with replaced_data(data, staged, database) as former:
                database.load(staged / "database", facts)
            BackupRun.objects.running().delete()  # the backup itself, while it was written
            say_converted(manifest.database, facts, say)
            keep_former_files(former, data, is_backed_up, say)
        clean_up_interrupted(data, say)
        (data / PURGE_RECORD).unlink(missing_ok=True)
        fsync_folder(data)
    file_modes.restrict_modes(
        data, str(database.files().get(sqlite_copier.DATABASE_FILE, "")), settings.GROUP
    )
    return manifest


@contextmanager
def require_stopped_site(data: Path) -> Iterator[None]:
    try:
        with serving_lock.exclusive_lock(data):
            yield
    except serving_lock.SiteIsServed as error:
        raise BackupError(RUNNING) from error


def require_space(manifest: Manifest, data: Path) -> None:
    free = disk_usage(data).free
    if manifest.size > free:
        raise BackupError(NO_SPACE.format(manifest.size / GIGABYTE, free / GIGABYTE, data))


def extract_backup(found: SiteBackup, staged: Path, kind: str) -> dict[str, Any]:
    """Return the facts of the copied database, which is one of this kind then."""
    facts = found.manifest.database
    (staged / "database").mkdir()
    found.extract(staged)
    databases.check_copy(staged / "database", facts)
    return databases.convert_copy(staged / "database", facts, kind)


def say_left_out(found: SiteBackup, say: Callable[[str], None]) -> None:
    if left_out := getattr(found, "left_out", []):
        say(LEFT_OUT.format(", ".join(left_out)))


def keep_present_key(data: Path, staged: Path, say: Callable[[str], None]) -> None:
    """A backup without the key leaves that of the data folder."""
    if (data / KEY_FILE).is_file() and not (staged / KEY_FILE).exists():
        copy2(data / KEY_FILE, staged / KEY_FILE)
        say(NO_KEY.format(data / KEY_FILE))


def say_converted(
    before: dict[str, Any], facts: dict[str, Any], say: Callable[[str], None]
) -> None:
    if compared := facts.get("compared"):
        rows = sum(table.rows for table in compared.values())
        say(CONVERTED.format(before["kind"], facts["kind"], len(compared), rows))


# The present data


def back_up_present_data(data: Path, database: DatabaseCopier, say: Callable[[str], None]) -> bool:
    """Return whether the data were backed up. An empty or a broken SQLite database cannot be."""
    if not database.has_data():
        return False
    file = new_backup_path(data).with_suffix(".tar")
    try:
        write_backup_file(file, BackupSecrets(), with_key=True)
    except BackupError as error:
        if database.kind != "sqlite":
            raise
        say(str(error))
        return False
    say(f"What was there is kept in {file}.")
    return True


def new_backup_path(data: Path) -> Path:
    folder = data / "backups"
    folder.mkdir(mode=file_modes.FOLDER, exist_ok=True)
    return folder / f"{BEFORE_RESTORE}{datetime.now():%Y%m%d-%H%M%S-%f}"


@contextmanager
def replaced_data(data: Path, staged: Path, database: DatabaseCopier) -> Iterator[Path]:
    """Move the present data aside and the staged data into their place.

    Yields the folder with the former data, which are moved back if the block raises an error.
    """
    places = {f"database/{name}": place for name, place in database.files().items()}
    places |= {name: data / name for name in (*FOLDERS, KEY_FILE)}
    former, done = Path(mkdtemp(prefix=serving_lock.FORMER, dir=data)), dict[str, Path]()
    (former / "database").mkdir(mode=file_modes.FOLDER)
    try:
        for name, place in places.items():
            move_if_exists(place, former / name)
            done[name] = place
            move_if_exists(staged / name, place)
        yield former
    except BaseException:
        for name, place in done.items():
            remove_path(place)
            move_if_exists(former / name, place)
        rmtree(former)
        raise


def keep_former_files(
    former: Path, data: Path, is_backed_up: bool, say: Callable[[str], None]
) -> None:
    """Delete the former data if they are in a backup or empty, else move them to `backups`."""
    files = [file for file in former.rglob("*") if file.is_file() and file.name != KEY_FILE]
    if is_backed_up or not any(file.stat().st_size for file in files):
        rmtree(former)
        return
    folder = new_backup_path(data)
    former.rename(folder)
    say(f"The files that were there are kept in {folder}.")


def clean_up_interrupted(data: Path, say: Callable[[str], None]) -> None:
    """Remove the folders of an earlier restore that was killed; keep the data that it moved."""
    for folder in data.glob(f"{STAGED}*"):
        rmtree(folder)
    for folder in data.glob(f"{serving_lock.FORMER}*"):
        place = folder.rename(new_backup_path(data))
        say(f"What a restore that was ended half-way had put aside is kept in {place}.")


def move_if_exists(source: Path, place: Path) -> None:
    if os.path.lexists(source):
        move(source, place)


def remove_path(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        rmtree(place)
    else:
        place.unlink(missing_ok=True)
