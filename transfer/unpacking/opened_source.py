"""Opens what lies at a path: a file, a folder, a .zip or a .tar."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .export_notes import UnknownExport
from .source import ExportSource, FileSource, FolderSource
from .tar_source import is_tar, open_tar
from .zip_source import open_zip


@contextmanager
def open_source(path: Path) -> Iterator[ExportSource]:
    """The files at a path. Raises UnknownExport for a missing file or a broken .zip."""
    if path.is_dir():
        yield FolderSource(path)
    elif not path.is_file():
        raise UnknownExport("export-missing", name=path.name)
    elif zipfile.is_zipfile(path):
        with open_zip(path, path.name) as source:
            yield source
    elif is_tar(path):
        with open_tar(path) as tar:
            yield tar
    else:
        yield FileSource(path)
