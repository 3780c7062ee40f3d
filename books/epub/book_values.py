"""What a book is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, NamedTuple

XHTML_TYPE = "application/xhtml+xml"


class ChapterSection(NamedTuple):
    """A section for the table of contents: the id of its heading, and its words."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class BookChapter:
    """`name` is its file without ending, in ASCII. `lines` stand below the title: author, date.

    `xhtml` is the text; its paths begin in the folder of the chapter (`../files/…`).
    """

    name: str
    title: str
    language: str
    xhtml: str
    address: str = ""
    lines: Sequence[str] = ()
    summary: str = ""
    sections: Sequence[ChapterSection] = ()
    properties: Sequence[str] = ()

    @property
    def path(self) -> str:
        return f"texts/{self.name}.xhtml"


@dataclass(frozen=True, slots=True)
class BookFile:
    """A picture. `path` is within the book, such as files/a.png; `open` gives its bytes."""

    path: str
    media_type: str
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True)
class BookWords:
    """What the book itself says, in its language."""

    contents: str = "Contents"
    cover: str = "Cover"
    source: str = "Source"


@dataclass(frozen=True, slots=True)
class Book:
    """`identifier` is a URN; `modified` the date of the last change, with a zone."""

    identifier: str
    title: str
    language: str
    modified: datetime
    chapters: Sequence[BookChapter]
    creators: Sequence[str] = ()
    publisher: str = ""
    description: str = ""
    source: str = ""
    subjects: Sequence[str] = ()
    published: datetime | None = None
    cover: BookFile | None = None
    files: Sequence[BookFile] = ()
    words: BookWords = field(default_factory=BookWords)
