"""What rendering gives: values that can be pickled, compared and turned into JSON."""

from dataclasses import dataclass


class RenderError(Exception):
    """Rendering gave nothing at all; the message is for the author."""


@dataclass(frozen=True, slots=True)
class Heading:
    id: str
    text: str
    level: int
    children: tuple["Heading", ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """`words` leaves out Han characters; `displays` are among `formulas`."""

    han: int = 0
    words: int = 0
    formulas: int = 0
    displays: int = 0
    code_blocks: int = 0
    code_lines: int = 0
    images: int = 0
    minutes: int = 1


@dataclass(frozen=True, slots=True)
class RenderWarning:
    """Something the author should look at; the article shows all the same."""

    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """`text` is plain text for search: prose, code and LaTeX."""

    html: str
    toc: tuple[Heading, ...]
    excerpt: str
    text: str
    counts: Counts
    warnings: tuple[RenderWarning, ...]
