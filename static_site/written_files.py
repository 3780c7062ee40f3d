"""What earlier runs wrote: a small file beside the folder."""

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

VERSION = 1


class WrittenFile(NamedTuple):
    """Digest of the content; size in bytes and time of change in nanoseconds, as the disk has them.

    `source` names what the file was made of, where that is known before it is made.
    """

    digest: str
    size: int
    changed: int
    source: str = ""


@dataclass
class SiteManifest:
    """`key` names the site and the options of the last run that ended; '' if none has."""

    path: Path
    key: str = ""
    files: dict[str, WrittenFile] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, path: Path) -> "SiteManifest":
        """An empty one if there is none, or none that this version understands."""
        found = cls(path)
        with suppress(OSError, ValueError, TypeError, KeyError):
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["version"] == VERSION:
                found.key = str(data["key"])
                found.files = {name: WrittenFile(*row) for name, row in data["files"].items()}
        with suppress(OSError):
            found.begun = set(found.journal.read_text(encoding="utf-8").splitlines())
        return found

    @property
    def owned(self) -> set[str]:
        """The files of the last run, and those of one that was interrupted after it."""
        return self.files.keys() | self.begun

    @property
    def journal(self) -> Path:
        """New files of the present run, so that an interrupted one leaves no files of others."""
        return self.path.with_suffix(".journal")

    def save(self) -> None:
        data: dict[str, Any] = {"version": VERSION, "key": self.key, "files": self.files}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        coming = self.path.with_suffix(".new")
        coming.write_text(text, encoding="utf-8")
        os.replace(coming, self.path)
        self.journal.unlink(missing_ok=True)


class Journal:
    """Appends names of files before they are written. Each line is one write."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)

    def __reduce__(self) -> tuple[type["Journal"], tuple[Path]]:
        """A copy in another process appends to the same file."""
        return Journal, (self.path,)

    def note(self, name: str) -> None:
        os.write(self.number, f"{name}\n".encode())

    def close(self) -> None:
        os.close(self.number)
