"""Where an export is written: a folder, or a .zip that is written as a stream."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from django.utils.translation import gettext as _

from blog.replaced_file import replaced_file
from transfer.sites.own_site import SITE_FILE, is_own

PRIVATE_FOLDER = 0o700  # drafts are for their owner alone
WRITTEN = ".longwave-export"  # the names of the files of the last export
CHUNK = 2**20
# What is compressed already
PACKED = frozenset(
    {
        *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".zip", ".gz", ".pdf"),
        *(".mp4", ".webm", ".mov", ".mp3", ".m4a", ".ogg", ".docx", ".pptx", ".xlsx"),
    }
)


class ExportRefused(Exception):
    """The target cannot be written. The message is a sentence that says what to do."""


class ExportTarget(Protocol):
    """`write()` and `copy()` take names with slashes, relative to the export."""

    def write(self, name: str, text: str) -> None: ...

    def copy(self, name: str, source: IO[bytes]) -> None: ...


class FolderTarget:
    """`begin()` checks the folder. `finish()` removes what only an earlier export has written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: set[str] = set()

    def begin(self, *, force: bool) -> None:
        """Raises ExportRefused for a folder with other files, which would be mixed up."""
        if self.folder.exists() and not self.folder.is_dir():
            raise ExportRefused(_("%(path)s is a file: name a folder.") % {"path": self.folder})
        if self.folder.is_dir():
            is_known = is_own(self.folder / SITE_FILE) or (self.folder / WRITTEN).is_file()
            if not (is_known or force or not any(self.folder.iterdir())):
                text = _(
                    "%(path)s has files that are no export: name another folder, or add --force to "
                    "write the export among them."
                )
                raise ExportRefused(text % {"path": self.folder})
        self.folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        self.folder = self.folder.resolve()
        # An export that is interrupted can be begun again, and is not taken for a whole one.
        (self.folder / WRITTEN).touch()
        if is_own(self.folder / SITE_FILE):
            (self.folder / SITE_FILE).unlink()

    def write(self, name: str, text: str) -> None:
        with self.opened(name) as file:
            file.write(text.encode())

    def copy(self, name: str, source: IO[bytes]) -> None:
        with self.opened(name) as file:
            shutil.copyfileobj(source, file, CHUNK)

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """A file in the folder. What a symbolic link leads to is never written."""
        path = self.folder.joinpath(*PurePosixPath(name).parts)
        if not path.parent.resolve().is_relative_to(self.folder):
            link = next(each for each in path.parents if each.is_symlink())
            text = _("%(path)s leads out of the folder: remove this link.")
            raise ExportRefused(text % {"path": link})
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            path.unlink()
        self.written.add(name)
        with path.open("wb") as file:
            yield file

    def finish(self) -> None:
        for name in self.names_of_last_export() - self.written:
            self.remove(name)
        names = "".join(f"{name}\n" for name in sorted(self.written))
        self.write(WRITTEN, names)

    def names_of_last_export(self) -> set[str]:
        file = self.folder / WRITTEN
        return set(file.read_text().splitlines()) if file.is_file() else set()

    def remove(self, name: str) -> None:
        """Remove a file, and the folders that are empty then."""
        path = self.folder.joinpath(*PurePosixPath(name).parts)
        if ".." in PurePosixPath(name).parts or not path.parent.resolve().is_relative_to(
            self.folder
        ):
            return
        path.unlink(missing_ok=True)
        for parent in path.parents:
            if parent == self.folder or any(parent.iterdir()):
                return
            parent.rmdir()


class ZipTarget:
    """Files go straight into the archive, so that memory and disk hold nothing twice.

    All have one date: two exports of the same site are equal.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self.archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)

    def write(self, name: str, text: str) -> None:
        self.archive.writestr(zip_entry(name), text.encode())

    def copy(self, name: str, source: IO[bytes]) -> None:
        with self.archive.open(zip_entry(name), "w", force_zip64=True) as file:
            shutil.copyfileobj(source, file, CHUNK)

    def finish(self) -> None:
        self.archive.close()


def zip_entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    is_packed = PurePosixPath(name).suffix.lower() in PACKED
    info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


@contextmanager
def open_target(path: Path, *, force: bool = False) -> Iterator[ExportTarget]:
    """A folder, or a .zip by its ending. A .zip gets its name when it is complete.

    Raises ExportRefused.
    """
    if path.suffix.lower() == ".zip":
        with open_zip_target(path, force=force) as target:
            yield target
        return
    folder = FolderTarget(path)
    folder.begin(force=force)
    yield folder
    folder.finish()


def require_free_name(path: Path, *, force: bool) -> None:
    """Raises ExportRefused if there is a folder, a file without `force`, or no folder for it."""
    if path.is_dir():
        raise ExportRefused(_("%(path)s is a folder: name a file.") % {"path": path})
    if path.exists() and not force:
        text = _("%(path)s is there already: name another file, or add --force to replace it.")
        raise ExportRefused(text % {"path": path})
    if not path.parent.is_dir():
        text = _("The folder %(path)s does not exist: create it, or name another one.")
        raise ExportRefused(text % {"path": path.parent})


@contextmanager
def open_zip_target(path: Path, *, force: bool) -> Iterator[ZipTarget]:
    require_free_name(path, force=force)
    with replaced_file(path) as file:
        target = ZipTarget(file)
        try:
            yield target
        finally:
            target.finish()
