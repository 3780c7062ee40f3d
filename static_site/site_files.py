"""Files that pages name: uploads, static files, and pictures that Django draws."""

import os
import posixpath
import re
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.urls import Resolver404, resolve

from articles.publishing import formula_pictures
from blog.middleware import static_path
from media.models import MediaFile
from media.serving.stored_files import is_linked_or_hidden

UPLOADS, TOKENS, FORMULAS = "/uploads/", "/files/", "/formulas/"
DRAWN = "diagram"  # the name of its address
# Names with a digest in a style sheet or a script, which are relative to it.
HASHED_NAME = re.compile(r"""["'(]([\w./-]+\.[0-9a-f]{12}\.\w+)""")
WITH_NAMES = (".css", ".js")


class SiteFiles:
    """Finds the file at a path of the site. Remembers what it has found."""

    def __init__(self) -> None:
        self.known: dict[str, bool] = {}
        self.contents: dict[str, str] = {}

    def has(self, path: str) -> bool:
        if path not in self.known:
            self.known[path] = self.is_there(path)
        return self.known[path]

    def is_there(self, path: str) -> bool:
        if path.startswith(static_path()):
            return self.static_file(path).is_file()
        if path.startswith((UPLOADS, TOKENS)):
            return self.is_stored(self.stored_name(path))
        try:
            match = resolve(path)
        except Resolver404:
            return False
        if path.startswith(FORMULAS):
            return bool(self.formula(path))
        return match.url_name == DRAWN

    @staticmethod
    def formula(path: str) -> str:
        """The picture of a formula; '' if there is none."""
        return formula_pictures.picture_of(path.rpartition("/")[2].removesuffix(".svg"))

    @staticmethod
    def is_drawn(path: str) -> bool:
        """Whether Django draws it, so that it is asked for it."""
        return not path.startswith((static_path(), UPLOADS, TOKENS, FORMULAS))

    @staticmethod
    def is_stored(name: str) -> bool:
        try:
            return (
                bool(name)
                and not is_linked_or_hidden(default_storage, name)
                and default_storage.exists(name)
            )
        except (SuspiciousOperation, ValueError, OSError):
            return False

    @staticmethod
    def static_file(path: str) -> Path:
        """A path in the folder of static files; that folder itself for any other place."""
        root = Path(settings.STATIC_ROOT)
        found = Path(os.path.normpath(root / path.removeprefix(static_path())))
        return found if found.is_relative_to(root) else root

    def stored_name(self, path: str) -> str:
        """The name in the storage; '' if no file has the address any more."""
        if path.startswith(UPLOADS):
            return path.removeprefix(UPLOADS)
        if path not in self.contents:
            token = path.removeprefix(TOKENS).partition("/")[0]
            kept = MediaFile.objects.kept().filter(token=token).select_related("content")
            self.contents[path] = next((str(each.content.name) for each in kept), "")
        return self.contents[path]

    def source(self, path: str) -> str:
        """Names the content of the file without reading it; '' if that needs reading."""
        if path.startswith(static_path()):
            found = os.stat(self.static_file(path))
            return f"static {found.st_size} {found.st_mtime_ns}"
        if path.startswith(FORMULAS):
            return path  # it is named by its content
        if path.startswith((UPLOADS, TOKENS)):
            name = self.stored_name(path)
            changed = default_storage.get_modified_time(name)
            return f"{name} {default_storage.size(name)} {changed.isoformat()}"
        return ""

    def content(self, path: str) -> bytes:
        if path.startswith(static_path()):
            return self.static_file(path).read_bytes()
        if path.startswith(FORMULAS):
            return self.formula(path).encode()
        with default_storage.open(self.stored_name(path)) as file:
            return bytes(file.read())

    def named_in(self, path: str, content: bytes) -> set[str]:
        """The paths of the static files that a style sheet or a script names."""
        if not path.startswith(static_path()) or not path.endswith(WITH_NAMES):
            return set()
        folder = posixpath.dirname(path)
        names = HASHED_NAME.findall(content.decode("utf-8", "replace"))
        found = {posixpath.normpath(posixpath.join(folder, name)) for name in names}
        return {each for each in found if self.has(each)}
