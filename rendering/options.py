"""Everything besides the source that decides what rendering gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field

DIALECTS = ("commonmark", "python-markdown")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link that names an article leads."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file; pictures have a size in pixels."""

    address: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the site knows of the names that `mentions(source)` finds in an article.

    A name that is not among them leads nowhere; `drafts` are those that may lead somewhere later.
    """

    articles: Mapping[str, Target] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)
    drafts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Options:
    """`macros` are the site's own LaTeX commands; `raw_html` allows an author more tags.

    Where `known` is None nobody has looked: links and pictures stay as they are written.
    """

    dialect: str = "commonmark"
    language: str = "zh-hans"
    macros: Mapping[str, str] = field(default_factory=dict)
    raw_html: bool = False
    known: KnownNames | None = None
