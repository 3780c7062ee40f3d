"""Values that an import and a site exchange."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

# Why a file is no article: each has a sentence in transfer/messages.py, as has each note.
NoArticle = Literal[
    "readme",
    "template",
    "layout",
    "article-false",
    "fragment",
    "section-index",
    "list-page",
    "outside-content",
    "old-version",
    "not-written",
    "ignored",
    "drawing",
    "board",
    "attachment",
]
Withheld = Literal["publish-false", "publish-missing", "encrypted-tag", "encrypted-path"]
NoteCode = Literal[
    "configuration-broken",
    "configuration-missing",
    "configuration-unreadable",
    "value-not-literal",
    "placeholder-without-value",
    "placeholder-unknown",
    "permalink-template",
    "route-unknown",
]
FoldersAs = Literal["topics", "tags", "nothing"]


class FolderTerms(NamedTuple):
    """With “topics” the first folder is the topic, and those below it are tags."""

    topic: str | None
    tags: tuple[str, ...]


NO_TERMS = FolderTerms(None, ())


class SiteNote(NamedTuple):
    """What could not be read. `detail` is a file, a key or a placeholder."""

    code: NoteCode
    detail: str


class SearchedFolder(NamedTuple):
    """`root` may have the configuration of a site, `folder` is the imported one."""

    root: Path
    folder: Path
    old_address: str | None


@dataclass(frozen=True, slots=True)
class SiteText:
    """What a site knows of a file.

    `file` is absolute. `head` is the front matter with keys in lower case; YAML scalars are
    strings. `date` is aware.
    """

    file: Path
    head: Mapping[str, Any]
    title: str
    date: datetime | None = None
    is_draft: bool = False
