"""The result of an import, printed for the person who ran it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from django.core.exceptions import ValidationError


class ImportFailure(Exception):
    """A file cannot be imported. The message says what to do about it."""


class Verdict(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class FileRemark(NamedTuple):
    file: str
    what: str


@dataclass(slots=True)
class ImportReport:
    """Lists of files, with paths relative to the folder.

    `skipped` were not imported. `withheld` are imported but not public. `failed` could not be
    rendered. `problems` concern imported files, such as links without a target.
    """

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[FileRemark] = field(default_factory=list)
    withheld: list[FileRemark] = field(default_factory=list)
    failed: list[FileRemark] = field(default_factory=list)
    problems: list[FileRemark] = field(default_factory=list)

    def add(self, file: str, verdict: Verdict) -> None:
        getattr(self, verdict).append(file)

    @contextmanager
    def skipping(self, file: str) -> Iterator[None]:
        """Add the file to `skipped` if the block raises an exception."""
        try:
            yield
        except Exception as error:  # a broken file must not stop the import
            self.skipped.append(FileRemark(file, failure_reason(error)))

    @property
    def imported(self) -> int:
        return len(self.created) + len(self.updated) + len(self.unchanged)

    @property
    def failed_completely(self) -> bool:
        return bool(self.skipped) and not self.imported

    def __str__(self) -> str:
        if not self.imported and not self.skipped:
            return "There are no Markdown files (.md, .markdown) in this folder."
        skipped = [f"skipped  {file}: {why}" for file, why in self.skipped]
        withheld = [f"withheld {file}: {why}" for file, why in self.withheld]
        problems = [f"look at  {file}: {what}" for file, what in self.problems]
        failed = [f"failed   {file}: {why}" for file, why in self.failed]
        counts = [f"{len(getattr(self, verdict))} {verdict}" for verdict in Verdict]
        counts += [
            f"{len(getattr(self, name))} {name}" for name in ("skipped", "withheld", "failed")
        ]
        return "\n".join([*skipped, *withheld, *problems, *failed, ", ".join(counts)])


def failure_reason(error: Exception) -> str:
    if isinstance(error, ImportFailure):
        return str(error)
    if isinstance(error, ValidationError):
        return "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
    if isinstance(error, OSError):
        return f"it cannot be read ({error.strerror or error})"
    return f"unexpected, please report it: {type(error).__name__}: {error}"
