"""Read the articles of folders with the importer."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django


@dataclass(frozen=True, slots=True)
class Article:
    name: str
    body: str
    dialect: str
    language: str


def articles_in(folder: Path, dialect: str | None) -> Iterator[Article]:
    """Every Markdown file; of those that the importer rejects, as much as can be read."""
    wake_django()
    from transfer.reading import markdown_files, prose
    from transfer.sites import file_dialects

    root = folder.resolve()
    paths = list(markdown_files.text_files(root)) if root.is_dir() else [root]
    root = root if root.is_dir() else root.parent
    found = file_dialects.dialects_of_files(paths, root, "commonmark")
    for path in paths:
        body = body_of(path, root)
        language = prose.prose_language(body) or "zh-hans"
        yield Article(str(path.relative_to(root)), body, dialect or found[path], language)


def body_of(path: Path, root: Path) -> str:
    from transfer.messages import ImportFailure
    from transfer.reading import front_matter_block, markdown_files

    text = path.read_bytes().decode(errors="replace")
    try:
        text = markdown_files.read_markdown_file(path, root)
        return front_matter_block.split_front_matter(text).body
    except (ImportFailure, OSError):
        return text


def wake_django() -> None:
    """Configure Django for the importer, with a temporary data folder."""
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        os.environ["DJANGO_SETTINGS_MODULE"] = "blog.settings"
        os.environ["LONGWAVE_DATA"] = tempfile.mkdtemp(prefix="longwave-bench-")
    django.setup()
