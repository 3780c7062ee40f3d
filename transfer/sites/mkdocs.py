"""What the configuration of a MkDocs site tells about its files."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

CONFIGURATIONS = ("mkdocs.yml", "mkdocs.yaml")


class Site(NamedTuple):
    docs: Path
    titles: dict[Path, str]


def titles_for(file: Path) -> dict[Path, str] | None:
    """What the site that the file belongs to calls its pages; None: it belongs to none."""
    for folder in file.parents:
        if site := site_in(folder):
            return site.titles
    return None


def holds(folder: Path, file: Path) -> bool:
    """Whether a site configured in `folder` shows the file; a README beside `docs` is none."""
    site = site_in(folder)
    return site is not None and (not site.docs.is_dir() or file.is_relative_to(site.docs))


def site_in(folder: Path) -> Site | None:
    for name in CONFIGURATIONS:
        config = folder / name
        if config.is_file():
            return configured(config, config.stat().st_mtime)
    return None


@lru_cache(maxsize=8)
def configured(config: Path, modified: float) -> Site:
    """What the file says; `modified` lets the cache see that it changed."""
    try:
        # Plain text only: such files name Python objects, which nobody here makes.
        settings = yaml.load(config.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, OSError, UnicodeDecodeError, RecursionError):
        settings = None
    if not isinstance(settings, dict):
        settings = {}
    docs = config.parent / str(settings.get("docs_dir") or "docs")
    return Site(docs, {docs / name: title for title, name in entries(settings.get("nav"))})


def entries(nav: Any) -> Iterator[tuple[str, str]]:
    """(title, file) of every entry with a title, however deep in the menu."""
    for item in nav if isinstance(nav, list) else ():
        for title, inside in item.items() if isinstance(item, dict) else ():
            if isinstance(inside, str):
                yield title, inside
            else:
                yield from entries(inside)
