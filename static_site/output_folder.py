"""The folder of the static site: what differs is written, and nothing else is touched."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from django.utils.translation import gettext as _

from static_site.static_options import StaticSiteError
from static_site.written_files import Journal, SiteManifest, WrittenFile

# What people keep beside the files of a site: git, and the domain of GitHub Pages.
ALLOWED = frozenset({".git", ".github", ".gitignore", ".gitattributes", "CNAME", ".DS_Store"})
LONGEST_NAME = 255  # bytes of one part of a path, on all usual file systems
MOST_NAMED = 5


class OutputFolder:
    def __init__(self, folder: Path, manifest: SiteManifest) -> None:
        self.folder, self.manifest = folder, manifest
        self.journal: Journal | None = None
        self.known_folders: set[str] = set()

    # What is there

    def foreign_files(self) -> Iterator[str]:
        """The files that no earlier run wrote, relative to the folder."""
        owned = self.manifest.owned
        for path, folders, names in os.walk(self.folder):
            start = os.path.relpath(path, self.folder)
            if start == ".":
                folders[:] = [name for name in folders if name not in ALLOWED]
                names = [name for name in names if name not in ALLOWED]
            links = [name for name in folders if os.path.islink(os.path.join(path, name))]
            for name in [*names, *links]:
                found = os.path.normpath(os.path.join(start, name)).replace(os.sep, "/")
                if found not in owned:
                    yield found

    def require_own(self) -> None:
        """Raises StaticSiteError if the folder has files of others."""
        if foreign := sorted(self.foreign_files()):
            named = ", ".join(foreign[:MOST_NAMED]) + (", …" if len(foreign) > MOST_NAMED else "")
            message = _(
                "%(folder)s has files that no export wrote: %(names)s. Name an empty folder, or "
                "add --force: they stay then, and the site is written beside them."
            )
            raise StaticSiteError(message % {"folder": self.folder, "names": named})

    def is_intact(self, name: str) -> bool:
        """Whether the file is as an earlier run wrote it."""
        written = self.manifest.files.get(name)
        if written is None:
            return False
        try:
            found = os.lstat(self.folder / name)
        except OSError:
            return False
        if found.st_size != written.size:
            return False
        # A checkout of git changes the times of all files.
        return found.st_mtime_ns == written.changed or self.digest_of(name) == written.digest

    def digest_of(self, name: str) -> str:
        try:
            return file_digest((self.folder / name).read_bytes())
        except OSError:
            return ""

    def has_source(self, name: str, source: str) -> bool:
        """Whether the file is there, made of this source."""
        written = self.manifest.files.get(name)
        return bool(source and written and written.source == source) and self.is_intact(name)

    # Writing

    @contextmanager
    def journal_open(self) -> Iterator[None]:
        """Within it, names of new files are noted before they are written."""
        self.journal = Journal(self.manifest.journal)
        try:
            yield
        finally:
            self.journal.close()
            self.journal = None

    def write(self, name: str, content: bytes, source: str = "") -> tuple[WrittenFile, bool]:
        """Write the file if its content differs. Return its entry, and whether it was written.

        Raises StaticSiteError if there is a file of others, or the name is none for a file.
        """
        digest = file_digest(content)
        old = self.manifest.files.get(name)
        if old and old.digest == digest and self.is_intact(name):
            found = os.lstat(self.folder / name)
            return WrittenFile(digest, old.size, found.st_mtime_ns, source), False
        path = self.prepared_path(name)
        path.write_bytes(content)
        found = os.lstat(path)
        return WrittenFile(digest, found.st_size, found.st_mtime_ns, source), True

    def prepared_path(self, name: str) -> Path:
        """The path of a file of this site that may be written, in a folder that exists."""
        self.check_name(name)
        path = self.folder / name
        if name not in self.manifest.owned:
            if os.path.lexists(path):
                message = _("%(path)s is a file that no export wrote. Move it away, and try again.")
                raise StaticSiteError(message % {"path": path})
            if self.journal:
                self.journal.note(name)
        elif path.is_symlink():
            message = _("%(path)s is a link to another file. Move it away, and try again.")
            raise StaticSiteError(message % {"path": path})
        self.make_folder(os.path.dirname(name))
        return path

    def check_name(self, name: str) -> None:
        parts = name.split("/")
        if any(part in {"", ".", ".."} or "\0" in part or "\\" in part for part in parts):
            raise StaticSiteError(_("“%(name)s” is no name of a file.") % {"name": name})
        if long := [part for part in parts if len(part.encode()) > LONGEST_NAME]:
            message = _(
                "“%(name)s” is too long for the name of a file, which has at most 255 bytes, about"
                " 85 Chinese characters. Give the text a shorter address."
            )
            raise StaticSiteError(message % {"name": long[0]})

    def make_folder(self, name: str) -> None:
        """Make a folder within this one; a link that leads elsewhere is refused."""
        if name in self.known_folders:
            return
        path = self.folder
        for part in Path(name).parts:
            path /= part
            if path.is_symlink():
                message = _("%(path)s is a link to another folder. Move it away, and try again.")
                raise StaticSiteError(message % {"path": path})
        path.mkdir(parents=True, exist_ok=True)
        self.known_folders.add(name)

    # Deleting

    def delete_others(self, kept: Iterable[str]) -> tuple[list[str], list[str]]:
        """Delete what earlier runs wrote beside `kept`.

        Returns what was deleted, and what stays because somebody has changed it since.
        """
        deleted, changed = [], []
        for name in sorted(self.manifest.owned - set(kept)):
            if not os.path.lexists(self.folder / name):
                continue
            if name in self.manifest.files and not self.is_intact(name):
                changed.append(name)
                continue
            (self.folder / name).unlink()
            deleted.append(name)
            self.remove_empty_folders(os.path.dirname(name))
        return deleted, changed

    def remove_empty_folders(self, name: str) -> None:
        with suppress(OSError):  # it is not empty
            while name:
                (self.folder / name).rmdir()
                name = os.path.dirname(name)


def file_digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()
