"""What rendering gives: values that can be pickled, compared and turned into JSON."""

from dataclasses import dataclass

# Of what makes it: a change that alters output raises it.
VERSION = 6


class RenderError(Exception):
    """Rendering gave nothing at all; the message is for the author."""


@dataclass(frozen=True, slots=True)
class TocHeading:
    """`html` is how it looks, where that is more than its `text`: formulas, code, emphasis."""

    id: str
    text: str
    level: int
    html: str = ""
    children: tuple["TocHeading", ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """`words` leaves out Han characters and kana.

    `displays` are among `formulas`; `rows` are the lines that these set apart take;
    `broken` are links that lead nowhere.
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
    broken: int = 0
    minutes: int = 1


@dataclass(frozen=True, slots=True)
class RenderWarning:
    """Something the author should look at; the article shows all the same.

    `fix` is what the whole line should read instead, where that is certain.
    """

    line: int | None
    message: str
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class RenderedLink:
    """A link or an embedded file, as the author wrote its target."""

    target: str
    line: int | None = None
    embedded: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Rendered:
    """`headings`, `prose` and `code` are plain text for search, LaTeX included.

    `excerpt_html` is the excerpt with its placeholders as labels, `strip` the article's shape as
    `strip.py` spells it; `language` is a guess, empty where there is no word at all; `missing`
    are the packages without which something is shown as source.
    """

    html: str
    toc: tuple[TocHeading, ...]
    excerpt: str
    excerpt_html: str
    strip: tuple[str, ...]
    headings: str
    prose: str
    code: str
    counts: Counts
    links: tuple[RenderedLink, ...]
    language: str
    warnings: tuple[RenderWarning, ...]
    missing: tuple[str, ...] = ()
