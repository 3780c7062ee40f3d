"""Which Markdown dialect each file of a folder was written in."""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from transfer.reading import files, front_matter_block, prose
from transfer.report import Refusal
from transfer.sites import detect
from transfer.sites.detect import COMMONMARK, PYTHON_MARKDOWN

# Notes, foldable notes and tabs with something in them, and what MkDocs puts in: no program
# outside Python knows them.
OF_PYTHON_MARKDOWN = re.compile(
    r'^(?:(?:!!!|\?\?\?\+?) ?[\w"][^\n]*|===[+!]{0,2} "[^\n]*")\n(?:[ \t]*\n){0,3}(?: {4}|\t)'
    r'|^(?:!!!|\?\?\?\+?) [\w-]+ "[^\n]*"[ \t]*$'
    r'|^--8<-- "|^(?: {4}|\t):::\w+\n|^<div [^<>\n]*\bmarkdown>',
    re.MULTILINE,
)
# Alerts and callouts, containers, shortcodes, tags, links in double brackets.
OF_COMMONMARK = re.compile(
    r"^> ?\[![\w-]+\]|^:::+ ?\{?\w|^\{\{[<%]|^\{% \w|!?\[\[[^\[\]\n]+\]\]", re.MULTILINE
)
# One article about such signs does not make a site of them.
ENOUGH = 0.1


def of_files(paths: Iterable[Path], root: Path, default: str) -> dict[Path, str]:
    """By the configuration of the site that a file is of, else by how its author writes.

    A folder right below the root is one site, unless most of them write the same way: then the
    root is. What a file says itself holds for itself.
    """
    chosen: dict[Path, str] = {}
    groups: dict[tuple[str, ...], dict[Path, str | None]] = defaultdict(dict)
    for path in paths:
        configured = detect.dialect_of(path, root)
        chosen[path] = configured or default
        if configured is None:
            groups[path.relative_to(root).parts[:-1][:1]][path] = written_in(path, root)
    marked = [name for name, signs in groups.items() if is_marked(list(signs.values()))]
    everywhere = 2 * len(marked) > len(groups)
    for name, signs in groups.items():
        for path, sign in signs.items():
            if everywhere or name in marked or sign == PYTHON_MARKDOWN:
                chosen[path] = PYTHON_MARKDOWN
    return chosen


def is_marked(signs: list[str | None]) -> bool:
    """Enough of one kind, and more than of the other."""
    number = signs.count(PYTHON_MARKDOWN)
    return number >= ENOUGH * len(signs) and number > signs.count(COMMONMARK)


def written_in(path: Path, root: Path) -> str | None:
    """What the file alone tells."""
    try:
        head = front_matter_block.split(files.read(path, root))
    except (Refusal, OSError):
        return None
    text = prose.without_code(head.body)
    if head.is_pelican or OF_PYTHON_MARKDOWN.search(text):
        return PYTHON_MARKDOWN
    return COMMONMARK if OF_COMMONMARK.search(text) else None
