"""One file with all that would be missed: the database, the uploads, the key, the theme, fonts."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from operations import archive, databases
from operations.manifest import Manifest
from operations.refusal import Refusal

FOLDERS = ("uploads", "theme", "fonts")
KEY = "secret_key"


def back_up(file: Path, *, overwrite: bool = False) -> Manifest:
    """Write the file under another name, read it again, and put it in place: it is there whole, or
    not at all. The database is copied first, so that each upload that it names is there."""
    refuse_place(file, overwrite)
    database = databases.present()
    with TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent) as made:
        work, part = Path(made), Path(made) / f"part{file.suffix}"
        (work / "database").mkdir()
        facts = database.dump(work / "database")
        archive.write(part, sources(work), facts)
        remove_all(work / "database")
        manifest = verified(part, work, database)
        os.replace(part, file)
    flush(file.parent)
    return manifest


def refuse_place(file: Path, overwrite: bool) -> None:
    if not file.parent.is_dir():
        raise Refusal(f"There is no folder {file.parent}.")
    if file.is_dir():
        raise Refusal(f"{file} is a folder: name the file of the backup.")
    if file.exists() or file.is_symlink():
        if not overwrite:
            raise Refusal(f"{file} is there already: choose another name, or say --overwrite.")
        if not archive.is_archive(file):
            raise Refusal(f"{file} is no backup of Longwave, and stays as it is.")


def verified(part: Path, work: Path, database: databases.Database) -> Manifest:
    """Read as it will be read when it is needed."""
    with archive.opened(part) as found:
        found.check()
        found.extract(work, "database")
        database.check(work / "database", found.manifest.database)
        return found.manifest


def sources(work: Path) -> Iterator[tuple[str, Path]]:
    """The files by their names in the backup."""
    yield from below("database", work / "database")
    for name in FOLDERS:
        yield from below(name, settings.DATA / name)
    if (settings.DATA / KEY).is_file():
        yield KEY, settings.DATA / KEY


def below(name: str, top: Path) -> Iterator[tuple[str, Path]]:
    """What a link leads to is taken along, once."""
    seen = set()
    for place, folders, files in os.walk(top, followlinks=True, onerror=complain):
        real = os.path.realpath(place)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders.sort()
        inside = Path(name, os.path.relpath(place, top))
        for each in sorted(files):
            if is_file(Path(place, each)):
                yield str(inside / each), Path(place, each)


def is_file(path: Path) -> bool:
    """Of what vanished meanwhile, and of sockets and the like, there is nothing to keep."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return False


def complain(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def remove_all(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


def flush(folder: Path) -> None:
    """The names in a folder reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
