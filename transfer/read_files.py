"""Files that were read, and are stored in batches: ReadFile."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from articles.models.markdown import BegunRendering
from rendering import KnownNames
from transfer.links.local_targets import LinkTargets
from transfer.plan import PlannedFile
from transfer.reading.source_file import SourceFile

MOST_FILES = 20
MOST_CHARACTERS = 500_000


@dataclass(slots=True)
class ReadFile:
    """A file with the values that do not come from its front matter (`stated`).

    `coming` are the articles and files that this import will store. `begun` is its rendering.
    """

    entry: PlannedFile
    source: SourceFile
    targets: LinkTargets
    stated: dict[str, Any]
    coming: KnownNames
    begun: BegunRendering | None = None


def batches_of_files(files: Iterable[ReadFile]) -> Iterator[list[ReadFile]]:
    """Yield a few files at a time, fewer of long ones: so much is in memory and in one
    transaction."""
    batch, characters = list[ReadFile](), 0
    for file in files:
        batch.append(file)
        characters += len(file.stated["body"])
        if len(batch) >= MOST_FILES or characters >= MOST_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
