"""Files that come with an article: copied once, under an address made of their content."""

import hashlib
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.text import get_valid_filename

from transfer.reading.files import is_inside
from transfer.report import Refusal

LARGEST = 50 * 2**20
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".ico"})
# Neither HTML nor XML: a browser would run what is in them in the name of the site.
OTHERS = frozenset(
    {
        *(".mp4", ".webm", ".mov", ".ogv", ".mp3", ".m4a", ".ogg", ".oga", ".wav", ".flac"),
        *(".pdf", ".zip", ".gz", ".docx", ".pptx", ".xlsx"),
        *(".txt", ".csv", ".tsv", ".json", ".jsonl", ".py", ".ipynb", ".tex", ".bib"),
    }
)


class Uploads:
    """Copies files out of one folder, and never a file from outside it."""

    def __init__(self, root: Path, *, dry_run: bool) -> None:
        self.root = root
        self.dry_run = dry_run

    def take(self, path: Path) -> str:
        """The name in the storage, where the same file is never stored twice."""
        if not is_inside(path, self.root):
            raise Refusal("it is outside the folder")
        if path.suffix.lower() not in IMAGES | OTHERS:
            raise Refusal(f"files of the kind “{path.suffix}” are not taken")
        if path.stat().st_size > LARGEST:
            raise Refusal(f"it is larger than {LARGEST >> 20} MB")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()[:16]
            name = f"imported/{digest}/{get_valid_filename(path.name)}"
            if not self.dry_run and not default_storage.exists(name):
                file.seek(0)
                default_storage.save(name, File(file))
        return name

    def address(self, path: Path) -> str:
        return default_storage.url(self.take(path))
