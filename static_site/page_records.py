"""What the pages of the last export were made of: a page is built again if that has changed.

The record is in the data folder, not beside the site: its queries are run again, so it must be as
trustworthy as the database.
"""

import gzip
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, Self

from django.conf import settings

from articles.cache.reads import Read
from blog.file_modes import make_private_folder
from blog.replaced_file import replaced_file
from static_site.written_files import WrittenFile

FORMAT = 1  # increase it when the content of the file changes
LINK = "link"  # a kind of read: `what` is the language of the page, `values` the address


class PageRecord(NamedTuple):
    """`digest` is that of the file that was made of these reads."""

    digest: str
    reads: frozenset[Read]


@dataclass
class PageRecords:
    """`found` has what each read gave, `pages` the record of each page by the name of its file.

    `made_by` names the program and the options: with others, no page is the same.
    """

    path: Path
    made_by: str
    found: dict[Read, str] = field(default_factory=dict)
    pages: dict[str, PageRecord] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, made_by: str) -> Self:
        """Those of an output folder; empty if there are none that can be used."""
        records = cls(record_path(folder), made_by)
        with suppress(OSError, EOFError, ValueError, TypeError, LookupError):
            data = json.loads(gzip.decompress(records.path.read_bytes()))
            if data["made_by"] == f"{FORMAT} {made_by}":
                records.load(data)
        return records

    def load(self, data: dict[str, Any]) -> None:
        texts, rows = data["texts"], data["reads"]
        reads = [Read(kind, texts[what], values) for kind, what, values, _found in rows]
        self.found = {read: row[3] for read, row in zip(reads, rows, strict=True)}
        self.pages = {
            name: PageRecord(digest, frozenset(reads[n] for n in numbers))
            for name, (digest, numbers) in data["pages"].items()
        }

    def save(self) -> None:
        texts: dict[str, int] = {}
        numbers = {read: n for n, read in enumerate(self.found)}
        rows = [
            (read.kind, texts.setdefault(read.what, len(texts)), read.values, found)
            for read, found in self.found.items()
        ]
        data = {
            "made_by": f"{FORMAT} {self.made_by}",
            "texts": list(texts),
            "reads": rows,
            "pages": {
                name: (page.digest, [numbers[each] for each in page.reads])
                for name, page in self.pages.items()
            },
        }
        make_private_folder(self.path.parent)
        content = json.dumps(data, separators=(",", ":")).encode()
        with replaced_file(self.path) as file:
            file.write(gzip.compress(content, compresslevel=1))

    def replace(
        self,
        files: Mapping[str, WrittenFile],
        pages: Mapping[str, frozenset[Read]],
        found: Mapping[Read, str],
    ) -> None:
        """Keep these pages alone, with what their reads gave."""
        self.pages = {name: PageRecord(files[name].digest, page) for name, page in pages.items()}
        self.found = {read: found[read] for page in pages.values() for read in page}


def record_path(folder: Path) -> Path:
    name = blake2b(os.fsencode(folder), digest_size=8).hexdigest()
    return Path(settings.STATIC_RECORDS, f"{folder.name[:40]}-{name}.json.gz")
