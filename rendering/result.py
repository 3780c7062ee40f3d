"""The result of a rendering: values that can be pickled, compared and converted to JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .messages import Message, in_words, message

# Raised once a release if its output differs: articles stored with another one are rendered again.
VERSION = 8
# In texts for search, a formula in a line or a displayed one begins with the first or the second
# mark, and ends with the third. No source contains them.
FORMULA_START, DISPLAY_START, FORMULA_END = "\ufdd4", "\ufdd5", "\ufdd6"


class RenderError(Exception):
    """The article could not be rendered; `message` says why, for the author."""

    def __init__(self, told: Message) -> None:
        super().__init__(told)
        self.message = told

    def __str__(self) -> str:
        """The message in English."""
        return in_words(self.message)


@dataclass(frozen=True, slots=True)
class TocHeading:
    """A heading for the table of contents; `html` is '' if it would be the same as `text`."""

    id: str
    text: str
    level: int
    html: str = ""
    children: tuple["TocHeading", ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """`han` and `kana` are characters; `words` are the words in other scripts.

    `formulas` includes `displays`, the displayed ones; `rows` is the number of their lines.
    `broken` is the number of broken links, `embeds` that of cards of pages on other sites.
    `images` includes `diagrams`.
    """

    han: int = 0
    kana: int = 0
    words: int = 0
    formulas: int = 0
    displays: int = 0
    rows: int = 0
    code_blocks: int = 0
    code_lines: int = 0
    images: int = 0
    embeds: int = 0
    diagrams: int = 0
    broken: int = 0
    minutes: int = 1


@dataclass(frozen=True, slots=True)
class TextSection:
    """Where a section ends in the texts for search. `id` is that of its heading, '' before it.

    `headings` counts lines. `prose` is the length of the text up to there, line ends included,
    where a formula counts as one character. `code` has the start, the end and the number of the
    first line of each code block of the section; 0 if the page does not number its lines.
    """

    id: str
    headings: int
    prose: int
    code: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RenderWarning:
    """Something that the author should look at. The article is shown nevertheless.

    `code` and `params` are those of a message; its parameter `quote` is what it quotes of the
    source, if anything. `fix` is the corrected text of the whole line, if that is certain.
    """

    line: int | None
    code: str
    params: dict[str, Any]
    fix: str | None = None

    @property
    def message(self) -> str:
        """The message in English."""
        return in_words(message(self.code, **self.params))


@dataclass(frozen=True, slots=True)
class RenderedLink:
    """A link or an embedded file, with the target as its author wrote it."""

    target: str
    line: int | None = None
    embedded: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class BlockLines:
    """Lines of the source, from 1. `blocks` has one for each element at the top of the HTML, in
    their order, None where it is not known; no line is above an earlier one. `starts` has the
    places in the HTML where these begin: text belongs to the element before it, at the beginning
    to the first. `headings` has the lines of headings by their ids.
    """

    blocks: tuple[int | None, ...] = ()
    starts: tuple[int, ...] = ()
    headings: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered article. `headings`, `prose` and `code` are plain text for search, in which LaTeX
    has marks; `sections` divide them.

    `excerpt_html` is the excerpt with labels for formulas and code. `strip` is the outline of the
    article in the notation of `strip.py`. `language` is guessed, '' if there are no words.
    `missing` are the packages without which something is shown as source.
    """

    html: str
    toc: tuple[TocHeading, ...]
    excerpt: str
    excerpt_html: str
    strip: tuple[str, ...]
    headings: str
    prose: str
    code: str
    sections: tuple[TextSection, ...]
    counts: Counts
    links: tuple[RenderedLink, ...]
    language: str
    warnings: tuple[RenderWarning, ...]
    missing: tuple[str, ...] = ()
    lines: BlockLines = BlockLines()
