"""What follows an export while it runs: a progress bar, or the page of a run in the admin."""

from collections.abc import Iterable, Iterator


class ExportProgress:
    """Gets the ids of articles in batches, and yields each while it is written.

    What it does not yield is not written: the export ends without being complete.
    """

    def batches(self, batches: Iterator[list[int]], number: int) -> Iterable[list[int]]:
        """`number` is that of the articles."""
        return batches


SILENT_EXPORT = ExportProgress()
