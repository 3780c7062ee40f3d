"""Which Markdown dialect each file of a folder was written in."""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from articles.transfer import files, heads, prose
from articles.transfer.mkdocs import titles_for
from articles.transfer.report import Refusal

PYTHON_MARKDOWN = "python-markdown"
# Notes, foldable notes and tabs; no other program knows them.
MARK = re.compile(r'^(?:!!!|\?\?\?\+?) +[\w"]|^===[+!]? "', re.MULTILINE)
# One article about such signs does not make a site of them.
ENOUGH = 0.1


def of_files(paths: Iterable[Path], root: Path, default: str) -> dict[Path, str]:
    """MkDocs sites by their configuration, others by how their authors write.

    A folder right below the root is one site, unless most of them write the same way: then the
    root is.
    """
    groups = defaultdict(list)
    for path in paths:
        groups[path.relative_to(root).parts[:-1][:1]].append(path)
    marked = [name for name, members in groups.items() if is_marked(members, root)]
    everywhere = 2 * len(marked) > len(groups)
    return {
        path: PYTHON_MARKDOWN
        if everywhere or name in marked or titles_for(path) is not None
        else default
        for name, members in groups.items()
        for path in members
    }


def is_marked(paths: list[Path], root: Path) -> bool:
    return sum(has_marks(path, root) for path in paths) >= ENOUGH * len(paths)


def has_marks(path: Path, root: Path) -> bool:
    try:
        head = heads.split(files.read(path, root))
    except (Refusal, OSError):
        return False
    return head.is_pelican or bool(MARK.search(prose.without_code(head.body)))
