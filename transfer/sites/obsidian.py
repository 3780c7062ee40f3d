"""Links of Obsidian name a file without its folder: a vault finds it."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from transfer.plan import PlannedFile
from transfer.reading.markdown_files import NOT_CONTENT, is_inside


class Vault:
    """The files of a folder by name; articles also by title.

    `further_names` are the names of articles that their front matter states: `aliases`.
    """

    def __init__(
        self,
        root: Path,
        entries: Iterable[PlannedFile],
        further_names: Mapping[Path, Iterable[str]] = MappingProxyType({}),
    ) -> None:
        self.root = root
        self.names: dict[str, list[Path]] = {}
        for path in visible_files(root):
            self.add(path.name, path)
        for entry in entries:
            self.add(entry.file.stem, entry.file)
            self.add(entry.title, entry.file)
            for name in further_names.get(entry.file, ()):
                self.add(name, entry.file)

    def add(self, name: str, path: Path) -> None:
        paths = self.names.setdefault(name.casefold(), [])
        if path not in paths:
            paths.append(path)

    def nearest(self, name: str, to: Path) -> Path | None:
        """Return the file of this name: in the folder of `to`, else the one nearest to the root.

        Folders in the name must match. A title may contain a slash.
        """
        folders, _slash, last = name.strip("/").casefold().rpartition("/")
        paths = [path for path in self.named(last) if self.is_below(path, folders)]
        paths = paths or self.named(name.casefold())
        order = sorted(paths, key=lambda path: (path.parent != to.parent, len(path.parts), path))
        return order[0] if order else None

    def only(self, name: str) -> Path | None:
        """Return the file of this name if there is exactly one."""
        paths = self.named(name.casefold())
        return paths[0] if len(paths) == 1 else None

    def named(self, name: str) -> list[Path]:
        return [path for path in self.names.get(name, ()) if is_inside(path, self.root)]

    def is_below(self, path: Path, folders: str) -> bool:
        there = path.parent.relative_to(self.root).as_posix().casefold()
        return not folders or there == folders or there.endswith(f"/{folders}")


def visible_files(root: Path) -> Iterable[Path]:
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = [n for n in subfolders if n[0] != "." and n not in NOT_CONTENT]
        yield from (Path(folder, name) for name in names if name[0] != ".")
