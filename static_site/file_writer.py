"""Writes files. Each task is small, and says what it wrote."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from articles.cache import reads
from articles.cache.reads import Read
from articles.db import compiled
from static_site.building import Answer, PageBuilder, expected_status
from static_site.indexed_articles import FORMAT, NumberedArticle, indexed_articles
from static_site.output_folder import OutputFolder
from static_site.page_records import LINK
from static_site.rewriting import Rewriting, with_policy
from static_site.search_index import ArticlePostings, postings_of, text_file
from static_site.site_files import WITH_NAMES, SiteFiles
from static_site.static_addresses import SiteAddress, StaticAddresses
from static_site.static_options import StaticSiteError
from static_site.written_files import WrittenFile

SITE_MANIFEST = "application/manifest+json"
JSON_ENDING = "json"
XML_ENDING = "xml"
SEARCH_FOLDER = "search/index"
FILE = "file "
Task = tuple[str, tuple[Any, ...]]  # the name of a method of FileWriter, and its arguments


@dataclass
class TaskResult:
    """What tasks wrote: entries of the manifest by file name, and how many of them are new.

    `named` are files that pages name, `missing` the addresses for which Django has no page any
    more. `reads` are those of each page without a source, `found` is what reads give now.
    """

    files: dict[str, WrittenFile] = field(default_factory=dict)
    changed: int = 0
    named: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    postings: list[tuple[int, dict[str, ArticlePostings]]] = field(default_factory=list)
    reads: dict[str, frozenset[Read]] = field(default_factory=dict)
    found: dict[Read, str] = field(default_factory=dict)
    known: dict[Read, Read] = field(default_factory=dict)

    def add(self, other: TaskResult) -> None:
        self.files |= other.files
        self.changed += other.changed
        self.named |= other.named
        self.missing += other.missing
        self.postings += other.postings
        self.reads |= {
            name: frozenset(map(self.shared, page)) for name, page in other.reads.items()
        }
        self.found |= other.found

    def shared(self, read: Read) -> Read:
        """The equal read that is there already: pages have most of theirs in common."""
        if read not in self.known:
            self.known[read] = read._replace(what=sys.intern(read.what))
        return self.known[read]


class FileWriter:
    """Does the tasks of one process."""

    def __init__(
        self,
        languages: tuple[str, ...],
        addresses: StaticAddresses,
        output: OutputFolder,
        moment: datetime,
    ) -> None:
        self.given = (languages, addresses, output, moment)
        self.addresses, self.output, self.moment = addresses, output, moment
        self.builder, self.files = PageBuilder(languages, moment), SiteFiles()

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy in another process has what Django needs there."""
        return FileWriter, self.given

    def do(self, task: Task) -> TaskResult:
        name, arguments = task
        written: TaskResult = getattr(self, name)(*arguments)
        return written

    @staticmethod
    def collected(results: Iterable[TaskResult]) -> TaskResult:
        total = TaskResult()
        for each in results:
            total.add(each)
        return total

    def write(self, name: str, content: bytes, source: str = "") -> TaskResult:
        entry, is_new = self.output.write(name, content, source)
        return TaskResult({name: entry}, int(is_new))

    def kept(self, name: str, source: str) -> TaskResult | None:
        """What is written if the file is there, made of this source; None if it is not."""
        if not self.output.has_source(name, source):
            return None
        return TaskResult({name: self.output.manifest.files[name]})

    # Tasks

    def write_page(self, address: SiteAddress, source: str = "") -> TaskResult:
        name = self.addresses.file_of(address)
        if kept := self.kept(name, source):
            return kept
        answer = self.builder.answer(address)
        if answer.status in {301, 404, 410} and answer.status != expected_status(address):
            return TaskResult(missing=[address.path])
        if answer.status != expected_status(address):
            message = _("%(address)s answers %(status)s: the log of this command says why.")
            raise StaticSiteError(message % {"address": address.path, "status": answer.status})
        rewriting = Rewriting(self.addresses, address, self.files.has)
        written = self.write(name, rewritten(answer, rewriting), source)
        written.named = rewriting.files
        if not source:
            links = (Read(LINK, address.language, link) for link in rewriting.links)
            written.reads[name] = answer.reads.union(links)
        return written

    def read_again(self, some: Iterable[Read]) -> TaskResult:
        """What these reads give now."""
        result = TaskResult()
        with compiled.at_moment(self.moment):
            for read in some:
                is_link = read.kind == LINK
                result.found[read] = self.target(read) if is_link else reads.repeat(read)
        return result

    def target(self, link: Read) -> str:
        """Where a link leads: a file begins with FILE; '' if it leads nowhere."""
        rewriting = Rewriting(self.addresses, SiteAddress("/", language=link.what), self.files.has)
        found = rewriting.found(link.values)
        if rewriting.files:
            return FILE + rewriting.files.pop()
        return repr(found) if found else ""

    def write_file(self, path: str) -> TaskResult:
        """Copy a file that a page names."""
        name = path.lstrip("/")
        source = self.files.source(path)
        if kept := self.kept(name, source):
            content = self.files.content(path) if path.endswith(WITH_NAMES) else b""
            kept.named = self.files.named_in(path, content)
            return kept
        content = self.files.content(path)
        written = self.write(name, content, source)
        written.named = self.files.named_in(path, content)
        return written

    def write_texts(self, articles: list[NumberedArticle]) -> TaskResult:
        """The texts of search results, and the postings of these articles."""
        written, documents = TaskResult(), []
        for each in indexed_articles(articles):
            name, source = f"{SEARCH_FOLDER}/text-{each.number}.bin", f"text {FORMAT} {each.digest}"
            kept = self.kept(name, source)
            written.add(kept or self.write(name, text_file(each.shown), source))
            documents.append((each.number, each.document))
        if documents:
            written.postings = [(documents[0][0], postings_of(documents))]
        return written


def rewritten(answer: Answer, rewriting: Rewriting) -> bytes:
    """The body with the addresses of the static site."""
    kind = answer.media_type
    if kind == "text/html":
        text = rewriting.html(answer.body.decode())
        return with_policy(text, answer.headers.get("content-security-policy", "")).encode()
    if kind == SITE_MANIFEST:
        return rewriting.manifest(answer.body.decode()).encode()
    if kind.startswith("text/") or kind.endswith((XML_ENDING, JSON_ENDING)):
        return rewriting.text(answer.body.decode()).encode()
    return answer.body
