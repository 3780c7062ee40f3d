"""File modes of the data folder: private to its owner.

With LONGWAVE_GROUP one group may read the uploads.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE, S_ISGID, S_ISVTX
from typing import NamedTuple

FOLDER, FILE = 0o700, 0o600
# With a group: it may pass through the data folder, and read the uploads.
TRAVERSABLE_FOLDER, SHARED_FOLDER, SHARED_FILE = 0o710, 0o750, 0o640
GROUP_AND_OTHERS = 0o077
THEIRS = ("fonts", "theme")  # folders of who runs the site: not changed
MOST_LISTED = 5  # paths in a message


class AllowedMode(NamedTuple):
    """The most open mode that a path may have, and the group that it must belong to, if any."""

    path: Path
    mode: int
    group: int | None = None


class RestrictResult(NamedTuple):
    """The paths that are still too open, and whether others could enter the folder before."""

    too_open: list[Path]
    was_open: bool


def shared_folder(group: int) -> int:
    """The mode of a folder of uploads. If the group is not that of this process, the setgid bit
    gives new files to it. Services that systemd hardens may not set this bit, and need their own
    group."""
    return SHARED_FOLDER if group == os.getegid() else SHARED_FOLDER | S_ISGID


def create_private_file(file: Path) -> None:
    """Create an empty file if there is none. SQLite would create one that everybody may read."""
    with suppress(OSError):  # the file exists; or it cannot, and SQLite reports that better
        os.close(os.open(file, os.O_CREAT | os.O_EXCL, FILE))


def make_private_folder(folder: Path) -> None:
    """Create the folder and its missing parents."""
    for each in (*reversed(folder.parents), folder):
        each.mkdir(mode=FOLDER, exist_ok=True)


def private_opener(path: str, flags: int) -> int:
    """An `opener` for open() that creates files for their owner only."""
    return os.open(path, flags, FILE)


def restrict_modes(data: Path, database: str, group: int | None = None) -> RestrictResult:
    """Remove the permissions of others from all files of a site, where that is possible.

    `database` is the path of the SQLite file, or empty.
    """
    was_open = bool(mode_of(data) & 0o007)
    allowed = [*secret_paths(data, database, group), *content_paths(data, group)]
    return RestrictResult([each.path for each in allowed if not is_restricted(each)], was_open)


def open_secret_paths(data: Path, database: str, group: int | None = None) -> list[Path]:
    """Return those of the data folder, the database and the key that are too open."""
    return [each.path for each in secret_paths(data, database, group) if is_too_open(each)]


def secret_paths(data: Path, database: str, group: int | None) -> Iterator[AllowedMode]:
    yield AllowedMode(data, FOLDER if group is None else TRAVERSABLE_FOLDER, group)
    names = [database + end for end in ("", "-wal", "-shm", "-journal")] if database else []
    files = {each for each in (*data.iterdir(), *map(Path, names)) if each.is_file()}
    yield from (AllowedMode(each, FILE) for each in sorted(files))


def content_paths(data: Path, group: int | None) -> Iterator[AllowedMode]:
    """Yield what the site writes into the folders of `data`."""
    for folder in sorted(each for each in data.iterdir() if each.is_dir()):
        if folder.name not in {*THEIRS, "uploads"}:
            yield from paths_below(folder, FOLDER, FILE)
    if group is None:
        yield from paths_below(data / "uploads", FOLDER, FILE)
    else:
        (data / "uploads").mkdir(exist_ok=True, mode=FOLDER)
        yield from paths_below(data / "uploads", shared_folder(group), SHARED_FILE, group)


def paths_below(
    top: Path, folder: int, file: int, group: int | None = None
) -> Iterator[AllowedMode]:
    for place, _folders, files in os.walk(top):
        yield AllowedMode(Path(place), folder, group)
        yield from (AllowedMode(Path(place, name), file, group) for name in files)


def is_restricted(allowed: AllowedMode) -> bool:
    """Try to set the mode and the group of a path. Return whether it is not too open then."""
    path = allowed.path
    if path.is_symlink() and not path.is_dir():
        return True  # its target does not belong to the site
    with suppress(OSError):
        if allowed.group not in {None, path.stat().st_gid}:
            os.chown(path, -1, allowed.group)
    with suppress(OSError):
        found = mode_of(path)
        right = found & 0o700 | allowed.mode & ~0o700
        # A sticky folder such as /tmp is shared with other accounts: leave it.
        if found != right and not found & S_ISVTX:
            path.chmod(right)
    return not is_too_open(allowed)


def is_too_open(allowed: AllowedMode) -> bool:
    try:
        found = allowed.path.stat()
    except FileNotFoundError:
        return False
    if S_IMODE(found.st_mode) & GROUP_AND_OTHERS & ~allowed.mode:
        return True
    return allowed.group is not None and found.st_gid != allowed.group


def mode_of(path: Path) -> int:
    return S_IMODE(path.stat().st_mode)


def open_paths_message(paths: Sequence[Path]) -> str:
    """Return a message that lists the first of the paths."""
    named = ", ".join(f"{path} (mode {mode_of(path):04o})" for path in paths[:MOST_LISTED])
    more = f" and {len(paths) - MOST_LISTED} more" if len(paths) > MOST_LISTED else ""
    return (
        f"Others on this machine can read the data of the site, or LONGWAVE_GROUP cannot read the "
        f"uploads: {named}{more}."
    )
