"""Files beside a text get the addresses back that they had."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Q

from articles.models import User
from media.inspection import RefusedFile
from media.models import MediaFile
from media.models.named_files import NamedFiles
from media.refusal_sentences import refusal_in_words
from media.storing import add_file, check_file, restore_file
from transfer.export.file_links import with_addresses
from transfer.links.attachments import IMAGES, OTHERS
from transfer.messages import ImportFailure, ImportMessage
from transfer.reading.markdown_files import is_inside


@dataclass
class RestoredFiles:
    """The files beside one text. `files` are their addresses, by their names.

    `problems` are for the report, `copied` the addresses of those that are new here.
    """

    folder: Path
    root: Path
    files: Mapping[str, str]
    owner: User
    dry_run: bool = False
    problems: list[ImportMessage] = field(default_factory=list)
    copied: set[str] = field(default_factory=set)

    def add_missing(self) -> None:
        """Add those that are not here. What cannot be added is a problem, and keeps its address."""
        known = MediaFile.objects.lookup(self.files.values())
        for name, address in self.files.items():
            if address in known:
                continue
            try:
                self.add(self.folder / name, NamedFiles.of_address(address))
                self.copied.add(address)
            except (ImportFailure, OSError) as error:
                self.problems.append(ImportMessage("target-not-copied", target=name, reason=error))

    def add(self, path: Path, names: NamedFiles) -> None:
        """Raises ImportFailure, or OSError if it cannot be read."""
        if not (path.is_file() and is_inside(path, self.root)):
            raise ImportFailure("not-a-file")
        values = stored_names(names)
        trashed = MediaFile.objects.filter(Q(**values)).first()
        if trashed and not self.dry_run:
            restore_file(trashed)
        if trashed or default_storage.exists(values.get("former_path", "-")):
            return
        with path.open("rb") as file:
            try:
                if self.dry_run:
                    check_file(file, path.name)
                else:
                    add_file(file, path.name, self.owner, **values)
            except RefusedFile as refused:
                raise ImportFailure("invalid", reason=refusal_in_words(refused)) from refused

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
