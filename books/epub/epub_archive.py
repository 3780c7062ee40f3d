"""The archive of a book: the media type first and uncompressed, no dates of the machine."""

import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from .book_pages import chapter_page, contents_page, cover_page, title_page
from .book_values import Book, BookFile
from .package_xml import CONTAINER, package_document

MIMETYPE = b"application/epub+zip"
STYLE = Path(__file__).with_name("book.css")
FIRST_YEAR, LAST_YEAR = 1980, 2107  # of dates in archives
COMPRESSED = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
EVERYBODY_READS = 0o644 << 16
CHUNK = 2**16


def write_epub(book: Book, out: IO[bytes]) -> None:
    """Write the book to a file that is open for writing. Raises what reading a picture raises."""
    with zipfile.ZipFile(out, "w") as archive:
        add = EntryWriter(archive, book.modified)
        add.text("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        add.text("META-INF/container.xml", CONTAINER.encode())
        for name, page in pages(book):
            add.text(f"EPUB/{name}", page.encode())
        for file in filter(None, [book.cover, *book.files]):
            add.file(file)


def pages(book: Book) -> Iterator[tuple[str, str]]:
    yield "package.opf", package_document(book)
    yield "book.css", STYLE.read_text(encoding="utf-8")
    yield "nav.xhtml", contents_page(book)
    if book.cover:
        yield "cover.xhtml", cover_page(book)
    if len(book.chapters) > 1:
        yield "title.xhtml", title_page(book)
    for chapter in book.chapters:
        yield chapter.path, chapter_page(book, chapter)


class EntryWriter:
    """Adds entries with the date of the book, so that equal books are equal bytes."""

    def __init__(self, archive: zipfile.ZipFile, moment: datetime) -> None:
        self.archive = archive
        date = moment.astimezone(UTC)
        year = min(max(date.year, FIRST_YEAR), LAST_YEAR)
        self.date = (year, date.month, date.day, date.hour, date.minute, date.second)

    def text(self, name: str, data: bytes, compression: int = zipfile.ZIP_DEFLATED) -> None:
        self.archive.writestr(self.entry(name, compression), data)

    def file(self, file: BookFile) -> None:
        is_small = file.media_type in COMPRESSED
        compression = zipfile.ZIP_STORED if is_small else zipfile.ZIP_DEFLATED
        entry = self.entry(f"EPUB/{file.path}", compression)
        with file.open() as source, self.archive.open(entry, "w") as target:
            shutil.copyfileobj(source, target, CHUNK)

    def entry(self, name: str, compression: int) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, self.date)
        info.compress_type = compression
        info.external_attr = EVERYBODY_READS
        info.create_system = 3  # on every machine
        return info
