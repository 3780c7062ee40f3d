"""Writes whole files or none, and deletes none for ever."""

import os
from itertools import chain
from pathlib import Path

from transfer.safe_names import numbered_files, safe_part

from .scanning import PARTIAL, FileStamp

TRASH = ".trash"  # that of Obsidian; hidden folders are not read


class FileChanged(Exception):
    """Somebody has changed the file meanwhile."""


def write_whole_file(path: Path, data: bytes, *, replacing: FileStamp | None = None) -> FileStamp:
    """Write a file, so that a reader sees the former or the new one, and a crash leaves no half.

    `replacing` is the file that was read; without it there must be none. Raises FileChanged if
    another one is there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name[:60]}-{os.getpid()}{PARTIAL}")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        stamp = stamp_of(partial)  # that of the file: somebody may rename it as soon as it is there
        if replacing is None:
            place_new(partial, path)
        else:
            keep_mode(path, partial)
            if stamp_of(path) != replacing:
                raise FileChanged(path.name)
            partial.replace(path)
        return stamp
    except FileExistsError as error:
        raise FileChanged(path.name) from error
    finally:
        partial.unlink(missing_ok=True)


def place_new(partial: Path, path: Path) -> None:
    """Give the file its name. Raises FileExistsError if another one has it."""
    try:
        os.link(partial, path)
    except FileExistsError:
        raise
    except OSError:  # no hard links on this file system
        with path.open("xb"):
            partial.replace(path)


def keep_mode(path: Path, partial: Path) -> None:
    try:
        partial.chmod(path.stat().st_mode & 0o7777)
    except FileNotFoundError as error:
        raise FileChanged(path.name) from error


def stamp_of(path: Path) -> FileStamp:
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise FileChanged(path.name) from error
    return FileStamp(found.st_size, found.st_mtime_ns)


def move_to_trash(root: Path, name: str) -> str:
    """Move a file to `.trash` in the folder, with the folders around it. Return its name there."""
    place = root / TRASH / name
    place.parent.mkdir(parents=True, exist_ok=True)
    names = chain([place.name], numbered_files(safe_part(place.name)))
    free = next(each for each in map(place.with_name, names) if not each.exists())
    (root / name).rename(free)
    remove_empty_folders((root / name).parent, root)
    return free.relative_to(root).as_posix()


def remove_empty_folders(folder: Path, root: Path) -> None:
    while folder != root and folder.is_relative_to(root):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
