"""Files found by their names alone, wherever in the folder they are: as Obsidian links them."""

import os
from collections.abc import Iterable
from pathlib import Path

from transfer.plan import Entry
from transfer.reading.files import NOT_CONTENT, is_inside


class Vault:
    """The files of a folder by name; what is to be an article also by its title."""

    def __init__(self, root: Path, entries: Iterable[Entry]) -> None:
        self.root = root
        self.names: dict[str, list[Path]] = {}
        for path in every_file(root):
            self.add(path.name, path)
        for entry in entries:
            self.add(entry.file.stem, entry.file)
            self.add(entry.title, entry.file)

    def add(self, name: str, path: Path) -> None:
        paths = self.names.setdefault(name.casefold(), [])
        if path not in paths:
            paths.append(path)

    def nearest(self, name: str, to: Path) -> Path | None:
        """The file of that name, of several the one in the same folder, else nearest the top.

        Folders in the name must be the file's; a name that is a title may hold a slash.
        """
        folders, _slash, last = name.strip("/").casefold().rpartition("/")
        paths = [path for path in self.named(last) if self.is_below(path, folders)]
        paths = paths or self.named(name.casefold())
        order = sorted(paths, key=lambda path: (path.parent != to.parent, len(path.parts), path))
        return order[0] if order else None

    def only(self, name: str) -> Path | None:
        """The one file of that name, if there is one only."""
        paths = self.named(name.casefold())
        return paths[0] if len(paths) == 1 else None

    def named(self, name: str) -> list[Path]:
        return [path for path in self.names.get(name, ()) if is_inside(path, self.root)]

    def is_below(self, path: Path, folders: str) -> bool:
        there = path.parent.relative_to(self.root).as_posix().casefold()
        return not folders or there == folders or there.endswith(f"/{folders}")


def every_file(root: Path) -> Iterable[Path]:
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = [n for n in subfolders if n[0] != "." and n not in NOT_CONTENT]
        yield from (Path(folder, name) for name in names if name[0] != ".")
