"""Copies files of an article into the library, with an address that names their SHA-256."""

import hashlib
import os
from collections.abc import Collection
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import IO

from django.core.files.storage import default_storage
from django.utils.text import get_valid_filename

from articles.models import User
from media.inspection import RefusedFile
from media.models import MediaFile
from media.models.media_files import PICTURES
from media.refusal_sentences import refusal_in_words
from media.storing import add_file, check_file, restore_file
from transfer.messages import ImportFailure
from transfer.notebooks.data_addresses import TextPicture
from transfer.reading.markdown_files import is_inside

IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".ico"})
# No HTML and XML: a browser would run their scripts in the origin of the site.
OTHERS = frozenset(
    {
        *(".mp4", ".webm", ".mov", ".ogv", ".mp3", ".m4a", ".ogg", ".oga", ".wav", ".flac"),
        *(".pdf", ".zip", ".gz", ".docx", ".pptx", ".xlsx"),
        *(".txt", ".csv", ".tsv", ".json", ".jsonl", ".py", ".ipynb", ".tex", ".bib"),
    }
)


class UploadCopier:
    """Copies files of one folder, and of the folders of its site that have files (`roots`).

    Other files are refused.
    """

    def __init__(
        self,
        root: Path,
        roots: Collection[Path] = (),
        *,
        dry_run: bool,
        owner: User | None = None,
    ) -> None:
        self.root = root
        self.roots = tuple(roots)
        self.dry_run = dry_run
        self.owner = owner

    def is_below(self, path: Path) -> bool:
        """Whether a path without links to follow is in one of the folders."""
        normal = Path(os.path.normpath(path))
        return any(normal.is_relative_to(root) for root in (self.root, *self.roots))

    def may_read(self, path: Path) -> bool:
        return any(is_inside(path, root) for root in (self.root, *self.roots))

    def copy(self, path: Path) -> str:
        """Copy a file. Return its name in the storage. Raises ImportFailure or OSError."""
        if not self.may_read(path):
            raise ImportFailure("outside")
        if path.suffix.lower() not in IMAGES | OTHERS:
            raise ImportFailure("kind-not-taken", suffix=path.suffix)
        with path.open("rb") as file:
            return self.stored(file, path.name)

    def picture_url(self, picture: TextPicture) -> str:
        """Copy a picture that is in a text. Return its address. Raises ImportFailure."""
        return default_storage.url(self.stored(BytesIO(picture.data), picture.name))

    def stored(self, file: BufferedReader | BytesIO, file_name: str) -> str:
        digest = hashlib.file_digest(file, "sha256").hexdigest()[:16]
        name = f"imported/{digest}/{get_valid_filename(file_name)}"
        file.seek(0)
        try:
            listed = self.listed(name) or self.add(name, file, file_name)
        except RefusedFile as refused:
            raise ImportFailure("invalid", reason=refusal_in_words(refused)) from refused
        is_of_equal_bytes = listed and not default_storage.exists(name)
        return listed.content.name if listed and is_of_equal_bytes else name

    def listed(self, name: str) -> MediaFile | None:
        """The file in the library that an earlier import, or another article, has copied."""
        found = MediaFile.objects.filter(former_path=name).select_related("content").first()
        if found and found.trashed_at and not self.dry_run:
            restore_file(found)
        return found

    def add(self, name: str, file: IO[bytes], file_name: str) -> MediaFile | None:
        """Check, clean and list it; a dry run only checks it. Raises RefusedFile."""
        kinds = PICTURES if Path(file_name).suffix.lower() in IMAGES else frozenset[str]()
        if self.dry_run:
            check_file(file, file_name, kinds)
            return None
        return add_file(file, file_name, self.owner, kinds=kinds, former_path=name)

    def copied_url(self, path: Path) -> str:
        return default_storage.url(self.copy(path))
