"""Detects the Markdown dialect of each file of a folder."""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from transfer.messages import ImportFailure
from transfer.reading import front_matter_block, markdown_files, prose
from transfer.sites import detect
from transfer.sites.detect import COMMONMARK, PYTHON_MARKDOWN

# Admonitions, collapsible admonitions and tabs with content, and snippets of MkDocs: syntax of
# Python-Markdown only
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
# The share of files with such syntax that makes a folder Python-Markdown. A single article may
# explain the syntax.
ENOUGH = 0.1


def dialects_of_files(paths: Iterable[Path], root: Path, default: str) -> dict[Path, str]:
    """Return the dialect of each file: by the configuration of its site, else by its syntax.

    Jupyter knows CommonMark only.

    Files without a configuration are judged together with those of their top-level folder, or with
    all if most folders use Python-Markdown. Syntax of Python-Markdown in a file decides for it.
    """
    chosen: dict[Path, str] = {}
    groups: dict[tuple[str, ...], dict[Path, str | None]] = defaultdict(dict)
    configurations = detect.ConfiguredDialects(root)
    for path in paths:
        if markdown_files.is_converted(path):
            chosen[path] = COMMONMARK
            continue
        configured = configurations.of(path)
        chosen[path] = configured or default
        if configured is None:
            groups[path.relative_to(root).parts[:-1][:1]][path] = dialect_of_text(path, root)
    marked = [
        name for name, signs in groups.items() if is_python_markdown_site(list(signs.values()))
    ]
    everywhere = 2 * len(marked) > len(groups)
    for name, signs in groups.items():
        for path, sign in signs.items():
            if everywhere or name in marked or sign == PYTHON_MARKDOWN:
                chosen[path] = PYTHON_MARKDOWN
    return chosen


def is_python_markdown_site(signs: list[str | None]) -> bool:
    """Whether enough files have syntax of Python-Markdown, and more than have other syntax."""
    number = signs.count(PYTHON_MARKDOWN)
    return number >= ENOUGH * len(signs) and number > signs.count(COMMONMARK)


def dialect_of_text(path: Path, root: Path) -> str | None:
    """Return the dialect by the syntax of the file, None if it has none that is special."""
    try:
        head = front_matter_block.split_front_matter(markdown_files.read_markdown_file(path, root))
    except (ImportFailure, OSError):
        return None
    text = prose.without_code(head.body)
    if head.is_pelican or OF_PYTHON_MARKDOWN.search(text):
        return PYTHON_MARKDOWN
    return COMMONMARK if OF_COMMONMARK.search(text) else None
