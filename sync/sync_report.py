"""What a pass has done, in words."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext, gettext_noop

from transfer.report import FileRemark, ImportReport

# Of the report of an import: replaced texts are merged here, and drafts are no news.
NOT_TOLD = frozenset({"edit-replaced", "edit-kept", "page-edit-kept"})
KINDS = {
    "created": gettext_noop("%(file)s: new on the site"),
    "updated": gettext_noop("%(file)s: the site has its changes"),
    "merged": gettext_noop("%(file)s: edited here and there; both are merged"),
    "conflicts": gettext_noop(
        "%(file)s: conflict. The site has the text of the file; the other one is a draft at the "
        "desk, or in the history: “%(title)s”"
    ),
    "page_conflicts": gettext_noop(
        "%(file)s: conflict. The page “%(title)s” was edited here and there; each side keeps its "
        "text until one of them is copied to the other"
    ),
    "renamed": gettext_noop("%(file)s: renamed; it is still “%(title)s”"),
    "written": gettext_noop("%(file)s: has the changes of the site"),
    "added": gettext_noop("%(file)s: new file of “%(title)s”"),
    "restored": gettext_noop(
        "%(file)s: was deleted on one side and edited on the other; the edited text stays"
    ),
    "trashed": gettext_noop("%(file)s: is gone; “%(title)s” is in the trash of the site"),
    "hidden": gettext_noop("%(file)s: is gone; readers do not see the page “%(title)s” any more"),
    "removed": gettext_noop("%(file)s: deleted on the site; the file is in .trash"),
    "private": gettext_noop(
        "%(file)s: “%(title)s” is public on the site, and its file says something else: %(reason)s"
    ),
    "unwritable": gettext_noop("%(file)s: cannot be written, and is tried again: %(reason)s"),
    "unwritten": gettext_noop("%(file)s: the edit of “%(title)s” stays on the site: %(reason)s"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that has happened to a file. `kind` is a key of KINDS."""

    kind: str
    file: str
    title: str = ""
    reason: str = ""

    def __str__(self) -> str:
        return gettext(KINDS[self.kind]) % {
            "file": self.file,
            "title": self.title,
            "reason": self.reason,
        }


@dataclass(slots=True)
class SyncReport:
    """`skipped`, `withheld` and `problems` are remarks about files, as of an import."""

    events: list[Event] = field(default_factory=list)
    skipped: list[FileRemark] = field(default_factory=list)
    withheld: list[FileRemark] = field(default_factory=list)
    problems: list[FileRemark] = field(default_factory=list)

    def add(self, kind: str, file: str, title: str = "", reason: str = "") -> None:
        self.events.append(Event(kind, file, title, reason))

    def add_unwritable(self, file: str, error: OSError) -> None:
        self.add("unwritable", file, reason=error.strerror or str(error))

    def files(self, kind: str) -> list[str]:
        return [event.file for event in self.events if event.kind == kind]

    def take(self, imported: ImportReport) -> None:
        """Add what an import of some files has told."""
        for kind in ("created", "updated"):
            for file in getattr(imported, kind):
                self.add(kind, file)
        self.skipped += imported.skipped
        self.withheld += imported.withheld
        failed_and_odd = [*imported.failed, *imported.problems]
        self.problems += [each for each in failed_and_odd if each.code not in NOT_TOLD]

    @property
    def is_empty(self) -> bool:
        return not (self.events or self.skipped or self.problems)

    @property
    def is_stuck(self) -> bool:
        """Whether nothing happened but what cannot be written: the next pass says it again."""
        kinds = {event.kind for event in self.events}
        return kinds == {"unwritable"} and not (self.skipped or self.problems)

    def lines(self) -> Iterator[str]:
        yield from map(str, self.events)
        for remarks in (self.skipped, self.withheld, self.problems):
            yield from (f"{file}: {what}" for file, what in remarks)

    def __str__(self) -> str:
        if self.is_empty:
            return gettext("Both sides are equal.")
        return "\n".join(self.lines())
