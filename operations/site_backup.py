"""Backs a site up to one file: the database, uploads, the secret key, the theme, fonts."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from operations import backup_archive, databases
from operations.backup_error import BackupError
from operations.manifest import Manifest

FOLDERS = ("uploads", "originals", "theme", "fonts")
KEY_FILE = "secret_key"


def back_up(file: Path, *, overwrite: bool = False) -> Manifest:
    """Write a backup, read it again, and rename it to `file`: a file there is always complete.

    The database is copied before the uploads, so that the backup has each upload that it refers to.
    Raises BackupError or OSError.
    """
    check_destination(file, overwrite)
    database = databases.database_copier()
    with TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent) as made:
        work, part = Path(made), Path(made) / f"part{file.suffix}"
        (work / "database").mkdir()
        facts = database.dump(work / "database")
        backup_archive.write_archive(part, backup_sources(work), facts)
        remove_files(work / "database")
        manifest = verify(part, work, database)
        os.replace(part, file)
    fsync_folder(file.parent)
    return manifest


def check_destination(file: Path, overwrite: bool) -> None:
    if not file.parent.is_dir():
        raise BackupError(f"There is no folder {file.parent}.")
    if file.is_dir():
        raise BackupError(f"{file} is a folder: name the file of the backup.")
    if file.exists() or file.is_symlink():
        if not overwrite:
            raise BackupError(f"{file} is there already: choose another name, or say --overwrite.")
        if not backup_archive.is_backup_archive(file):
            raise BackupError(f"{file} is no backup of Longwave, and stays as it is.")


def verify(part: Path, work: Path, database: databases.DatabaseCopier) -> Manifest:
    """Read the archive as a restore would."""
    with backup_archive.open_archive(part) as found:
        found.check()
        found.extract(work, "database")
        database.check(work / "database", found.manifest.database)
        return found.manifest


def backup_sources(work: Path) -> Iterator[tuple[str, Path]]:
    """Yield the name in the backup and the path of each file."""
    yield from files_below("database", work / "database")
    for name in FOLDERS:
        yield from files_below(name, settings.DATA / name)
    if (settings.DATA / KEY_FILE).is_file():
        yield KEY_FILE, settings.DATA / KEY_FILE


def files_below(name: str, top: Path) -> Iterator[tuple[str, Path]]:
    """Yield name and path of each file. Links are followed; a folder is visited once."""
    seen = set()
    for place, folders, files in os.walk(top, followlinks=True, onerror=raise_unless_missing):
        real = os.path.realpath(place)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders.sort()
        inside = Path(name, os.path.relpath(place, top))
        for each in sorted(files):
            if is_regular_file(Path(place, each)):
                yield str(inside / each), Path(place, each)


def is_regular_file(path: Path) -> bool:
    """False for a file that was deleted meanwhile, and for sockets and the like."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return False


def raise_unless_missing(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def remove_files(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


def fsync_folder(folder: Path) -> None:
    """Write the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
