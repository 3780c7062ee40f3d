"""Writes the site as a file that WordPress or Ghost imports.

Readers of the file see what is not public, too: drafts are in it, as drafts.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.languages import html_lang
from articles.models import Article, Category, Series, SiteSettings, Tag, User
from blog.replaced_file import replaced_file
from desk.models import Draft
from media.models import MediaFile
from rendering import FormulaForm
from transfer.export.ghost.ghost_file import URL, GhostFile, GhostSiteHead
from transfer.export.wordpress.wxr_file import WxrFile, WxrSiteHead
from transfer.export.wordpress.wxr_items import SeriesAs

from .exported_files import ExportedFile, FilesOfExport
from .exported_texts import ExportedTerm, ExportedText, TextsOfSite, exported_author, exported_term

Watch = Callable[[Iterable[ExportedText]], Iterable[ExportedText]]
GHOST_JSON = "longwave.ghost.json"
FOLDERS = {"picture": "images", "drawing": "images", "video": "media", "sound": "media"}
CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class SystemExport:
    """What was written. `unpublished` are articles with changes that readers do not see yet: the
    file has what readers see. `missing` are files that are in no storage."""

    texts: int
    files: int
    unpublished: int
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class Counted:
    """Counts the texts that pass."""

    texts: Iterable[ExportedText]
    number: int = 0

    def __iter__(self) -> Iterator[ExportedText]:
        for text in self.texts:
            self.number += 1
            yield text


def write_wordpress(
    path: Path,
    base: str,
    *,
    series_as: SeriesAs = "category",
    formulas: FormulaForm = "mathml",
    watch: Watch = iter,
) -> SystemExport:
    """Write WXR 1.2. `base` is the address of this site, from which WordPress fetches the files."""
    files = FilesOfExport(lambda file: base + file.get_absolute_url())
    texts = Counted(TextsOfSite(base, files, formulas))
    wxr = WxrFile(wordpress_head(base), files, series_as)
    with replaced_file(path) as out:
        for piece in wxr.pieces(watch(texts)):
            out.write(piece.encode())
    return SystemExport(texts.number, len(files.used), changed_articles())


def wordpress_head(base: str) -> WxrSiteHead:
    site = SiteSettings.current()
    writers = User.objects.filter(pk__in=Article.objects.kept().values("author")).order_by("pk")
    return WxrSiteHead(
        *(site.title, site.tagline or site.description, base, html_lang(site.language)),
        authors=[exported_author(user) for user in writers],
        topics=[exported_term(topic) for topic in Category.objects.order_by("pk")],
        tags=[ExportedTerm(tag.slug, tag.name) for tag in Tag.objects.order_by("pk")],
        series=[exported_term(series) for series in Series.objects.order_by("pk")],
    )


def write_ghost(
    path: Path,
    base: str,
    *,
    with_series: bool = True,
    formulas: FormulaForm = "mathml",
    watch: Watch = iter,
) -> SystemExport:
    """Write JSON, or a .zip that also has the files, if the name ends so.

    `with_series`: series become tags.
    """
    has_files = path.suffix.lower() == ".zip"
    files = FilesOfExport(place_in_ghost if has_files else lambda f: base + f.get_absolute_url())
    texts = Counted(TextsOfSite(base, files, formulas))
    ghost = GhostFile(ghost_head(), timezone.now(), with_series)
    missing: list[str] = []
    with replaced_file(path) as out:
        if has_files:
            missing = write_ghost_zip(out, ghost.pieces(watch(texts)), files)
        else:
            out.writelines(piece.encode() for piece in ghost.pieces(watch(texts)))
    return SystemExport(texts.number, len(files.used), changed_articles(), tuple(missing))


def ghost_head() -> GhostSiteHead:
    site = SiteSettings.current()
    words = site.description or site.tagline
    return GhostSiteHead(site.title, words, settings.TIME_ZONE, html_lang(site.language))


def place_in_ghost(file: MediaFile) -> str:
    folder = FOLDERS.get(file.content.kind, "files")
    return f"{URL}/content/{folder}/longwave/{file.token}/{quote(file.name)}"


def write_ghost_zip(out: IO[bytes], pieces: Iterable[str], files: FilesOfExport) -> list[str]:
    """Write the archive. Return the names of the files that could not be read."""
    missing = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(GHOST_JSON, "w", force_zip64=True) as entry:
            for piece in pieces:
                entry.write(piece.encode())
        for file in files.used.values():
            if not add_stored_file(archive, file):
                missing.append(file.name)
    return missing


def add_stored_file(archive: zipfile.ZipFile, file: ExportedFile) -> bool:
    folder = file.address.removeprefix(f"{URL}/").split("/longwave/")[0]
    try:
        with default_storage.open(file.stored) as source:
            name = f"{folder}/longwave/{file.token}/{file.name}"
            with archive.open(name, "w", force_zip64=True) as entry:
                while chunk := source.read(CHUNK):
                    entry.write(chunk)
    except OSError:
        return False
    return True


def changed_articles() -> int:
    """How many articles have changes that are not published. Drafts show their newest text."""
    changed = Draft.objects.with_changes().values("article")
    return Article.objects.kept().filter(pk__in=changed).count()
