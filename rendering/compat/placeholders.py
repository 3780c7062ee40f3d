"""A mark of another system on its way through a dialect: a word that only the engine knows.

In the source each mark gives way to such a word, which every dialect takes for text. After
cleaning the word becomes what the mark stands for; in code and formulas, the mark again.
"""

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from selectolax.lexbor import LexborNode

from ..placeholders import CodeBlock, Formula


class Problem(Enum):
    UNKNOWN = (
        "“{}” is a mark of another system that is not known here, and is shown as small grey"
        " text{}; say in Markdown what it stands for, or put it between backticks if it is code"
    )
    OPEN = "“{}” begins something that does not end{}; write its end, or take it away"
    STRAY = "“{}” ends something that has not begun{}; write its beginning, or take it away"
    CROSSED = (
        "“{}” begins in one list, quote or paragraph and ends in another{}; set both its marks"
        " on lines of their own, with the same indent"
    )


@dataclass(frozen=True, slots=True)
class Quiet:
    """Small grey text, and a warning that names it, if there is a problem to tell."""

    name: str
    problem: "Problem | None"


@dataclass(frozen=True, slots=True)
class Literal:
    """Shown as it is: a mark that its author escaped."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """It has no meaning on a page."""


@dataclass(frozen=True, slots=True)
class Held:
    thing: CodeBlock | Formula


@dataclass(frozen=True, slots=True)
class Opening:
    """Begins a box; the words up to `TitleEnd` are its title, else `title`."""

    box: str
    kind: str = ""
    title: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class TitleEnd:
    pass


@dataclass(frozen=True, slots=True)
class Closing:
    """Ends the box that the mark number `opening` begins."""

    opening: int


@dataclass(frozen=True, slots=True)
class Line:
    """What follows is no part of the paragraph above."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name for the figure, table, heading or formula above, or for the heading below."""

    name: str
    below: bool = False


@dataclass(frozen=True, slots=True)
class Size:
    """Of the picture before it, as the author wrote it: `400px`, `60%`."""

    width: str = ""
    height: str = ""


@dataclass(frozen=True, slots=True)
class Dress:
    """Makes a note of the quote or paragraph above, or of the one below."""

    kind: str
    below: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """To a figure, table, section or equation; `words` are the author's, if any."""

    label: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    keys: str


Meaning = (
    Quiet
    | Literal
    | Nothing
    | Held
    | Opening
    | TitleEnd
    | Closing
    | Line
    | Label
    | Size
    | Dress
    | Reference
    | Citation
)
# Each has a line for itself, even directly below a paragraph or a table.
BLOCKS = (Opening, Closing, Line, Label, Size, Dress)


@dataclass(frozen=True, slots=True)
class Mark:
    """`raw` is what the author wrote."""

    raw: str
    line: int
    meaning: Meaning


@lru_cache(maxsize=8)
def word_of(token: str) -> re.Pattern[str]:
    return re.compile(f"x{token}m([0-9]+)m")


@dataclass(slots=True)
class Marks:
    """All of an article, by number. Their words carry its token, so that none can be forged."""

    token: str
    kept: list[Mark] = field(default_factory=list)
    # As their authors wrote them, what is not kept included.
    read: list[str] = field(default_factory=list)
    # The names that the article gives itself.
    own: set[str] = field(default_factory=set)
    # Where the elements go that leave the page.
    limbo: LexborNode | None = None

    @property
    def word(self) -> re.Pattern[str]:
        return word_of(self.token)

    def keep(self, raw: str, line: int, meaning: Meaning) -> str:
        """The word that stands for the mark from now on."""
        self.kept.append(Mark(raw, line, meaning))
        return f"x{self.token}m{len(self.kept) - 1}m"

    def restore(self, text: str) -> str:
        """`text` as the author wrote it."""
        if self.token not in text:
            return text
        return self.word.sub(lambda match: self.kept[int(match[1])].raw, text)

    def is_line(self, text: str) -> bool:
        """Whether `text` is a mark that has a line for itself, with its title or another mark."""
        first = self.word.match(text)
        if first is None or not isinstance(self.of(first).meaning, BLOCKS):
            return False
        *_, last = self.word.finditer(text)
        return last.end() == len(text)

    def of(self, word: re.Match[str]) -> Mark:
        return self.kept[int(word[1])]
