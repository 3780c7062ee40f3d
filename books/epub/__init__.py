"""Writes EPUB 3.3: `write_epub(book, file)`. Equal books are equal bytes.

book_values.py   what a book is made of
package_xml.py   the package: metadata, manifest, order of reading
book_pages.py    navigation, title page and chapters
epub_archive.py  the archive
book.css         how it looks: the light theme, in the fonts of the reader
"""

from .book_values import Book, BookChapter, BookFile
from .epub_archive import write_epub

__all__ = ["Book", "BookChapter", "BookFile", "write_epub"]
