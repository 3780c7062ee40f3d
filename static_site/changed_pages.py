"""Builds the pages that have changed since the last export, and keeps the others."""

from collections.abc import Callable, Iterable, Iterator

from articles.cache.reads import Read
from articles.publishing.indexing import batches
from static_site.file_writer import FILE, Task, TaskResult
from static_site.output_folder import OutputFolder
from static_site.page_records import LINK, PageRecords
from static_site.site_files import SiteFiles
from static_site.static_addresses import SiteAddress, StaticAddresses
from static_site.written_files import WrittenFile

READS_OF_A_TASK = 500  # about as long as three pages
Run = Callable[[Iterable[Task]], TaskResult]


class ChangedPages:
    """`written` has all pages and files so far, kept ones among them; `built` counts the others."""

    def __init__(
        self, run: Run, addresses: StaticAddresses, output: OutputFolder, records: PageRecords
    ) -> None:
        self.run, self.addresses, self.output = run, addresses, output
        self.records, self.built = records, 0
        self.written = run(read_tasks(records.found))

    def write(self, tasks: Iterable[Task]) -> None:
        """Do the tasks, except those for pages that are what they were."""
        built = self.run([task for task in tasks if not self.is_kept(task)])
        self.built += len(built.reads)
        self.written.add(built)

    def is_kept(self, task: Task) -> bool:
        """Whether the task is for a page whose reads give the same again. Such a page is added."""
        (method, arguments), before, now = task, self.records.found, self.written.found
        name = self.addresses.file_of(arguments[0]) if method == "write_page" else ""
        page, file = self.records.pages.get(name), self.output.manifest.files.get(name)
        if page is None or file is None or page.digest != file.digest:
            return False
        if any(before[each] != now[each] for each in page.reads):
            return False
        if is_intact := self.output.is_intact(name):
            self.keep(name, file, page.reads)
        return is_intact

    def keep(self, name: str, file: WrittenFile, reads: frozenset[Read]) -> None:
        self.written.files[name], self.written.reads[name] = file, reads
        targets = (self.written.found[each] for each in reads if each.kind == LINK)
        self.written.named |= {each.removeprefix(FILE) for each in targets if each.startswith(FILE)}

    def write_named(self, cards: dict[str, str]) -> None:
        """Write the files that pages name, then those that these name.

        `cards` says what is on the share image of each article, by its path.
        """
        done = {f"/{name}" for name in self.written.files}
        while waiting := self.written.named - done:
            done |= waiting
            self.write(self.file_task(path, cards) for path in sorted(waiting))

    def file_task(self, path: str, cards: dict[str, str]) -> Task:
        if path in self.addresses.files or SiteFiles.is_drawn(path):
            return "write_page", (SiteAddress(path), cards.get(path, ""))
        return "write_file", (path,)

    def note_reads(self) -> None:
        """Note what the pages were made of, for the next run."""
        new = set[Read]().union(*self.written.reads.values()) - self.written.found.keys()
        self.written.add(self.run(read_tasks(new)))
        self.records.replace(self.written.files, self.written.reads, self.written.found)


def read_tasks(reads: Iterable[Read]) -> Iterator[Task]:
    for some in batches(reads, READS_OF_A_TASK):
        yield "read_again", (some,)
