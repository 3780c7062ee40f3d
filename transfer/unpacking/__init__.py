"""Reads the exports of other systems: unpack_export() writes each as a folder of Markdown files.

folder.py    the folder that is written, with its limits
source.py    the files of an export: one file, a folder; zip_source.py, tar_source.py
export_notes.py   what was left out, in words; sentences.py
readers.py   what a reader of one system offers
linked_files.py, json_files.py, xml_elements.py, tables/   what readers share
"""

from pathlib import Path, PurePosixPath
from typing import NamedTuple

from .django_blog import DjangoBlogReader
from .export_notes import ExportNote, UnknownExport, note_in_words
from .feeds import BloggerReader, CnblogsReader, FeedReader
from .folder import ExportFolder, largest_folder
from .ghost import GhostReader
from .halo import HaloReader
from .markdown_zip import MarkdownZipReader, is_markdown
from .medium import MediumReader
from .notion import NotionReader
from .opened_source import open_source
from .readers import ExportReader
from .source import ExportSource
from .substack import SubstackReader
from .typecho import TypechoReader
from .wordpress import WordPressReader
from .yuque import YuqueReader

__all__ = [
    "ExportNote",
    "UnknownExport",
    "UnpackedExport",
    "note_in_words",
    "recognise",
    "unpack_export",
]

# In this order: the first that recognises the files reads them.
READERS: tuple[ExportReader, ...] = (
    WordPressReader(),
    GhostReader(),
    NotionReader(),
    MediumReader(),
    SubstackReader(),
    HaloReader(),
    YuqueReader(),
    BloggerReader(),
    TypechoReader(),
    DjangoBlogReader(),
    CnblogsReader(),
    FeedReader(),
    MarkdownZipReader(),
)
# Those that read Markdown files
OF_MARKDOWN: tuple[ExportReader, ...] = (NotionReader(), MarkdownZipReader())
PACKED = (".gz", ".7z", ".rar", ".xz", ".bz2", ".zst")


class UnpackedExport(NamedTuple):
    """An export as a folder of Markdown files.

    `site_name` identifies the old site in later imports. Absolute links to one of `hosts` lead to
    texts of the export. `notes` tell what was left out. `dialect` is that of the texts, None if
    it is to be detected.
    """

    system: str
    site_name: str
    hosts: tuple[str, ...]
    notes: list[ExportNote]
    dialect: str | None


def recognise(path: Path) -> str | None:
    """The system that has written a file or folder, None if it is unknown.

    `markdown` is a .zip of Markdown files. Raises UnknownExport for a .zip that cannot be read.
    """
    with open_source(path) as source:
        reader = reader_of(source)
    return reader.SYSTEM if reader else None


def unpack_export(path: Path, folder: Path) -> UnpackedExport:
    """Write the texts and files of an export into an empty folder.

    Raises UnknownExport, whose sentence says what the file is and what to do.
    """
    with open_source(path) as source:
        reader = reader_of(source)
        if reader is None:
            is_packed = path.suffix.lower() in PACKED
            raise UnknownExport("export-archive" if is_packed else "export-unknown", name=path.name)
        unpacked = ExportFolder(folder, largest_folder())
        site = reader.read(source, unpacked)
        if source.unsafe:
            unpacked.note("export-name-unsafe", count=source.unsafe)
    if not unpacked.texts:
        is_damaged = any(note.code == "export-cut-off" for note in unpacked.notes)
        code = "export-damaged" if is_damaged else "export-empty"
        raise UnknownExport(code, name=path.name, system=reader.NAME)
    return UnpackedExport(reader.SYSTEM, site.name, site.hosts, unpacked.notes, site.dialect)


def reader_of(source: ExportSource) -> ExportReader | None:
    """The reader of these files. Sites of Markdown have feeds and data that look like exports."""
    has_texts = any(is_markdown(name) and not is_readme(name) for name in source.names)
    readers = OF_MARKDOWN if has_texts else READERS
    return next((reader for reader in readers if reader.recognises(source)), None)


def is_readme(name: str) -> bool:
    return PurePosixPath(name).stem.casefold() == "readme"
