"""Names the program that makes the pages: another version of it may make other ones."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

ENDINGS = (".py", ".html", ".xml", ".txt", ".js", ".css", ".mo")
# Folders of the project that are no part of a page.
LEFT_OUT = frozenset({"build", "var", "tests", "docs", "benchmarks", "sample", "node_modules"})
STATIC_NAMES = "staticfiles.json"  # the names of static files, with their digests
SETTINGS = (
    *("LANGUAGE_CODE", "TIME_ZONE", "SITE_URL", "HTTPS"),
    *("MEDIA_ADDRESS", "MEDIA_ORIGINS", "SECURITY_CONTACTS"),
)


def program_digest() -> str:
    """Digest of all files that make pages, and of the settings for them.

    Places and times do not count: a site that was moved or compiled again is the same.
    """
    found = blake2b(digest_size=12)
    found.update(repr([getattr(settings, name) for name in SETTINGS]).encode())
    add_contents(found, settings.BASE, program_files(settings.BASE))
    add_contents(found, settings.THEME, program_files(settings.THEME))
    add_contents(found, settings.STATIC_ROOT, [os.path.join(settings.STATIC_ROOT, STATIC_NAMES)])
    return found.hexdigest()


def add_contents(found: blake2b, folder: Path | str, paths: Iterable[str]) -> None:
    """Add the names of files, relative to the folder, and their contents."""
    for path in paths:
        with suppress(OSError):  # no static files, or an editor replaces the file
            content = Path(path).read_bytes()
            found.update(f"{os.path.relpath(path, folder)} {len(content)}\n".encode())
            found.update(content)
    found.update(b"\n")


def program_files(folder: Path) -> Iterator[str]:
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if each[0] != "." and each not in LEFT_OUT)
        yield from (os.path.join(path, name) for name in sorted(names) if name.endswith(ENDINGS))
