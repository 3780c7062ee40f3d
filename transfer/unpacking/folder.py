"""The folder of Markdown files that a reader of an export writes."""

import csv
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import IO, Any, NamedTuple

import yaml

from articles import slugs
from transfer.safe_names import safe_part

from .export_notes import ExportNote, UnknownExport

MEBI = 1024 * 1024
LONGEST_LINE = 10**9  # lines are not folded
LARGEST_FILE = 512 * MEBI
LARGEST_FOLDER = 8192 * MEBI
MOST_FILES = 200_000
MOST_ALIKE = 100  # files whose safe names are equal
CHUNK = 256 * 1024
LONGEST_NAME = 2000  # bytes of a name with its folders; systems allow 4095
REDIRECTS = "redirects.csv"
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # in C, where PyYAML was built with it
ID = re.compile(r"[0-9a-f-]{16,}|\d+", re.IGNORECASE)


class ListAddress(NamedTuple):
    """An address of the old site that leads to no text: `kind` is `category`, `tag` or `author`."""

    path: str
    kind: str
    name: str


class ExportFolder:
    """Texts, files and notes of one export. Names are relative, with slashes.

    A name is the identity of its text: a later import of the same export finds the article by it.
    """

    def __init__(self, root: Path, largest: int = LARGEST_FOLDER) -> None:
        self.root = root.resolve()
        self.left = largest
        self.largest = largest
        self.texts = 0
        self.files = 0
        self.counts: Counter[tuple[str, tuple[tuple[str, Any], ...]]] = Counter()

    def add_text(self, name: str, head: Mapping[str, Any], body: str) -> None:
        """Write a text with YAML front matter. Keys without a value are left out.

        A text that is named by an id, and has no slug, gets one of its title.
        """
        stated = {key: value for key, value in head.items() if value not in (None, "", [], {})}
        if "slug" not in stated and ID.fullmatch(PurePosixPath(name).stem):
            slug = slugs.suggest_slug(str(stated.get("title", "")))
            stated |= {"slug": slug} if slug else {}
        written = yaml.dump(
            stated, Dumper=DUMPER, allow_unicode=True, sort_keys=False, width=LONGEST_LINE
        )
        data = f"---\n{written if stated else ''}---\n\n{body.strip(chr(10))}\n".encode(
            "utf-8", "replace"
        )
        self.spend(len(data))
        self.place(name).write_bytes(data)
        self.texts += 1

    def add_file(self, name: str, stream: IO[bytes]) -> bool:
        """Copy a file. One that is too large is left out with a note."""
        path, size = self.place(name), 0
        with path.open("wb") as file:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > LARGEST_FILE:
                    break
                self.spend(len(chunk))
                file.write(chunk)
        if size <= LARGEST_FILE:
            return True
        path.unlink()
        self.note("export-file-too-large", name=name, limit=in_mebibytes(LARGEST_FILE))
        return False

    def add_redirects(self, addresses: Iterable[ListAddress]) -> None:
        """Write the addresses of categories and tags to redirects.csv."""
        rows = sorted({(each.path, each.kind, each.name) for each in addresses})
        if rows:
            with self.place(REDIRECTS).open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([("old", "kind", "name"), *rows])

    def has(self, name: str) -> bool:
        return (self.root / name).exists()

    def note(self, code: str, count: int | None = None, **params: Any) -> None:
        """Tell something once, or add to its `count`."""
        if count != 0:
            self.counts[code, tuple(sorted(params.items()))] += count or 0

    @property
    def notes(self) -> list[ExportNote]:
        return [
            ExportNote(code, {**dict(params), **({"count": count} if count else {})})
            for (code, params), count in self.counts.items()
        ]

    def place(self, name: str) -> Path:
        """The path of a new file in the folder. Raises ValueError for one outside of it."""
        path = self.root.joinpath(*PurePosixPath(name).parts)
        if not path.resolve().is_relative_to(self.root) or path == self.root:
            raise ValueError(f"{name} leads out of the folder")
        self.files += 1
        if self.files > MOST_FILES:
            raise UnknownExport("export-too-many-files", name=self.root.name, limit=MOST_FILES)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            limit = in_mebibytes(self.largest)
            raise UnknownExport("export-too-large", name=self.root.name, limit=limit)


def in_mebibytes(size: int) -> str:
    return f"{size // MEBI} MiB"


def safe_name(name: str) -> str:
    """A name within a folder.

    "" for one that leads out of it (`../a`, `/etc/a`, `C:/a`), or is too long.
    """
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or re.match(r"[A-Za-z]:", name):
        return ""
    safe = "/".join(safe_part(part) for part in parts if part not in ("", "."))
    return safe if len(safe.encode()) <= LONGEST_NAME else ""


def free_name(name: str, taken: Container[str]) -> str:
    """The name with a number, for `why?.md` beside `why*.md`; "" if many are the same."""
    path = PurePosixPath(name)
    numbered = (str(path.with_stem(f"{path.stem}-{number}")) for number in range(2, MOST_ALIKE))
    return next((each for each in numbered if each not in taken), "")


def largest_folder() -> int:
    """How many bytes one export may have unpacked: it must leave half of the free disk."""
    return min(LARGEST_FOLDER, shutil.disk_usage(tempfile.gettempdir()).free // 2)
