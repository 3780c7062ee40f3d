"""Restores a backup. The present data are backed up first."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from shutil import move, rmtree
from tempfile import TemporaryDirectory, mkdtemp

from django.conf import settings

from blog import file_modes, serving_lock
from operations import backup_archive, databases
from operations.backup_archive import BackupArchive
from operations.backup_error import BackupError
from operations.databases import DatabaseCopier, sqlite_copier
from operations.databases.migrations import require_known_migrations
from operations.manifest import Manifest
from operations.site_backup import FOLDERS, KEY_FILE, back_up, fsync_folder

RUNNING = "The site is running: stop it first."
OTHER_KIND = "The backup is of {}, and DATABASE_URL names {}."
STAGED = ".restore-"
PURGE_RECORD = "purged"  # the version for which the CDN was purged (blog/cdn/purge.py)


def restore_backup(file: Path, say: Callable[[str], None]) -> Manifest:
    """Replace the data of the site by a backup, or leave them as they were after an error.

    `say` prints messages. Raises BackupError, OSError or DatabaseError.
    """
    data, database = settings.DATA, databases.database_copier()
    with require_stopped_site(data), backup_archive.open_archive(file) as found:
        check_compatible(found.manifest, database)
        database.require_unused()
        with TemporaryDirectory(prefix=STAGED, dir=data) as made:
            staged = Path(made)
            extract_backup(found, staged, database)
            is_backed_up = back_up_present_data(data, database, say)
            with replaced_data(data, staged, database) as former:
                database.load(staged / "database", found.manifest.database)
            keep_former_files(former, data, is_backed_up, say)
        clean_up_interrupted(data, say)
        (data / PURGE_RECORD).unlink(missing_ok=True)
        fsync_folder(data)
    file_modes.restrict_modes(
        data, str(database.files().get(sqlite_copier.DATABASE_FILE, "")), settings.GROUP
    )
    return found.manifest


@contextmanager
def require_stopped_site(data: Path) -> Iterator[None]:
    try:
        with serving_lock.exclusive_lock(data):
            yield
    except serving_lock.SiteIsServed as error:
        raise BackupError(RUNNING) from error


def check_compatible(manifest: Manifest, database: DatabaseCopier) -> None:
    kind = str(manifest.database.get("kind"))
    if kind != database.kind:
        raise BackupError(OTHER_KIND.format(kind, database.kind))
    require_known_migrations(manifest.database["migrations"])


def extract_backup(found: BackupArchive, staged: Path, database: DatabaseCopier) -> None:
    (staged / "database").mkdir()
    found.extract(staged)
    database.check(staged / "database", found.manifest.database)


# The present data


def back_up_present_data(data: Path, database: DatabaseCopier, say: Callable[[str], None]) -> bool:
    """Return whether the data were backed up. An empty or a broken SQLite database cannot be."""
    if not database.has_data():
        return False
    file = new_backup_path(data).with_suffix(".tar")
    try:
        back_up(file)
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
    return folder / f"before-restore-{datetime.now():%Y%m%d-%H%M%S-%f}"


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
