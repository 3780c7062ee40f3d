"""The report of an import as its page shows it: counts, and remarks grouped by their kind."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from transfer.report import MOST_PRINTED, Verdict

# In this order; the first ones say what readers see.
SECTIONS: dict[str, Promise] = {
    "skipped": _("Not imported"),
    "failed": _("Not rendered"),
    "withheld": _("Not public: drafts, scheduled, archived"),
    "problems": _("Look at these"),
    "left_out": _("No articles, and left out"),
}
COUNTS: dict[str, Promise] = {
    Verdict.CREATED: _("new articles and pages"),
    Verdict.UPDATED: _("changed"),
    Verdict.UNCHANGED: _("unchanged"),
}
NUMBERS: dict[str, Promise] = {
    "redirects": _("old addresses that lead to them"),
    "files": _("pictures and files beside them"),
    "pictures": _("copied pictures of other sites"),
}
# Those that are not written with one capital letter
SYSTEM_NAMES = {
    "wordpress": "WordPress",
    "mkdocs": "MkDocs",
    "mkdocs-material": "Material for MkDocs",
    "vuepress": "VuePress",
    "vitepress": "VitePress",
    "mdbook": "mdBook",
    "djangoblog": "DjangoBlog",
    "cnblogs": "博客园 (cnblogs)",
    "feed": "RSS / Atom",
}
Remark = Mapping[str, str]


class RemarkKind(NamedTuple):
    """Remarks of one kind. `text` is what all of them say; '' if they differ."""

    section: str
    code: str
    remarks: list[Remark]
    text: str

    @property
    def first(self) -> list[Remark]:
        return self.remarks[:MOST_PRINTED]

    @property
    def rest(self) -> int:
        return max(len(self.remarks) - MOST_PRINTED, 0)


class ReportSection(NamedTuple):
    label: Promise
    number: int
    kinds: list[RemarkKind]


class ShownReport:
    """`values` are those of ImportReport.as_json()."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        self.notes = [note["text"] for note in values["notes"]]

    @property
    def origin(self) -> str:
        """The system and the site: what was recognised."""
        system, site = self.values["system"], self.values["site"]
        named = "" if system == "plain" else SYSTEM_NAMES.get(system, capfirst(system))
        return " · ".join(filter(None, [named, site]))

    @property
    def counts(self) -> list[tuple[int, Promise]]:
        listed = [(len(self.values[name]), label) for name, label in COUNTS.items()]
        numbers = [(self.values[name], label) for name, label in NUMBERS.items()]
        return [each for each in [*listed, *numbers] if each[0]]

    @property
    def sections(self) -> list[ReportSection]:
        return [
            ReportSection(label, len(found), list(remark_kinds(name, found)))
            for name, label in SECTIONS.items()
            if (found := self.values[name])
        ]

    @property
    def unknown_keys(self) -> list[tuple[str, int]]:
        return Counter(self.values["unknown_keys"]).most_common()

    @property
    def unknown_authors(self) -> list[tuple[str, int]]:
        return Counter(self.values["unknown_authors"]).most_common()

    def kind(self, section: str, code: str) -> RemarkKind | None:
        """All remarks of one kind."""
        found = self.values[section] if section in SECTIONS else []
        return next((each for each in remark_kinds(section, found) if each.code == code), None)


def remark_kinds(section: str, remarks: list[Remark]) -> Iterator[RemarkKind]:
    """Yield those with most remarks first."""
    by_code = groupby(sorted(remarks, key=remark_code), remark_code)
    groups = [(code, list(group)) for code, group in by_code]
    for code, group in sorted(groups, key=lambda pair: -len(pair[1])):
        texts = {remark["text"] for remark in group}
        yield RemarkKind(section, code, group, texts.pop() if len(texts) == 1 else "")


def remark_code(remark: Remark) -> str:
    return remark["code"]
