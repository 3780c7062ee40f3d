"""What a folder of Hugo says for the files in it: `cascade`, and bundles without a page."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from transfer.reading import files, front_matter_block
from transfer.report import Refusal

SECTION, BUNDLE = "_index.md", "index.md"
# What keeps a bundle's page, and so everything beside it, from being written.
OF_A_BUNDLE = ("headless", "build", "_build")


def inherited(path: Path, root: Path) -> dict[str, Any]:
    """The keys of the folders above, the nearest last; what the file says itself goes before them.

    Conditions of a cascade are not read: it counts for all below.
    """
    said: dict[str, Any] = {}
    for folder in reversed([each for each in path.parents if each.is_relative_to(root)]):
        for group in cascades(head_of(folder / SECTION, root)):
            said |= front_matter_block.lowered(group)
    if path.name != BUNDLE:
        bundle = head_of(path.parent / BUNDLE, root)
        said |= {key: bundle[key] for key in OF_A_BUNDLE if key in bundle}
    return said


def cascades(head: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    cascade = head.get("cascade")
    for group in cascade if isinstance(cascade, list) else [cascade]:
        if isinstance(group, dict):
            yield {key: value for key, value in group.items() if key not in ("target", "_target")}


def head_of(file: Path, root: Path) -> Mapping[str, Any]:
    return known(file, root, file.stat().st_mtime) if file.is_file() else {}


@lru_cache(maxsize=512)
def known(file: Path, root: Path, modified: float) -> Mapping[str, Any]:
    """`modified` lets the cache see that the file changed; one that is broken says nothing here."""
    try:
        return front_matter_block.split(files.read(file, root)).values
    except (Refusal, OSError):
        return {}
