"""Small exports, and the folders that are made of them."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from transfer.unpacking import UnpackedExport, unpack_export


class Unpacked:
    """An unpacked export: its texts by name, each as front matter and body."""

    def __init__(self, path: Path, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.result: UnpackedExport = unpack_export(path, folder)

    @property
    def names(self) -> list[str]:
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return sorted(path.relative_to(self.folder).as_posix() for path in files)

    def head(self, name: str) -> dict[str, Any]:
        return yaml.safe_load(self.parts(name)[0])

    def body(self, name: str) -> str:
        return self.parts(name)[1].strip()

    def parts(self, name: str) -> tuple[str, str]:
        text = (self.folder / name).read_text(encoding="utf-8")
        _start, head, body = text.split("---\n", 2)
        return head, body

    @property
    def notes(self) -> dict[str, dict[str, Any]]:
        return {note.code: dict(note.params) for note in self.result.notes}


def zip_bytes(files: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def write_zip(path: Path, files: Mapping[str, str | bytes]) -> Path:
    path.write_bytes(zip_bytes(files))
    return path
