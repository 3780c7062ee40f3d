"""Files of an export get the addresses back that they had, and the words that belong to them."""

import posixpath
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Q

from articles.models import User
from articles.models.base import UNWANTED
from media.inspection import RefusedFile
from media.models import MediaFile
from media.models.media_files import WORDS
from media.models.named_files import NamedFiles
from media.refusal_sentences import refusal_in_words
from media.storing import add_file, check_file, restore_file
from transfer.export.file_links import with_addresses
from transfer.export.library_files import FILES
from transfer.import_options import ImportOptions
from transfer.links.attachments import IMAGES, OTHERS
from transfer.messages import ImportFailure, ImportMessage
from transfer.reading.markdown_files import is_inside
from transfer.reading.own_front_matter import read_own_moment
from transfer.report import FileRemark, ImportReport
from transfer.restoring.own_lists import BrokenList, rows_of_files

FILE_TOKEN = re.compile(r"[a-z2-7]{12}")
NUMBERS = ("focus_x", "focus_y")


class OwnLibrary:
    """The files of one export, with what files.csv says of them."""

    def __init__(self, root: Path, options: ImportOptions, report: ImportReport) -> None:
        self.root = root
        self.options = options
        self.report = report

    @cached_property
    def rows(self) -> dict[str, Mapping[str, str]]:
        """The rows of files.csv by the tokens and the former paths of the files."""
        found = dict[str, Mapping[str, str]]()
        try:
            for row in rows_of_files(self.root / FILES):
                found |= {row[key]: row for key in ("token", "former_path") if row.get(key)}
        except BrokenList:
            self.report.problems.append(FileRemark(FILES, ImportMessage("list-broken")))
        return found

    def add(self, path: Path, names: NamedFiles) -> None:
        """Add a file that has no row here. Raises ImportFailure, or OSError if it is unreadable."""
        if not (path.is_file() and is_inside(path, self.root)):
            raise ImportFailure("not-a-file")
        values = stored_names(names)
        row = self.rows.get(str(*values.values()), {})
        values |= names_in_row(row)
        trashed = MediaFile.objects.filter(Q(token=values.get("token")) | Q(**values)).first()
        if trashed and not self.options.dry_run:
            restore_file(trashed)
        if trashed or default_storage.exists(values.get("former_path", "-")):
            return
        with path.open("rb") as file:
            try:
                if self.options.dry_run:
                    check_file(file, path.name)
                else:
                    name = row.get("name") or path.name
                    add_file(file, name, self.owner(row), **values, **described(row))
            except RefusedFile as refused:
                raise ImportFailure("invalid", reason=refusal_in_words(refused)) from refused

    def owner(self, row: Mapping[str, str]) -> User | None:
        """Who has the file: whom the export names, if the importer may name others."""
        if row and self.options.may_name_authors:
            return User.objects.filter(username=row.get("owner", "")).first()
        return self.options.importer

    def add_others(self) -> None:
        """Add the files that are beside no text."""
        tokens = {row["token"]: row for row in self.rows.values() if is_token(row.get("token"))}
        known = set(MediaFile.objects.filter(token__in=tokens).values_list("token", flat=True))
        for token, row in tokens.items():
            path = self.root / "files" / token / row.get("name", "")
            if token in known or not path.is_file():
                continue
            try:
                self.add(path, NamedFiles(frozenset({token})))
                self.report.files += 1
            except (ImportFailure, OSError) as error:
                message = ImportMessage("target-not-copied", target=path.name, reason=error)
                self.report.problems.append(FileRemark(FILES, message))


@dataclass
class RestoredFiles:
    """The files beside one text. `files` are their addresses, by their names.

    `problems` are for the report, `copied` the addresses of those that are new here.
    """

    folder: Path
    files: Mapping[str, str]
    library: OwnLibrary
    problems: list[ImportMessage] = field(default_factory=list)
    copied: set[str] = field(default_factory=set)

    def add_missing(self) -> None:
        """Add those that are not here. What cannot be added is a problem, and keeps its address."""
        known = MediaFile.objects.lookup(self.files.values())
        for name, address in self.files.items():
            if address in known:
                continue
            try:
                self.library.add(self.folder / name, NamedFiles.of_address(address))
                self.copied.add(address)
            except (ImportFailure, OSError) as error:
                self.problems.append(ImportMessage("target-not-copied", target=name, reason=error))

    def body(self, body: str) -> str:
        return with_addresses(body, self.files)

    def cover(self, cover: str | None) -> str:
        """The stored value of a cover. The name of a file beside the text becomes its address."""
        return self.files.get(cover or "", cover or "").removeprefix(settings.MEDIA_URL)


def stored_names(names: NamedFiles) -> dict[str, Any]:
    """The field by which a file has its address. Raises ImportFailure for other addresses."""
    if names.tokens:
        return {"token": min(names.tokens)}
    path = min(names.paths, default="")
    is_below = path and not path.startswith(("/", "..")) and posixpath.normpath(path) == path
    if not is_below or Path(path).suffix.lower() not in IMAGES | OTHERS:
        raise ImportFailure("outside")
    return {"former_path": path}


def names_in_row(row: Mapping[str, str]) -> dict[str, Any]:
    """Both names of a file, as far as they may be names of one. Raises ImportFailure."""
    names = {"token": row["token"]} if is_token(row.get("token")) else {}
    if path := row.get("former_path"):
        names |= stored_names(NamedFiles(paths=frozenset({path})))
    return names


def is_token(value: str | None) -> bool:
    return bool(value and FILE_TOKEN.fullmatch(value))


def column_length(name: str) -> int | None:
    found: int | None = getattr(MediaFile._meta.get_field(name), "max_length", None)
    return found


def described(row: Mapping[str, str]) -> dict[str, Any]:
    """Words, focus, source and date of a file."""
    longest = {name: column_length(name) for name in (*WORDS, "source_url")}
    values: dict[str, Any] = {
        name: UNWANTED.sub("", row[name])[:most] for name, most in longest.items() if row.get(name)
    }
    values |= {name: min(int(row[name]), 100) for name in NUMBERS if row.get(name, "").isdecimal()}
    with suppress(ImportFailure):
        values["created"] = read_own_moment(row.get("created"))
    return values
