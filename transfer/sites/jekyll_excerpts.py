"""Jekyll's excerpt_separator, of a file or of the site."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from transfer.sites.detect import FARTHEST

MARK = "<!-- more -->"
KEY = "excerpt_separator"


def with_more_mark(body: str, head: Mapping[str, Any], path: Path, root: Path) -> str:
    """Replace the first separator by `<!-- more -->`.

    Jekyll's default, an empty line, is ignored.
    """
    separator = head.get(KEY) or site_separator(path.parent, root)
    if not isinstance(separator, str) or not separator.strip():
        return body
    return body.replace(separator, MARK, 1)


@lru_cache(maxsize=256)
def site_separator(folder: Path, root: Path) -> str | None:
    """Return the separator of the nearest _config.yml."""
    top = [root, *root.parents][: FARTHEST + 1][-1]
    for place in [folder, *folder.parents]:
        if (config := place / "_config.yml").is_file():
            return separator_in(config)
        if place == top:
            break
    return None


def separator_in(config: Path) -> str | None:
    try:
        found = yaml.load(config.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None
    separator = found.get(KEY) if isinstance(found, dict) else None
    return separator if isinstance(separator, str) else None
