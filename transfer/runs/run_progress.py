"""The progress of a run: written at most once a second, which also asks whether it goes on."""

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

from media.models import RemoteCopy
from transfer.import_progress import Progress
from transfer.models import ImportRun
from transfer.plan import PlannedFile

T = TypeVar("T")
PAUSE = 1  # seconds between two writes
Phase = ImportRun.Phase


class RunProgress(Progress):
    """A run that was cancelled gets no more files; what is imported stays."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run
        self.goes_on = True
        self.written = 0.0

    def files(self, entries: list[PlannedFile]) -> Iterator[PlannedFile]:
        yield from self.followed(entries, len(entries), Phase.FILES)
        if self.goes_on:
            self.write(Phase.FINISHING, 0, 0)

    def pictures(self, copies: Iterator[RemoteCopy], number: int) -> Iterator[RemoteCopy]:
        return self.followed(copies, number, Phase.PICTURES)

    def followed(self, things: Iterable[T], number: int, phase: ImportRun.Phase) -> Iterator[T]:
        if self.goes_on:
            self.write(phase, 0, number)
        things = iter(things)
        for done in range(1, number + 1):
            if not self.goes_on:
                return
            yield next(things)
            if monotonic() - self.written >= PAUSE:
                self.write(phase, done, number)

    def write(self, phase: ImportRun.Phase, done: int, number: int) -> None:
        self.goes_on = self.run.note_progress(phase, done, number)
        self.written = monotonic()
