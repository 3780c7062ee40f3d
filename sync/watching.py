"""Passes as soon as something changes: watch_folder()."""

import logging
import time
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Count, Max
from watchfiles import watch

from articles.models import SiteVersion
from articles.models.trash import TrashEntry
from desk.models import Draft, Revision

from .folder.scanning import FolderTexts, scan_folder
from .locking import SyncRuns
from .models import SyncedFolder
from .passes import FolderMissing, ManyGone, sync_folder
from .problems import problem_in_words
from .sync_options import SyncOptions
from .sync_report import SyncReport

PAUSE = 1.0  # seconds between two looks at the site
SETTLED = 200_000_000  # ns without a change, after which a file is taken to be whole
log = logging.getLogger(__name__)
Tell = Callable[[SyncReport], object]


def watch_folder(
    options: SyncOptions, *, tell: Tell, polls: bool = False, stopped: Event | None = None
) -> None:
    """Synchronize until `stopped`, or Ctrl+C. `tell` gets each report that is not empty.

    `polls`: look at the files once a second. Else the system tells what changes, where it can.
    """
    watcher = FolderWatcher(options, tell)
    stopped = stopped or Event()
    for _change in times_to_look(options, stopped, polls=polls):
        watcher.look()
        while watcher.is_waiting and not stopped.wait(SETTLED / 1e9):
            watcher.look()


class FolderWatcher:
    """Runs a pass when something differs from the last look."""

    def __init__(self, options: SyncOptions, tell: Tell) -> None:
        self.options = options
        self.tell = tell
        self.seen: Any = None
        self.refused: dict[str, str] = {}
        self.is_waiting = False
        self.problem = ""
        self.told = SyncReport()

    def look(self) -> None:
        """An error is logged once, noted for the admin, and tried again at the next look."""
        try:
            self.run_if_changed()
        except SyncRuns:
            self.is_waiting = False
        except (DatabaseError, InterfaceError) as error:
            connection.close()
            self.say_once("The database cannot be reached; the folder waits.", error)
        except (FolderMissing, ManyGone) as error:
            self.note_problem(error)
        except Exception as error:
            self.note_problem(error, error)
        else:
            self.problem = ""

    def run_if_changed(self) -> None:
        texts = scan_folder(self.options.root, self.options.ignore)
        busy = busy_files(texts)
        self.is_waiting = bool(busy)
        now = (texts.stamps, state_of_site())
        if now == self.seen and not busy:
            return
        report = sync_folder(self.options, refused=self.refused, busy=busy)
        # What changes during the pass differs from this, and so does what the pass has changed.
        self.seen = now if report.is_empty and not busy else None
        if not report.is_empty and not (report.is_stuck and report == self.told):
            self.tell(report)
        self.told = report

    def note_problem(self, error: Exception, trace: Exception | None = None) -> None:
        problem = problem_in_words(error)
        if problem != self.problem:
            folder = SyncedFolder.objects.filter(path=str(self.options.root))
            folder.update(problem=problem)
        self.say_once(problem, trace)

    def say_once(self, problem: str, trace: Exception | None) -> None:
        """The next look runs a pass, which notes that all is well again."""
        self.is_waiting, self.seen = False, None
        if problem != self.problem:
            log.error("%s", problem, exc_info=trace)
        self.problem = problem


def busy_files(texts: FolderTexts) -> set[str]:
    """The files that changed a moment ago: perhaps only half of one is written."""
    now = time.time_ns()
    return {name for name, stamp in texts.stamps.items() if 0 <= now - stamp.mtime < SETTLED}


def state_of_site() -> tuple[Any, ...]:
    """Another value after each edit, deletion or restoration of an article or a page."""
    revisions = Revision.objects.aggregate(Max("pk"))
    drafts = Draft.objects.aggregate(Count("pk"))
    trash = TrashEntry.objects.aggregate(Count("pk"), Max("deleted_at"))
    counts = (value for each in (revisions, drafts, trash) for value in each.values())
    return (*counts, SiteVersion.current())  # which pages increment


def times_to_look(options: SyncOptions, stopped: Event, *, polls: bool) -> Iterator[None]:
    """Yield once at the start, then when files change, and at least once a second."""
    yield
    if not polls:
        yield from told_changes(options, stopped)
    while not stopped.wait(PAUSE):
        yield


def told_changes(options: SyncOptions, stopped: Event) -> Iterator[None]:
    """What the system tells. It ends if the system cannot: the folder is polled then."""
    try:
        for _changes in watch(
            options.root,
            debounce=100,
            step=50,
            rust_timeout=int(PAUSE * 1000),
            yield_on_timeout=True,
            stop_event=stopped,
            raise_interrupt=True,
        ):
            yield
    except (OSError, RuntimeError) as error:
        log.warning("The folder is polled once a second: %s", error)
