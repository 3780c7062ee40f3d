"""Files that texts link to, copied beside them: links to them become relative."""

import posixpath
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote, urlsplit

from rendering.markdown_source.source_links import SourceLink, rewrite_links

from .folder import ExportFolder, safe_name
from .source import ExportSource

FIELD = re.compile(r"\{(\w+)\}")
NEEDED = re.compile(r"%(?:25|3F|23)", re.IGNORECASE)
# What may stay unescaped in the target of a Markdown link
PLAIN = "/:@!$&'*+,;=~-._"


class LinkedFiles:
    """Copies files of an export once, when a text links to them.

    `find` returns the name of a file in the export for the target of a link, None for other links.
    """

    def __init__(
        self, source: ExportSource, folder: ExportFolder, find: Callable[[str, str], str | None]
    ) -> None:
        self.source = source
        self.folder = folder
        self.find = find
        self.copied: dict[str, str] = {}

    def localise(self, markdown: str, text_name: str) -> str:
        """The Markdown of a text with relative links to the files, which are copied."""

        def new_target(link: SourceLink) -> str | None:
            place = self.copy(link.target, text_name)
            return quote(relative(place, text_name), safe=PLAIN) if place else None

        return rewrite_links(markdown, new_target)

    def cover(self, target: str, text_name: str) -> str:
        """The relative path of a picture that is copied, else its address."""
        place = self.copy(target, text_name)
        return relative(place, text_name) if place else target

    def copy(self, target: str, text_name: str) -> str | None:
        """Copy the file that a link leads to. Return its name in the folder."""
        found = self.find(target, text_name)
        if found is None:
            return None
        if found not in self.copied:
            name = f"files/{safe_name(found)}"
            with self.source.open(found) as file:
                self.copied[found] = name if self.folder.add_file(name, file) else ""
        return self.copied[found] or None


class FilesBelow:
    """Finds files by addresses that have a folder in them, in the export or beside it.

    `folder` is a path such as `usr/uploads`, in which the old site keeps what authors upload.
    """

    def __init__(self, source: ExportSource, folder: str) -> None:
        self.source = source
        self.folder = folder
        self.pattern = re.compile(rf"(?:^|/){re.escape(folder)}/(.+)")
        found = ((self.pattern.search(name), name) for name in source.names)
        self.places = {match[1]: name for match, name in found if match}

    def find(self, target: str, _text_name: str) -> str | None:
        match = self.pattern.search(path_of(target))
        if match is None:
            return None
        beside = f"{self.folder}/{match[1]}"
        return self.places.get(match[1]) or (beside if self.source.has(beside) else None)


def relative(place: str, text_name: str) -> str:
    return posixpath.relpath(place, posixpath.dirname(text_name) or ".")


def path_of(target: str) -> str:
    """The path of an address, without percent signs; "" for one that is broken."""
    try:
        return unquote(urlsplit(target).path)
    except ValueError:
        return ""


def filled_pattern(pattern: str, values: Mapping[str, str]) -> str:
    """The path of a pattern such as `/{year}/{slug}`; unknown names are left out."""
    return FIELD.sub(lambda match: values.get(match[1], ""), pattern)


def old_path(url: str) -> str:
    """The path of an old address with its query. Percent signs stay only where they are needed."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = parts.path if NEEDED.search(parts.path) else unquote(parts.path)
    path = path or "/"
    return f"{path}?{parts.query}" if parts.query else path
