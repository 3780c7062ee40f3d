"""The configuration of a MkDocs site: its folder and the titles in `nav`."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

CONFIGURATIONS = ("mkdocs.yml", "mkdocs.yaml")


class MkDocsSite(NamedTuple):
    docs: Path
    titles: dict[Path, str]

    def contains(self, file: Path) -> bool:
        """Whether the file is a page of the site: it is below `docs`."""
        return not self.docs.is_dir() or file.is_relative_to(self.docs)


def titles_for(file: Path) -> dict[Path, str] | None:
    """Return the titles by file of the site that the file belongs to, None if there is none."""
    for folder in file.parents:
        if site := site_in(folder):
            return site.titles
    return None


def site_in(folder: Path) -> MkDocsSite | None:
    for name in CONFIGURATIONS:
        config = folder / name
        if config.is_file():
            return read_configuration(config, config.stat().st_mtime)
    return None


@lru_cache(maxsize=8)
def read_configuration(config: Path, modified: float) -> MkDocsSite:
    """Read mkdocs.yml. `modified` is part of the cache key."""
    try:
        # BaseLoader, because such files refer to Python objects (!!python/name).
        settings = yaml.load(config.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, OSError, UnicodeDecodeError, RecursionError):
        settings = None
    if not isinstance(settings, dict):
        settings = {}
    docs = config.parent / str(settings.get("docs_dir") or "docs")
    return MkDocsSite(
        docs, {docs / name: title for title, name in nav_entries(settings.get("nav"))}
    )


def nav_entries(nav: Any) -> Iterator[tuple[str, str]]:
    """Yield title and file of each entry with a title, at any depth."""
    for item in nav if isinstance(nav, list) else ():
        for title, inside in item.items() if isinstance(item, dict) else ():
            if isinstance(inside, str):
                yield title, inside
            else:
                yield from nav_entries(inside)
