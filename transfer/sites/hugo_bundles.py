"""Front matter that files inherit in Hugo: `cascade` of folders, and headless bundles."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from transfer.messages import ImportFailure
from transfer.reading import front_matter_block, markdown_files

SECTION, BUNDLE = "_index.md", "index.md"
# Keys by which Hugo writes neither the page of a bundle nor its resources
OF_A_BUNDLE = ("headless", "build", "_build")


def inherited_keys(path: Path, root: Path) -> dict[str, Any]:
    """Return the inherited keys of a file; those of nearer folders override others.

    The conditions of a cascade (`target`) are ignored: it applies to all files below.
    """
    said: dict[str, Any] = {}
    for folder in reversed([each for each in path.parents if each.is_relative_to(root)]):
        for group in cascades(front_matter_of(folder / SECTION, root)):
            said |= front_matter_block.with_lower_keys(group)
    if path.name != BUNDLE:
        bundle = front_matter_of(path.parent / BUNDLE, root)
        said |= {key: bundle[key] for key in OF_A_BUNDLE if key in bundle}
    return said


def cascades(head: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    cascade = head.get("cascade")
    for group in cascade if isinstance(cascade, list) else [cascade]:
        if isinstance(group, dict):
            yield {key: value for key, value in group.items() if key not in ("target", "_target")}


def front_matter_of(file: Path, root: Path) -> Mapping[str, Any]:
    return cached_front_matter(file, root, file.stat().st_mtime) if file.is_file() else {}


@lru_cache(maxsize=512)
def cached_front_matter(file: Path, root: Path, modified: float) -> Mapping[str, Any]:
    """Return the front matter, {} if it is broken. `modified` is part of the cache key."""
    try:
        return front_matter_block.split_front_matter(
            markdown_files.read_markdown_file(file, root)
        ).values
    except (ImportFailure, OSError):
        return {}
