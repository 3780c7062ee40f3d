"""What became of the files, told to the person who ran the import."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


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
    """File names are relative to the folder. `problems` are of files that were imported."""

    dry_run: bool = False
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)

    def add(self, file: str, verdict: Verdict) -> None:
        getattr(self, verdict).append(file)

    def skip(self, file: str, reason: str) -> None:
        self.skipped.append(Remark(file, reason))

    @property
    def imported(self) -> int:
        return len(self.created) + len(self.updated) + len(self.unchanged)

    @property
    def failed_completely(self) -> bool:
        return bool(self.skipped) and not self.imported

    def __str__(self) -> str:
        if not self.imported and not self.skipped:
            return "There are no Markdown files (.md, .markdown) in this folder."
        return "\n".join([*self.remarks(), self.warnings(), self.summary()]).strip()

    def remarks(self) -> list[str]:
        lines = []
        for heading, found in (("Skipped:", self.skipped), ("Imported, but:", self.problems)):
            if found:
                lines += [heading, *(f"  {file}: {what}" for file, what in found), ""]
        return lines

    def warnings(self) -> str:
        if not self.warned:
            return ""
        return (
            f"The renderer has warnings about {articles(len(self.warned))}; the admin shows them "
            f"beside the text. The first: {', '.join(self.warned[:5])}.\n"
        )

    def summary(self) -> str:
        counts = ", ".join(f"{len(getattr(self, verdict))} {verdict}" for verdict in Verdict)
        total = f"{counts}, {len(self.skipped)} skipped."
        return f"Dry run, nothing was written. It would be: {total}" if self.dry_run else total


def articles(number: int) -> str:
    return "1 article" if number == 1 else f"{number} articles"
