"""Copies files of an article into the uploads, under a name with their SHA-256."""

import hashlib
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.text import get_valid_filename

from transfer.reading.markdown_files import is_inside
from transfer.report import ImportFailure

LARGEST = 50 * 2**20
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
    """Copies files of one folder. Files outside it are refused."""

    def __init__(self, root: Path, *, dry_run: bool) -> None:
        self.root = root
        self.dry_run = dry_run

    def copy(self, path: Path) -> str:
        """Copy a file. Return its name in the storage. Raises ImportFailure or OSError."""
        if not is_inside(path, self.root):
            raise ImportFailure("it is outside the folder")
        if path.suffix.lower() not in IMAGES | OTHERS:
            raise ImportFailure(f"files of the kind “{path.suffix}” are not taken")
        if path.stat().st_size > LARGEST:
            raise ImportFailure(f"it is larger than {LARGEST >> 20} MB")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()[:16]
            name = f"imported/{digest}/{get_valid_filename(path.name)}"
            if not self.dry_run and not default_storage.exists(name):
                file.seek(0)
                default_storage.save(name, File(file))
        return name

    def copied_url(self, path: Path) -> str:
        return default_storage.url(self.copy(path))
