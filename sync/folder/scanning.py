"""The texts of a folder, as they are now."""

import hashlib
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from transfer.reading.markdown_files import is_inside, text_files

IGNORE_FILE = ".longwaveignore"
PARTIAL = ".longwave-partial"  # the ending of a file that is being written


class FileStamp(NamedTuple):
    """What changes with a file: its size in bytes and the time of its last change in ns."""

    size: int
    mtime: int


@dataclass(frozen=True, slots=True)
class FolderTexts:
    """`stamps` are the texts by relative name. Links to places outside are left out, and what
    `ignored` names.
    """

    root: Path
    stamps: dict[str, FileStamp]
    ignored: Collection[str] = ()

    def digest(self, name: str) -> str | None:
        """The SHA-256 of a file. None if it cannot be read, or is gone meanwhile."""
        try:
            with (self.root / name).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None


def scan_folder(root: Path, ignore: Collection[str] = ()) -> FolderTexts:
    """Find the texts. `ignore` are patterns of relative names, beside those in .longwaveignore."""
    patterns = [*ignore, *ignored_patterns(root)]
    return FolderTexts(root, dict(stamped_texts(root, patterns)), patterns)


def stamped_texts(root: Path, patterns: Collection[str]) -> Iterator[tuple[str, FileStamp]]:
    for path in text_files(root):
        name = path.relative_to(root).as_posix()
        if is_ignored(name, patterns) or not may_be_read(path, root):
            continue
        try:
            found = path.stat()
        except OSError:  # deleted meanwhile
            continue
        yield name, FileStamp(found.st_size, found.st_mtime_ns)


def may_be_read(path: Path, root: Path) -> bool:
    """Whether it is a file of the folder. A link to another text would have two names."""
    return path.is_file() and not path.is_symlink() and is_inside(path, root)


def ignored_patterns(root: Path) -> list[str]:
    """The lines of .longwaveignore; empty ones, and those that begin with #, are comments."""
    try:
        lines = (root / IGNORE_FILE).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def is_ignored(name: str, patterns: Collection[str]) -> bool:
    """Whether a name, one of its folders, or its last part matches a pattern."""
    parts = name.split("/")
    places = ["/".join(parts[:number]) for number in range(1, len(parts) + 1)]
    return any(
        fnmatch(each, pattern.strip("/"))
        for pattern in patterns
        for each in (*places, *(parts if "/" not in pattern.strip("/") else ()))
    )


def remove_partial_files(root: Path) -> None:
    """Remove what a run has left that was killed while it wrote a file."""
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        for name in names:
            if name.startswith(".") and name.endswith(PARTIAL):
                Path(folder, name).unlink(missing_ok=True)
