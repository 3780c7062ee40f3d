"""Addresses of the former site: redirects from them, and links to them."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from articles.models import Article, Category, Page, PathRedirect, Redirect, Series, Tag
from articles.models.path_checks import RedirectTarget
from transfer.messages import ImportMessage
from transfer.plan import PlannedFile
from transfer.report import FileRemark, ImportReport
from transfer.sites.site import Site

INDEXES = ("index.html", "index.htm")


class OldAddresses:
    """`new` are the addresses of this import by the old ones.

    `names_drafts`: whether who reads the report may know the titles of all drafts.
    """

    def __init__(
        self,
        site: Site,
        entries: Collection[PlannedFile],
        report: ImportReport,
        *,
        names_drafts: bool = True,
    ) -> None:
        self.site = site
        self.names_drafts = names_drafts
        self.report = report
        self.texts = [entry.text for entry in entries if entry.text]
        self.wanted: list[tuple[str, RedirectTarget]] = []
        self.files: dict[str, str] = {}
        self.source = f"{PathRedirect.IMPORTED}{site.system}"
        self.new: dict[str, str] = {}
        self.folders: dict[str, Path] = {}
        for entry in entries:
            for path in entry.old_paths:
                self.new.setdefault(compared_path(path), entry.address)
                if entry.file.stem.partition(".")[0] == "index":
                    self.folders.setdefault(compared_path(path), entry.file.parent)

    def target(self, address: str, entry: PlannedFile) -> str | None:
        """Return the new address of a URL of the former site; relative ones begin at the file.

        A link within the text stays as it is.
        """
        if address.startswith("#"):
            return None
        base = entry.old_paths[0] if entry.old_paths else ""
        try:
            parts = urlsplit(urljoin(base, address))
            host = parts.hostname
        except ValueError:
            return None
        if (host and host not in self.site.hosts) or not (host or parts.path.startswith("/")):
            return None
        query = f"?{parts.query}" if parts.query else ""
        with_query = compared_path(f"{parts.path or '/'}{query}")
        found = self.new.get(with_query) or self.new.get(compared_path(parts.path))
        return found and found + (f"#{parts.fragment}" if parts.fragment else "")

    def file_beside(self, address: str, entry: PlannedFile) -> Path | None:
        """Return the file of an address below that of a text in a folder of its own: Hugo and Zola
        put the files of that folder there."""
        if not entry.old_paths:
            return None
        path = urlsplit(urljoin(entry.old_paths[0], address)).path
        folder, _slash, name = path.rpartition("/")
        there = self.folders.get(compared_path(folder))
        return there / unquote(name) if there and name else None

    def redirect(self, thing: Article | Page, entry: PlannedFile) -> None:
        """Note that the old addresses of a file lead to it. `store()` writes them."""
        for path in entry.old_paths:
            if compared_path(path) != compared_path(entry.address):
                self.wanted.append((path, RedirectTarget(str(thing.KIND), thing.pk)))
                self.files.setdefault(path, entry.name)

    @property
    def planned(self) -> int:
        """The number of old addresses that an import would redirect, also of its lists.

        A list that has the same address here needs no redirect.
        """
        lists = {
            path
            for path, _kind, name in self.site.old_lists(self.texts)
            if compared_path(path) != compared_path(f"/tags/{name}")
        }
        return len({path for path, _target in self.wanted} | lists)

    def store(self) -> None:
        """Write the redirects to files and to lists: many at once, with few queries."""
        lists = [(path, RedirectTarget(str(thing.KIND), thing.pk)) for thing, path in self.lists()]
        outcome = PathRedirect.objects.set_targets(
            [*self.wanted, *lists], self.source, names_drafts=self.names_drafts
        )
        self.report.redirects += len(outcome.made)
        for refused in outcome.refused:
            if file := self.files.get(refused.path):
                message = ImportMessage(
                    "old-address-refused", path=refused.path, reason=refused.reason
                )
                self.report.problems.append(FileRemark(file, message))

    def lists(self) -> Iterator[tuple[Category | Tag | Series, str]]:
        """Yield each topic, tag and series with the path of its list on the former site."""
        topics = {topic.name.casefold(): topic for topic in Category.objects.all()}
        tags = {tag.name.casefold(): tag for tag in Tag.objects.all()}
        series = {each.name.casefold(): each for each in Series.objects.all()}
        found: dict[str, Mapping[str, Category | Tag | Series]] = {
            Redirect.Kind.TOPIC: topics,
            Redirect.Kind.SERIES: series,
        }
        for path, kind, name in self.site.old_lists(self.texts):
            if thing := found.get(kind, tags).get(name.casefold()):
                yield thing, path


def compared_path(path: str) -> str:
    """Return a path in the form in which addresses of the former site are compared."""
    path, question, query = path.partition("?")
    path = unquote(path).rstrip("/")
    for index in INDEXES:
        path = path.removesuffix(f"/{index}")
    return (path + question + query).casefold() or "/"
