"""Names the program that makes the pages: another version of it may make other ones."""

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

ENDINGS = (".py", ".html", ".xml", ".txt", ".js", ".css", ".mo")
# Folders of the project that are no part of a page.
LEFT_OUT = frozenset({"build", "var", "tests", "docs", "benchmarks", "sample", "node_modules"})
SETTINGS = ("LANGUAGE_CODE", "TIME_ZONE", "SITE_URL", "MEDIA_ADDRESS", "MEDIA_ORIGINS")


def program_digest() -> str:
    """Digest of the sizes and times of all files that make pages, and of the settings for them."""
    found = blake2b(digest_size=12)
    found.update(repr([getattr(settings, name) for name in SETTINGS]).encode())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    for path in (*program_files(settings.BASE), *program_files(settings.THEME), str(manifest)):
        try:
            state = os.stat(path)
        except OSError:  # no theme, or an editor replaces the file
            continue
        found.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return found.hexdigest()


def program_files(folder: Path) -> Iterator[str]:
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if each[0] != "." and each not in LEFT_OUT)
        yield from (os.path.join(path, name) for name in sorted(names) if name.endswith(ENDINGS))
