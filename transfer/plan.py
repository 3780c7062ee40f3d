"""Plans an import: which file becomes which article. Links need the URLs before any is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.encoding import uri_to_iri

from transfer.import_options import ImportOptions
from transfer.imported_sites import SearchedSite, remembered_site
from transfer.messages import ImportMessage
from transfer.reading import front_matter, markdown_files, source_file
from transfer.reading.own_front_matter import OwnValues
from transfer.reading.source_file import FOLDER_FILES, SourceFile
from transfer.report import FileRemark, ImportReport
from transfer.sites import Site, SiteText, file_dialects, git_dates
from transfer.sites.site import NO_TERMS, FolderTerms
from transfer.sites.site_marks import site_marks
from transfer.slug_registry import SlugRegistry

MOST_KEPT = 32 * 2**20  # characters of texts in memory: two to four bytes each


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file to import.

    `pk` is that of the article of an earlier import. `is_readable` says whether readers may see it.
    `origin` is the relative path with the name of the imported folder. `date` is that of the first
    commit, for files without one. `old_paths` are the paths of its addresses on the former site.
    `text` is what that site knows of it, and `withheld` why it did not publish it.
    `terms` are the topic and the tags that its folders stand for. `source` is what was read of it,
    None where that is too much to keep. `is_known`: the last import has read the same text. `uid`
    is that of an article that is on the site already.
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
    date: datetime | None = None
    language: str | None = None
    translation_key: str | None = None
    old_paths: tuple[str, ...] = ()
    remark: ImportMessage | None = None
    text: SiteText | None = None
    withheld: ImportMessage | None = None
    terms: FolderTerms = NO_TERMS
    source: SourceFile | None = None
    is_known: bool = False
    uid: UUID | None = None
    address: str = field(init=False)

    def __post_init__(self) -> None:
        """Make the address once: links ask for it many times."""
        address = reverse("page" if self.is_page else "article", args=[self.slug])
        object.__setattr__(self, "address", uri_to_iri(address))

    def paths(self) -> Iterator[Path]:
        """Yield the paths by which links name the file: also without its extension."""
        yield self.file
        is_index = self.file.stem.lower() in FOLDER_FILES
        yield self.file.parent if is_index else self.file.with_suffix("")


@dataclass(slots=True)
class KeptSources:
    """Room for the texts that were read. `left` are the characters for which there is room."""

    left: int = MOST_KEPT

    def keep(self, source: SourceFile) -> SourceFile | None:
        """Return the source if there is room for it."""
        if len(source.body) > self.left:
            return None
        self.left -= len(source.body)
        return source


@dataclass(frozen=True, slots=True)
class FilePlanner:
    """What decides about each file. `first_commits` are the dates of files in a git repository.

    `kept` is the room for what was read of files, so that the import need not read them again.
    """

    root: Path
    site: Site
    options: ImportOptions
    report: ImportReport
    slugs: SlugRegistry
    first_commits: Mapping[Path, datetime]
    kept: KeptSources = field(default_factory=KeptSources)

    def files(self, paths: Mapping[Path, str]) -> Iterator[PlannedFile]:
        """Yield the files that become articles or pages. `paths` have their dialects."""
        for path, dialect in paths.items():
            name = path.relative_to(self.root).as_posix()
            with self.report.skipping(name):
                source = read_site_file(path, self.root, dialect, self.site)
                if planned := self.file(path, name, dialect, source):
                    yield planned

    def file(self, path: Path, name: str, dialect: str, source: SourceFile) -> PlannedFile | None:
        """Plan one file. None for one that is no article, which the report then names."""
        if source.own and source.own.text_of:
            return None  # another text of an article, which is read together with that
        date = source.front.date or self.first_commits.get(path)
        text = SiteText(path, source.head, source.title, date, source.is_draft)
        asks_site = self.site.is_exact or not (source.own or self.options.includes(name))
        if asks_site and (code := self.site.not_an_article(text)):
            self.report.left_out.append(FileRemark(name, ImportMessage(f"no-article-{code}")))
            return None
        if source.own:
            return self.own_file(path, name, source, source.own)
        withheld = self.withheld(text)
        source = source.withheld_because(withheld)
        is_page = source.front.is_page or self.site.is_page(text)
        known = self.slugs.earlier_import(is_page, name, source)
        old_paths = self.site.old_paths(text)
        slug, remark = self.slugs.claim(is_page, name, source, known, *old_paths[:1])
        return PlannedFile(
            file=path,
            name=name,
            origin=f"{self.slugs.name}/{name}",
            title=source.title,
            is_readable=source.is_readable
            and self.options.may_publish
            and bool(date or is_page or self.options.dates_of_files),
            dialect=dialect,
            is_page=is_page,
            slug=slug,
            pk=known.pk if known else None,
            date=date,
            language=source.front.language or self.site.language(text),
            translation_key=self.site.translation_key(text),
            old_paths=old_paths,
            remark=remark,
            text=text,
            withheld=withheld,
            terms=self.site.folder_terms(text, self.options.folders),
            source=self.kept.keep(source),
            is_known=known is not None and known.digest == source.digest,
        )

    def withheld(self, text: SiteText) -> ImportMessage | None:
        """Return why the site did not publish the file, beside what the file says."""
        if reason := self.site.withheld(text):
            return ImportMessage(f"withheld-{reason}")
        defaults = self.site.default_values(text)
        said = front_matter.visibility_or_draft({**defaults, **text.head}) if defaults else None
        if said is None or not said.reason or text.is_draft:
            return None
        return ImportMessage("withheld-by-default", reason=said.reason)

    def own_file(self, path: Path, name: str, source: SourceFile, own: OwnValues) -> PlannedFile:
        """Plan one file that this system wrote: nothing is guessed of it.

        What an export leads back to stays the article of the file from which it came, so that an
        import of that folder finds it again.
        """
        is_page, date = source.front.is_page, source.front.date
        known = self.slugs.of_uid(own.uid, name) or self.slugs.earlier_import(is_page, name, source)
        known = known or (self.slugs.same_page(source, own) if is_page else None)
        slug, remark = self.slugs.claim(is_page, name, source, known)
        stays = known if self.site.is_exact else None
        return PlannedFile(
            file=path,
            name=name,
            origin=stays.origin if stays else f"{self.slugs.name}/{name}",
            title=source.title,
            is_readable=source.is_readable and self.options.may_publish and bool(date or is_page),
            dialect=own.dialect or settings.DIALECT,
            is_page=is_page,
            slug=slug,
            pk=known.pk if known else None,
            date=date,
            language=source.front.language,
            old_paths=own.old_paths,
            remark=remark,
            source=self.kept.keep(source),
            is_known=known is not None and known.digest == source.digest,
        )


def read_site_file(path: Path, root: Path, dialect: str, site: Site) -> SourceFile:
    return source_file.read_source(path, root, dialect, site.file_title(path))


def read_again(entry: PlannedFile, root: Path, site: Site) -> SourceFile:
    """What was read of a planned file and not kept."""
    return read_site_file(entry.file, root, entry.dialect, site).withheld_because(entry.withheld)


def plan_import(
    root: Path,
    site: Site,
    options: ImportOptions,
    report: ImportReport,
    known: Sequence[PlannedFile] = (),
) -> list[PlannedFile]:
    """Return the files that can be imported. The report gets the others.

    `known` are files that stay as they are.
    """
    files = list(markdown_files.text_files(root))
    paths = chosen_files(files, root, options)
    for path in chosen_files(markdown_files.texts_in_other_markup(root), root, options):
        name = path.relative_to(root).as_posix()
        report.left_out.append(FileRemark(name, ImportMessage("no-article-other-markup")))
    dialects = (
        dict.fromkeys(paths, options.dialect)
        if options.dialect
        else file_dialects.dialects_of_files(paths, root, settings.DIALECT)
    )
    names = {path.relative_to(root).as_posix() for path in files}
    history = git_dates.read_git_history(root)
    plan = FilePlanner(
        root=root,
        site=site,
        options=options,
        report=report,
        slugs=SlugRegistry(
            name_of_site(root, site, files, options, report), names, options.by, known_uids(known)
        ),
        first_commits=history.first,
    )
    entries = list(plan.files(dialects))
    lacks_history = history.is_shallow or history.problem
    if lacks_history and any(not (entry.date or entry.is_page) for entry in entries):
        code = "git-history-shallow" if history.is_shallow else "git-history-unread"
        report.notes.append(ImportMessage(code))
    return entries


def name_of_site(
    root: Path, site: Site, files: list[Path], options: ImportOptions, report: ImportReport
) -> str:
    """Return what the paths of the files begin with, and remember it for the next import."""
    name, place = options.name_of(root), "" if options.name else str(root)
    searched = SearchedSite(root, files, site_marks(root, site), place)
    found = remembered_site(name, searched)
    if found.pk is None and found.name != name:
        report.notes.append(ImportMessage("name-of-another-site", name=name, remembered=found.name))
    if not options.dry_run:
        found.note(searched.marks, place)
    return found.name


def known_uids(known: Sequence[PlannedFile]) -> dict[UUID, str]:
    return {entry.uid: entry.name for entry in known if entry.uid}


def chosen_files(paths: Iterable[Path], root: Path, options: ImportOptions) -> list[Path]:
    return [path for path in paths if options.chooses(path.relative_to(root).as_posix())]
