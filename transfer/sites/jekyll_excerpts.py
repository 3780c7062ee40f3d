"""Where Jekyll ends an excerpt: at a separator that the file or the site names."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from transfer.sites.detect import FARTHEST

MARK = "<!-- more -->"
KEY = "excerpt_separator"


def with_more_mark(body: str, head: Mapping[str, Any], path: Path, root: Path) -> str:
    """`body` with the mark that ends excerpts here, in the place of the first separator.

    An empty line, Jekyll's own default, says nothing.
    """
    separator = head.get(KEY) or of_site(path.parent, root)
    if not isinstance(separator, str) or not separator.strip():
        return body
    return body.replace(separator, MARK, 1)


@lru_cache(maxsize=256)
def of_site(folder: Path, root: Path) -> str | None:
    """What the nearest _config.yml says."""
    top = [root, *root.parents][: FARTHEST + 1][-1]
    for place in [folder, *folder.parents]:
        if (config := place / "_config.yml").is_file():
            return said_in(config)
        if place == top:
            break
    return None


def said_in(config: Path) -> str | None:
    try:
        found = yaml.load(config.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None
    separator = found.get(KEY) if isinstance(found, dict) else None
    return separator if isinstance(separator, str) else None
