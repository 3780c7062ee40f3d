"""The result of an import, printed for the person who ran it, or written as JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_noop, ngettext

from transfer.messages import ImportFailure, ImportMessage

# Of remarks of one kind, so many are printed; the JSON has all.
MOST_PRINTED = 10
LABELS = {
    "skipped": gettext_noop("skipped"),
    "left_out": gettext_noop("left out"),
    "withheld": gettext_noop("withheld"),
    "problems": gettext_noop("look at"),
    "failed": gettext_noop("failed"),
}


class Verdict(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class FileRemark(NamedTuple):
    file: str
    what: str

    @property
    def code(self) -> str:
        """The kind of the remark, by which reports group."""
        return self.what.code if isinstance(self.what, ImportMessage) else ""


@dataclass(slots=True)
class ImportReport:
    """Lists of files, with paths relative to the folder.

    `skipped` were not imported, `left_out` are no articles. `withheld` are imported but not public.
    `failed` could not be rendered. `problems` concern imported files, such as links without a
    target. `notes` concern the whole import. `redirects` is the number of old addresses that lead
    to the new ones, `files` that of copied files. `unknown_keys` are keys of front matter without a
    meaning here, with the number of files; `unknown_authors` are names without an account.
    `system` and `site` are what the files come from; `pictures` is the number of copies of pictures
    of other sites. `titles` are those of files whose name says nothing: of an export, a number.
    `stored` are the articles and pages that files have become, by their kinds and ids.
    They are not compared: a dry run gives back its rows, and not their ids.
    """

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[FileRemark] = field(default_factory=list)
    left_out: list[FileRemark] = field(default_factory=list)
    withheld: list[FileRemark] = field(default_factory=list)
    failed: list[FileRemark] = field(default_factory=list)
    problems: list[FileRemark] = field(default_factory=list)
    notes: list[ImportMessage] = field(default_factory=list)
    redirects: int = 0
    files: int = 0
    unknown_keys: Counter[str] = field(default_factory=Counter)
    unknown_authors: Counter[str] = field(default_factory=Counter)
    system: str = ""
    site: str = ""
    pictures: int = 0
    titles: dict[str, str] = field(default_factory=dict)
    stored: dict[str, tuple[str, int]] = field(default_factory=dict, compare=False)

    def called(self, file: str) -> str:
        """Return what people know a file by: its name, and its title where it is known."""
        title = self.titles.get(file)
        return f"{file} “{title}”" if title else file

    def count_keys(self, keys: Iterable[str]) -> None:
        self.unknown_keys.update(keys)

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
        if not self.imported and not self.skipped and not self.left_out:
            return gettext("There are no Markdown files (.md, .markdown) in this folder.")
        lines = [line for name in LABELS for line in self.remark_lines(name)]
        return "\n".join([*lines, *self.summary_lines(), self.counts_in_words()])

    def remark_lines(self, name: str) -> Iterator[str]:
        """Yield lines, those of one kind together, and of many of one kind only the first."""
        label = gettext(LABELS[name])
        for _code, group in groupby(sorted(getattr(self, name), key=kind_of), kind_of):
            found = list(group)
            for file, what in found[:MOST_PRINTED]:
                yield f"{label:<8} {self.called(file)}: {what}"
            if (rest := len(found) - MOST_PRINTED) > 0:
                yield f"{label:<8} " + gettext("… and %(number)d more of this kind") % {
                    "number": rest
                }

    def summary_lines(self) -> Iterator[str]:
        """Yield what concerns the whole import."""
        yield from map(str, self.notes)
        if self.unknown_keys:
            yield gettext("Keys without a meaning here, kept with the articles: %(keys)s.") % {
                "keys": names_with_counts(self.unknown_keys)
            }
        if self.unknown_authors:
            yield gettext(
                "Authors without an account, whose articles you are the author of: %(names)s."
            ) % {"names": names_with_counts(self.unknown_authors)}
        if self.pictures:
            yield ngettext(
                "%(number)d picture of another site was copied.",
                "%(number)d pictures of other sites were copied.",
                self.pictures,
            ) % {"number": self.pictures}
        if self.redirects:
            yield ngettext(
                "%(number)d old address leads to its article.",
                "%(number)d old addresses lead to their articles.",
                self.redirects,
            ) % {"number": self.redirects}

    def counts_in_words(self) -> str:
        return gettext(
            "%(created)d created, %(updated)d updated, %(unchanged)d unchanged, "
            "%(skipped)d skipped, %(withheld)d withheld, %(failed)d failed"
        ) % {name: len(getattr(self, name)) for name in (*Verdict, "skipped", "withheld", "failed")}

    def as_json(self) -> dict[str, Any]:
        """Return everything as values of JSON. `kinds` counts the remarks of each code."""
        remarks = {
            name: [each._replace(file=self.called(each.file)) for each in getattr(self, name)]
            for name in LABELS
        }
        return {
            "system": self.system,
            "site": self.site,
            **{str(verdict): getattr(self, verdict) for verdict in Verdict},
            **{name: [remark_as_json(each) for each in found] for name, found in remarks.items()},
            "kinds": {
                name: dict(Counter(each.code for each in found)) for name, found in remarks.items()
            },
            "notes": [{"code": note.code, "text": str(note)} for note in self.notes],
            "redirects": self.redirects,
            "files": self.files,
            "pictures": self.pictures,
            "unknown_keys": dict(self.unknown_keys),
            "unknown_authors": dict(self.unknown_authors),
        }


def remark_as_json(remark: FileRemark) -> dict[str, str]:
    return {"file": remark.file, "code": remark.code, "text": str(remark.what)}


def kind_of(remark: FileRemark) -> str:
    return remark.code


def names_with_counts(counted: Counter[str]) -> str:
    return ", ".join(f"{name} ({number})" for name, number in counted.most_common())


def failure_reason(error: Exception) -> ImportMessage:
    if isinstance(error, ImportFailure):
        return error.message
    if isinstance(error, ValidationError):
        texts = (f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
        return ImportMessage("invalid", reason="; ".join(texts))
    if isinstance(error, OSError):
        return ImportMessage("unreadable", reason=error.strerror or error)
    return ImportMessage("unexpected", error=f"{type(error).__name__}: {error}")
