"""What follows an import while it runs: a progress bar, or the page of a run in the admin."""

from collections.abc import Iterable, Iterator

from media.models import RemoteCopy
from transfer.plan import PlannedFile


class Progress:
    """Gets the files before they are imported, and the pictures before they are copied.

    It yields each a little before that is done: files are imported in batches, of which the next
    one is rendered meanwhile. What it does not yield is left for the next import.
    """

    def files(self, entries: list[PlannedFile]) -> Iterable[PlannedFile]:
        return entries

    def pictures(self, copies: Iterator[RemoteCopy], number: int) -> Iterable[RemoteCopy]:
        """`number` is how many there are."""
        return copies


SILENT_PROGRESS = Progress()
