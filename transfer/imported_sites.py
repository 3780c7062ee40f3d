"""Finds the name under which earlier imports remember a site: the paths of its files begin with it.

It is the name of the imported folder, and two sites may have folders of the same name. What tells
them apart are their marks (sites/site_marks.py), and where these do not decide, their texts.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from articles.models import Article, Page
from transfer.messages import ImportFailure
from transfer.models import ImportedSite
from transfer.reading import source_file, written_texts
from transfer.safe_names import numbered_names
from transfer.sites.site_marks import Marks

MOST_COMPARED = 2000  # files
ENOUGH = 0.2  # the share of known files that makes two folders one site
FEW = 3  # files that may all have changed
TITLE_WITHIN = 4000  # characters


class SearchedSite(NamedTuple):
    """A folder to import. `files` are all its texts, `place` is "" for a temporary folder."""

    root: Path
    files: list[Path]
    marks: Marks
    place: str


class EarlierFile(NamedTuple):
    title: str
    digest: str


def remembered_site(name: str, searched: SearchedSite) -> ImportedSite:
    """Return the site of earlier imports, else a new one with a name that is free.

    `name` is that of the folder. The site is not saved.
    """
    known = {site.name: site for site in ImportedSite.objects.order_by("-pk")}
    for site in known.values():
        if is_same_by_marks(searched.marks, site.marks):
            return site
    for each in numbered_names(name):
        site = known.get(each) or ImportedSite(name=each)
        if is_same_site(searched, site):
            return site
    raise AssertionError("numbered_names() does not end")


def is_same_site(searched: SearchedSite, site: ImportedSite) -> bool:
    """Whether the site of this name is the searched one, or nothing was imported under it."""
    earlier = earlier_files(site.name)
    if not earlier and not site.pk:
        return True
    decided = is_same_by_marks(searched.marks, site.marks)
    if decided is not None:
        return decided
    if len(earlier) < FEW and is_at_its_place(searched, site, earlier):
        return True
    return not earlier or holds_files(searched, earlier)


def is_at_its_place(
    searched: SearchedSite, site: ImportedSite, earlier: Mapping[str, EarlierFile]
) -> bool:
    """Whether the folder is the one of the last import. Of imports by earlier versions, which noted
    no folder, whether it has files at the same paths."""
    if site.pk:
        return bool(searched.place) and searched.place == site.place
    return all((searched.root / path).is_file() for path in earlier)


def is_same_by_marks(marks: Marks, others: Mapping[str, list[str]]) -> bool | None:
    """Return None if the marks do not decide.

    A site that moves gets another address or another remote, a copy of a starter site both.
    """
    shared = {kind for kind in marks if kind in others}
    equal = {kind for kind in shared if {*marks[kind]} & {*others[kind]}}
    if equal and (equal != {"commit"} or equal == shared):
        return True
    return False if {"remote", "address"} <= shared else None


def earlier_files(name: str) -> dict[str, EarlierFile]:
    """Return the files of earlier imports by their paths in the folder."""
    found = dict[str, EarlierFile]()
    for model in (Article, Page):
        rows = model._default_manager.filter(source_path__startswith=f"{name}/")
        values = rows.values_list("source_path", "title", "imported_file__digest")
        for path, title, digest in values.iterator():
            found[path.removeprefix(f"{name}/")] = EarlierFile(title, digest or "")
    return found


def holds_files(searched: SearchedSite, earlier: Mapping[str, EarlierFile]) -> bool:
    """Whether enough earlier files are in this folder: with the same text, or title and path."""
    named = {path: path.relative_to(searched.root).as_posix() for path in searched.files}
    order = sorted(searched.files, key=lambda path: named[path] not in earlier)[:MOST_COMPARED]
    digests = {each.digest for each in earlier.values()}
    needed = ENOUGH * min(len(earlier), len(order))
    titles = (
        (path, earlier[named[path]].title if named[path] in earlier else "") for path in order
    )
    known = (path for path, title in titles if is_known(path, searched.root, title, digests))
    return has_as_many(known, needed)


def is_known(path: Path, root: Path, title: str, digests: set[str]) -> bool:
    try:
        text, _problems = written_texts.written_text(path, root)
    except (ImportFailure, OSError):
        return False
    is_there = source_file.source_digest(text) in digests
    return is_there or bool(title and title in text[:TITLE_WITHIN])


def has_as_many(found: Iterable[object], needed: float) -> bool:
    """Whether there are so many, at least one. No more than these are looked for."""
    return any(number >= needed for number, _each in enumerate(found, 1))
