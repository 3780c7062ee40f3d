"""Copies files of an article into the uploads, under a name with their SHA-256, and cleans them."""

import hashlib
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.text import get_valid_filename

from articles.models import User
from media.models import MediaFile
from media.storing.adopting import adopt, clean_adopted
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

    def __init__(self, root: Path, *, dry_run: bool, owner: User | None = None) -> None:
        self.root = root
        self.dry_run = dry_run
        self.owner = owner

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
            if not self.dry_run:
                file.seek(0)
                self.store(name, File(file))
        return name

    def store(self, name: str, file: File) -> None:
        """Store it, list it in the library, and take out what readers need not know of it."""
        if not default_storage.exists(name):
            default_storage.save(name, file)
        if not MediaFile.objects.filter(former_path=name).exists():
            clean_adopted(adopt(name, self.owner))

    def copied_url(self, path: Path) -> str:
        return default_storage.url(self.copy(path))
