"""Books that readers asked for: files below `books/` of the data folder, named by their content.

The folder has a limit. What nobody has read for the longest time is removed first, and made again
when somebody asks for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.conf import settings

from articles.detail.cover_pictures import covers_by_article
from articles.models import Article
from blog.replaced_file import replaced_file
from books.book_scopes import BookScope

MAKING = 1  # increase when a book of the same articles becomes another file
MOST_BYTES = 200 * 2**20


def book_name(scope: BookScope, articles: Sequence[Article], site: Sequence[str]) -> str:
    """Digest of what the book is made of. `site` is the title, the author and the address."""
    digest = sha256(repr((MAKING, *site, scope.title, scope.language, scope.description)).encode())
    covers = covers_by_article(articles)
    for article in articles:
        cover = covers[article.pk].plain.address if article.pk in covers else ""
        shown = (article.pk, article.title, article.slug, article.summary, article.language, cover)
        dates = (str(article.published_at), str(article.changed_at), article.author.byline)
        terms = (str(article.category or ""), *sorted(tag.name for tag in article.tags.all()))
        digest.update(repr((*shown, *dates, *terms, article.html)).encode())
    return digest.hexdigest()[:32]


def book_path(name: str) -> Path:
    return Path(settings.DATA / "books" / f"{name}.epub")


def stored_book(name: str) -> Path | None:
    """The file, if it is there. It counts as read now."""
    path = book_path(name)
    try:
        os.utime(path)
    except OSError:
        return None
    return path


def store_book(name: str, write: Callable[[IO[bytes]], None]) -> Path:
    """Write the file. Readers find it when it is complete."""
    path = book_path(name)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with replaced_file(path) as out:
        write(out)
    remove_unread(path.parent, keep=path)
    return path


def remove_unread(folder: Path, keep: Path, most_bytes: int = 0) -> None:
    """Remove files until the folder has room. Another process may remove the same ones."""
    found = []
    for path in folder.iterdir():
        with suppress(OSError):
            found.append((path.stat().st_mtime, path.stat().st_size, path))
    left = (most_bytes or MOST_BYTES) - sum(size for _time, size, _path in found)
    for _time, size, path in sorted(found):
        if left >= 0:
            return
        if path != keep:
            with suppress(OSError):
                path.unlink()
                left += size
