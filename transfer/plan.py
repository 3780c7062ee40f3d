"""Plans an import: which file becomes which article. Links need the URLs before any is written."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.urls import reverse
from django.utils.encoding import uri_to_iri

from articles import slugs
from articles.models import Article, Page
from transfer.reading import markdown_files, source_file
from transfer.reading.source_file import FOLDER_FILES, LONGEST_SLUG, SourceFile
from transfer.report import ImportFailure, ImportReport
from transfer.sites import file_dialects


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file to import.

    `pk` is that of the article of an earlier import. `is_readable` says whether readers may see it.
    `origin` is the relative path with the name of the imported folder.
    """

    file: Path
    name: str
    origin: str
    title: str
    is_readable: bool
    dialect: str
    is_page: bool
    slug: str
    pk: int | None

    @property
    def address(self) -> str:
        return uri_to_iri(reverse("page" if self.is_page else "article", args=[self.slug]))

    def paths(self) -> Iterator[Path]:
        """Yield the paths by which links name the file: also without its extension."""
        yield self.file
        is_index = self.file.stem.lower() in FOLDER_FILES
        yield self.file.parent if is_index else self.file.with_suffix("")


class EarlierImport(NamedTuple):
    pk: int
    slug: str
    title: str


def plan_import(
    root: Path, dialect: str | None, default: str, report: ImportReport, names: Collection[str] = ()
) -> list[PlannedFile]:
    """Return the files that can be imported, all or the named ones. Failures go to the report."""
    everything = markdown_files.markdown_files(root)
    paths = [path for path in everything if not names or path.relative_to(root).as_posix() in names]
    chosen = (
        dict.fromkeys(paths, dialect)
        if dialect
        else file_dialects.dialects_of_files(paths, root, default)
    )
    slugs_in_use = SlugRegistry(root)
    entries = []
    for path in paths:
        name = path.relative_to(root).as_posix()
        with report.skipping(name):
            source = source_file.read_source(path, root, chosen[path])
            entries.append(slugs_in_use.add(path, name, chosen[path], source))
    return entries


class SlugRegistry:
    """The slugs in use: by articles and pages of the site, and by files of this import."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.earlier: dict[tuple[bool, str], EarlierImport] = {}
        self.holders: dict[tuple[bool, str], str] = {}
        for model in (Article, Page):
            is_page, kind = model is Page, model._meta.model_name
            rows = model._default_manager.values_list("source_path", "pk", "slug", "title")
            for origin, pk, slug, title in rows.iterator():
                if origin:
                    self.earlier[is_page, origin] = EarlierImport(pk, slug, title)
                self.holders[is_page, slug] = origin or f"the {kind} “{title}”"

    def add(self, path: Path, name: str, dialect: str, source: SourceFile) -> PlannedFile:
        """Give a file its slug. Raises ImportFailure if another file or article has it."""
        origin = f"{self.root.name}/{name}"
        is_page = source.front.is_page
        known = self.earlier.get((is_page, origin)) or self.import_before_move(
            is_page, origin, source
        )
        candidates = [source.slug] if source.front.slug or not known else [known.slug]
        if not source.front.slug and not known:
            candidates.append(
                slugs.in_any_script(f"{path.parent.name} {source.slug}", LONGEST_SLUG)
            )
        slug = self.claim(is_page, candidates, origin)
        return PlannedFile(
            file=path,
            name=name,
            origin=origin,
            title=source.title,
            is_readable=source.is_readable,
            dialect=dialect,
            is_page=is_page,
            slug=slug,
            pk=known.pk if known else None,
        )

    def import_before_move(
        self, is_page: bool, origin: str, source: SourceFile
    ) -> EarlierImport | None:
        """Find the earlier import of a file that was moved within the folder, say to drafts."""
        before = self.holders.get((is_page, source.slug), "")
        known = self.earlier.get((is_page, before))
        folder, _slash, name = before.partition("/")
        if not known or known.title != source.title or folder != self.root.name:
            return None
        if (self.root / name).exists():
            return None
        self.holders[is_page, known.slug] = origin
        return known

    def claim(self, is_page: bool, candidates: list[str], origin: str) -> str:
        """Return the first slug that is free or belongs to this file."""
        for slug in candidates:
            if self.holders.setdefault((is_page, slug), origin) == origin:
                return slug
        holder = self.holders[is_page, candidates[0]]
        raise ImportFailure(
            f"its address “{candidates[0]}” belongs to {holder} already; give one of the two "
            "another “slug: …” in its front matter"
        )
