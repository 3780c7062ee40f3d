"""Put a backup in place of the data of a site, which are kept as a backup of their own first."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from shutil import move, rmtree
from tempfile import TemporaryDirectory, mkdtemp

from django.conf import settings

from blog import file_modes, serving_lock
from operations import archive, databases
from operations.archive import Archive
from operations.backup import FOLDERS, KEY, back_up, flush
from operations.databases import Database, sqlite
from operations.databases.migrations import refuse_unknown
from operations.manifest import Manifest
from operations.refusal import Refusal

RUNNING = "The site is running: stop it first."
OTHER_KIND = "The backup is of {}, and DATABASE_URL names {}."
STAGED = ".restore-"
MARK = "purged"  # for which state of the site a cache in front was told to forget its pages


def restore(file: Path, say: Callable[[str], None]) -> Manifest:
    data, database = settings.DATA, databases.present()
    with alone(data), archive.opened(file) as found:
        refuse_other(found.manifest, database)
        database.refuse_others()
        with TemporaryDirectory(prefix=STAGED, dir=data) as made:
            staged = Path(made)
            extract(found, staged, database)
            is_kept = keep(data, database, say)
            with replaced(data, staged, database) as former:
                database.load(staged / "database", found.manifest.database)
            leave(former, data, is_kept, say)
        clear_up(data, say)
        (data / MARK).unlink(missing_ok=True)
        flush(data)
    file_modes.restrict_modes(data, str(database.files().get(sqlite.NAME, "")), settings.GROUP)
    return found.manifest


@contextmanager
def alone(data: Path) -> Iterator[None]:
    try:
        with serving_lock.exclusive_lock(data):
            yield
    except serving_lock.SiteIsServed as error:
        raise Refusal(RUNNING) from error


def refuse_other(manifest: Manifest, database: Database) -> None:
    kind = str(manifest.database.get("kind"))
    if kind != database.kind:
        raise Refusal(OTHER_KIND.format(kind, database.kind))
    refuse_unknown(manifest.database["migrations"])


def extract(found: Archive, staged: Path, database: Database) -> None:
    (staged / "database").mkdir()
    found.extract(staged)
    database.check(staged / "database", found.manifest.database)


# What is there


def keep(data: Path, database: Database, say: Callable[[str], None]) -> bool:
    """Whether it is in a backup of its own now: there may be nothing, or nothing readable."""
    if not database.has_data():
        return False
    file = former_place(data).with_suffix(".tar")
    try:
        back_up(file)
    except Refusal as error:
        if database.kind != "sqlite":
            raise
        say(str(error))
        return False
    say(f"What was there is kept in {file}.")
    return True


def former_place(data: Path) -> Path:
    folder = data / "backups"
    folder.mkdir(mode=file_modes.FOLDER, exist_ok=True)
    return folder / f"before-restore-{datetime.now():%Y%m%d-%H%M%S-%f}"


@contextmanager
def replaced(data: Path, staged: Path, database: Database) -> Iterator[Path]:
    """What was staged stands in the place of what was there, which comes back after an error; the
    folder where that is meanwhile."""
    places = {f"database/{name}": place for name, place in database.files().items()}
    places |= {name: data / name for name in (*FOLDERS, KEY)}
    former, done = Path(mkdtemp(prefix=serving_lock.FORMER, dir=data)), dict[str, Path]()
    (former / "database").mkdir(mode=file_modes.FOLDER)
    try:
        for name, place in places.items():
            put(place, former / name)
            done[name] = place
            put(staged / name, place)
        yield former
    except BaseException:
        for name, place in done.items():
            remove(place)
            put(former / name, place)
        rmtree(former)
        raise


def leave(former: Path, data: Path, is_kept: bool, say: Callable[[str], None]) -> None:
    """Of what is in a backup, and of an empty site, nothing else is kept."""
    files = [file for file in former.rglob("*") if file.is_file() and file.name != KEY]
    if is_kept or not any(file.stat().st_size for file in files):
        rmtree(former)
        return
    folder = former_place(data)
    former.rename(folder)
    say(f"The files that were there are kept in {folder}.")


def clear_up(data: Path, say: Callable[[str], None]) -> None:
    """After an earlier restore that was killed."""
    for folder in data.glob(f"{STAGED}*"):
        rmtree(folder)
    for folder in data.glob(f"{serving_lock.FORMER}*"):
        place = folder.rename(former_place(data))
        say(f"What a restore that was ended half-way had put aside is kept in {place}.")


def put(source: Path, place: Path) -> None:
    if os.path.lexists(source):
        move(source, place)


def remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        rmtree(place)
    else:
        place.unlink(missing_ok=True)
