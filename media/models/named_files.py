"""The files that a text names, found without reading its Markdown."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings

TOKEN = re.compile(r"/files/([a-z2-7]{12})/")
UPLOAD = re.compile(r"uploads/([^\s()<>\"'?#`]+(?:\([^\s()<>\"'`]*\)[^\s()<>\"'?#`]*)*)")


class NamedFiles(NamedTuple):
    """Tokens of files, and names in the default storage."""

    tokens: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()

    @classmethod
    def in_text(cls, text: str) -> NamedFiles:
        """Also those in code: a file that is named anywhere is not deleted."""
        paths = (unquote(path) for path in UPLOAD.findall(text))
        return cls(frozenset(TOKEN.findall(text)), frozenset(map(posixpath.normpath, paths)))

    @classmethod
    def of_address(cls, address: str) -> NamedFiles:
        """The file that one address of a text stands for."""
        try:
            path = unquote(urlsplit(address).path)
        except ValueError:  # a bracket that is not closed
            return cls()
        if found := TOKEN.match(path):
            return cls(tokens=frozenset({found[1]}))
        if path.startswith("/") and not path.startswith(settings.MEDIA_URL):
            return cls()
        return cls(paths=frozenset({posixpath.normpath(path.removeprefix(settings.MEDIA_URL))}))

    @classmethod
    def union(cls, names: Iterable[NamedFiles]) -> NamedFiles:
        found = list(names)
        tokens = frozenset[str]().union(*(each.tokens for each in found))
        return cls(tokens, frozenset[str]().union(*(each.paths for each in found)))

    def __bool__(self) -> bool:
        return bool(self.tokens or self.paths)
