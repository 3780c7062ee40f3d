"""What became of the files, told to the person who ran the import."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from django.core.exceptions import ValidationError


class Refusal(Exception):
    """Why something cannot be imported: a sentence that says what to do about it."""


class Verdict(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Remark(NamedTuple):
    file: str
    what: str


@dataclass(slots=True)
class Report:
    """File names are relative to the folder. `withheld` are imported and not shown to readers,
    `failed` could not be rendered; `problems` are of files that were imported.
    """

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)
    withheld: list[Remark] = field(default_factory=list)
    failed: list[Remark] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)

    def add(self, file: str, verdict: Verdict) -> None:
        getattr(self, verdict).append(file)

    @contextmanager
    def skipping(self, file: str) -> Iterator[None]:
        """Whatever goes wrong inside is the reason why this one file is skipped."""
        try:
            yield
        except Exception as error:  # one file must never cost the others
            self.skipped.append(Remark(file, reason(error)))

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


def reason(error: Exception) -> str:
    if isinstance(error, Refusal):
        return str(error)
    if isinstance(error, ValidationError):
        return "; ".join(f"{name}: {' '.join(said)}" for name, said in error.message_dict.items())
    if isinstance(error, OSError):
        return f"it cannot be read ({error.strerror or error})"
    return f"unexpected, please report it: {type(error).__name__}: {error}"
