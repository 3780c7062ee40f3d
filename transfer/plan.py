"""Which file becomes which article, decided before any is written: links need the addresses."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.urls import reverse
from django.utils.encoding import uri_to_iri

from articles import slugs
from articles.models import Article, Page
from transfer.reading import files, source
from transfer.reading.source import FOLDER_FILES, LONGEST_SLUG, Source
from transfer.report import Refusal, Report
from transfer.sites import dialects


@dataclass(frozen=True, slots=True)
class Entry:
    """One file to import. `pk` is what it became the last time, `is_open` if readers may see it."""

    file: Path
    name: str
    origin: str
    title: str
    is_open: bool
    dialect: str
    is_page: bool
    slug: str
    pk: int | None

    @property
    def address(self) -> str:
        return uri_to_iri(reverse("page" if self.is_page else "article", args=[self.slug]))

    def paths(self) -> Iterator[Path]:
        """What a link to the file may spell: without its ending too, as an address has it."""
        yield self.file
        is_index = self.file.stem.lower() in FOLDER_FILES
        yield self.file.parent if is_index else self.file.with_suffix("")


class Known(NamedTuple):
    pk: int
    slug: str
    title: str


def make(
    root: Path, dialect: str | None, default: str, report: Report, names: Collection[str] = ()
) -> list[Entry]:
    """The files that can be imported, all or the named ones; the others are in the report."""
    everything = files.markdown_files(root)
    paths = [path for path in everything if not names or path.relative_to(root).as_posix() in names]
    chosen = dict.fromkeys(paths, dialect) if dialect else dialects.of_files(paths, root, default)
    book = AddressBook(root)
    entries = []
    for path in paths:
        name = path.relative_to(root).as_posix()
        with report.skipping(name):
            found = source.read(path, root, chosen[path])
            entries.append(book.enter(path, name, chosen[path], found))
    return entries


class AddressBook:
    """Who has which address: the articles of the site, and the files of this import."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.earlier: dict[tuple[bool, str], Known] = {}
        self.holders: dict[tuple[bool, str], str] = {}
        for model in (Article, Page):
            is_page, kind = model is Page, model._meta.model_name
            rows = model._default_manager.values_list("source_path", "pk", "slug", "title")
            for origin, pk, slug, title in rows.iterator():
                if origin:
                    self.earlier[is_page, origin] = Known(pk, slug, title)
                self.holders[is_page, slug] = origin or f"the {kind} “{title}”"

    def enter(self, path: Path, name: str, dialect: str, found: Source) -> Entry:
        """The folder's name is part of the origin: two folders may well have an index.md each."""
        origin = f"{self.root.name}/{name}"
        is_page = found.front.is_page
        known = self.earlier.get((is_page, origin)) or self.moved(is_page, origin, found)
        wanted = [found.slug] if found.front.slug or not known else [known.slug]
        if not found.front.slug and not known:
            wanted.append(slugs.in_any_script(f"{path.parent.name} {found.slug}", LONGEST_SLUG))
        slug = self.claim(is_page, wanted, origin)
        return Entry(
            file=path,
            name=name,
            origin=origin,
            title=found.title,
            is_open=found.is_open,
            dialect=dialect,
            is_page=is_page,
            slug=slug,
            pk=known.pk if known else None,
        )

    def moved(self, is_page: bool, origin: str, found: Source) -> Known | None:
        """What the file was imported as before it was moved, among the drafts for instance."""
        before = self.holders.get((is_page, found.slug), "")
        known = self.earlier.get((is_page, before))
        folder, _slash, name = before.partition("/")
        if not known or known.title != found.title or folder != self.root.name:
            return None
        if (self.root / name).exists():
            return None
        self.holders[is_page, known.slug] = origin
        return known

    def claim(self, is_page: bool, wanted: list[str], origin: str) -> str:
        """The first of the slugs that is nobody else's."""
        for slug in wanted:
            if self.holders.setdefault((is_page, slug), origin) == origin:
                return slug
        holder = self.holders[is_page, wanted[0]]
        raise Refusal(
            f"its address “{wanted[0]}” belongs to {holder} already; give one of the two another"
            " “slug: …” in its front matter"
        )
