"""The files of a site that a backup has, and their names there."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.conf import settings

FOLDERS = ("uploads", "originals", "theme", "fonts")
KEY_FILE = "secret_key"


def site_files(work: Path, *, with_key: bool) -> Iterator[tuple[str, Path]]:
    """Yield the name in the backup and the path of each file; `work` has the copied database."""
    yield from files_below("database", work / "database")
    for name in FOLDERS:
        yield from files_below(name, settings.DATA / name)
    if with_key and (settings.DATA / KEY_FILE).is_file():
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


def is_allowed_name(name: str) -> bool:
    """Whether the name is a relative, normalised path of a file that a backup may hold."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or str(path) != name or "\0" in name:
        return False
    return name == KEY_FILE or (len(path.parts) > 1 and path.parts[0] in ("database", *FOLDERS))
