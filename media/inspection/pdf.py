"""PDF documents: the number of pages."""

from pathlib import Path
from typing import Any

from .archive import ends_as_archive
from .file_types import FileType
from .refusals import RefusedFile
from .values import Inspected, Limits

MOST_PAGES = 100_000
# Behind the last mark of the end, programs leave line ends and zeros, and no more than these.
TAIL = 2048


def inspect_document(path: Path, type_: FileType, _limits: Limits) -> Inspected:
    from pypdf.errors import DependencyError, PyPdfError  # 8 MB, which servers do without

    check_end(path)
    try:
        pages = number_of_pages(path)
    except (PyPdfError, DependencyError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RefusedFile("damaged", format="PDF") from error
    except (RecursionError, OSError, IndexError, ArithmeticError) as error:
        raise RefusedFile("damaged", format="PDF") from error
    return Inspected(type_.kind, type_.mime, type_.extension, pages=pages)


def check_end(path: Path) -> None:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        if b"%%EOF" not in file.read():
            raise RefusedFile("damaged", format="PDF")
    if ends_as_archive(path):
        raise RefusedFile("two-formats", format="PDF", other="ZIP")


def number_of_pages(path: Path) -> int | None:
    """As the root of its pages says, so that no page is read; None in a file with a password."""
    from pypdf import PdfReader

    with PdfReader(path) as reader:
        if reader.is_encrypted:
            return None
        root: Any = reader.trailer["/Root"]
        pages = int(root["/Pages"]["/Count"])
    if not 0 < pages <= MOST_PAGES:
        raise RefusedFile("damaged", format="PDF")
    return pages
