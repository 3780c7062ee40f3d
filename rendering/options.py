"""The options of a rendering: everything besides the source that its result depends on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .messages import Message

DIALECTS = ("commonmark", "python-markdown")


@dataclass(frozen=True, slots=True)
class Target:
    """The article that a link refers to."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Source:
    """The same picture or film in another size or format: webp, avif, jpg, png, mp4 or webm."""

    address: str
    width: int
    height: int
    format: str


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file; images have a size in pixels.

    `is_dark` means dark lines on a transparent background. `alt` and `caption` are shown where the
    text has none of its own; `colour`, as `#rrggbb`, until the picture is there. `kind` is picture,
    drawing, video, sound, document, archive or text; '' if only the name tells it.
    """

    address: str
    width: int | None = None
    height: int | None = None
    is_dark: bool = False
    sources: tuple[Source, ...] = ()
    kind: str = ""
    bytes: int | None = None
    pages: int | None = None
    colour: str = ""
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class EmbedDetails:
    """What a service says of a page; `fault` is why it could not be asked."""

    title: str = ""
    author: str = ""
    picture: File | None = None
    fault: Message | None = None


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The articles and files of the site, by the names that `mentions(source)` finds.

    Any other name is a broken link. `drafts` are names of articles that are not published yet;
    `embeds` are pages of other sites, by `service:id`.
    """

    articles: Mapping[str, Target] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)
    drafts: frozenset[str] = frozenset()
    embeds: Mapping[str, EmbedDetails] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Options:
    """`macros` are the site's own LaTeX commands; `raw_html` allows more HTML tags.

    If `known` is None, names are not looked up: links and images stay as they are written.
    `cards` shows bare links to videos, code and papers as cards.
    """

    dialect: str = "commonmark"
    language: str = "zh-hans"
    macros: Mapping[str, str] = field(default_factory=dict)
    raw_html: bool = False
    known: KnownNames | None = None
    cards: bool = True
