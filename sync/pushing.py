"""Texts that somebody sends become articles: the verb of an API, as sync_folder() is of folders."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from articles.models import User
from transfer.importer import import_folder
from transfer.messages import ImportMessage
from transfer.report import FileRemark
from transfer.unpacking.folder import safe_name

from .sync_report import SyncReport


def push_files(
    files: Mapping[str, bytes], *, folder: str, author: User, by: User | None = None, **chosen: Any
) -> SyncReport:
    """Create or update the articles of these files, and return what has happened to each.

    `files` are contents by relative names: texts, and the pictures beside them. The same name in
    the same `folder` is the same article. `author`, `by` and `chosen` are as in ImportOptions. What
    somebody has edited here meanwhile is replaced, and stays in the history.
    """
    report = SyncReport()
    with tempfile.TemporaryDirectory(prefix="longwave-push-") as place:
        root = Path(place) / (safe_name(folder) or "pushed")
        root.mkdir(parents=True)
        for name, data in files.items():
            if not place_file(root, name, data):
                report.skipped.append(FileRemark(name, ImportMessage("link-outside")))
        whose = {"author": author, "by": by, **chosen}
        report.take(import_folder(root, name=root.name, copies_parts=False, **whose))
    return report


def place_file(root: Path, name: str, data: bytes) -> bool:
    """Return False for a name that leads out of the folder."""
    safe = safe_name(name)
    path = (root / safe).resolve()
    if not safe or not path.is_relative_to(root.resolve()):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True
