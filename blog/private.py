"""The data folder is its owner's alone; one group may read the uploads where a setting says so."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE, S_ISVTX
from typing import NamedTuple

FOLDER, FILE = 0o700, 0o600
# A group that reads the uploads passes through the data folder, and gets whatever comes new.
PASSED, SHARED_FOLDER, SHARED_FILE = 0o710, 0o2750, 0o640
BY_OTHERS = 0o077
NAMED = 5


class Wanted(NamedTuple):
    """What one path may be: no more open than the mode, and of the group where one is named."""

    path: Path
    mode: int
    group: int | None = None


class Narrowed(NamedTuple):
    """The paths that are still more open than wanted, and whether others could enter before."""

    too_open: list[Path]
    was_open: bool


def create(file: Path) -> None:
    """An empty file, where there is none: SQLite would make one that everybody may read."""
    with suppress(OSError):  # it is there; or it cannot be, which SQLite says better
        os.close(os.open(file, os.O_CREAT | os.O_EXCL, FILE))


def make_folder(folder: Path) -> None:
    """With those that lead to it, where they are missing."""
    for each in (*reversed(folder.parents), folder):
        each.mkdir(mode=FOLDER, exist_ok=True)


def opener(path: str, flags: int) -> int:
    """For `open()`: what it makes is the owner's alone."""
    return os.open(path, flags, FILE)


def narrow(data: Path, database: str, group: int | None = None) -> Narrowed:
    """Take from others what they may do with the files of a site, as far as that is possible."""
    was_open = bool(mode(data) & 0o007)
    wanted = [*essentials(data, database, group), *contents(data, group)]
    return Narrowed([each.path for each in wanted if not is_narrowed(each)], was_open)


def too_open(data: Path, database: str, group: int | None = None) -> list[Path]:
    """Of the folder, the database and the key."""
    return [each.path for each in essentials(data, database, group) if is_too_open(each)]


def essentials(data: Path, database: str, group: int | None) -> Iterator[Wanted]:
    yield Wanted(data, FOLDER if group is None else PASSED, group)
    names = [str(data / "secret_key"), str(data / "purged")]
    names += [database + end for end in ("", "-wal", "-shm", "-journal")] if database else []
    yield from (Wanted(Path(name), FILE) for name in names if Path(name).is_file())


def contents(data: Path, group: int | None) -> Iterator[Wanted]:
    """What the site itself puts into the folder; fonts and the theme are their author's."""
    yield from below(data / "cards", FOLDER, FILE)
    if group is None:
        yield from below(data / "uploads", FOLDER, FILE)
    else:
        (data / "uploads").mkdir(exist_ok=True, mode=FOLDER)
        yield from below(data / "uploads", SHARED_FOLDER, SHARED_FILE, group)


def below(top: Path, folder: int, file: int, group: int | None = None) -> Iterator[Wanted]:
    for place, _folders, files in os.walk(top):
        yield Wanted(Path(place), folder, group)
        yield from (Wanted(Path(place, name), file, group) for name in files)


def is_narrowed(wanted: Wanted) -> bool:
    """Whether the path is as it should be, after an attempt to make it so."""
    path = wanted.path
    if path.is_symlink() and not path.is_dir():
        return True  # what it leads to is not the site's
    with suppress(OSError):
        if wanted.group not in {None, path.stat().st_gid}:
            os.chown(path, -1, wanted.group)
    with suppress(OSError):
        found = mode(path)
        right = found & 0o700 | wanted.mode & ~0o700
        # A folder such as /tmp, in which everybody writes, is not the site's to close.
        if found != right and not found & S_ISVTX:
            path.chmod(right)
    return not is_too_open(wanted)


def is_too_open(wanted: Wanted) -> bool:
    try:
        found = wanted.path.stat()
    except FileNotFoundError:
        return False
    if S_IMODE(found.st_mode) & BY_OTHERS & ~wanted.mode:
        return True
    return wanted.group is not None and found.st_gid != wanted.group


def mode(path: Path) -> int:
    return S_IMODE(path.stat().st_mode)


def open_to_others(paths: Sequence[Path]) -> str:
    """The first of the paths, for people."""
    named = ", ".join(f"{path} (mode {mode(path):04o})" for path in paths[:NAMED])
    more = f" and {len(paths) - NAMED} more" if len(paths) > NAMED else ""
    return (
        f"Others on this machine can read the data of the site, or LONGWAVE_GROUP cannot read the "
        f"uploads: {named}{more}."
    )
