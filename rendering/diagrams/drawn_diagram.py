"""What a drawing is, and why there may be none."""

from dataclasses import dataclass

from ..messages import Message

# In the markup, the beginning of every id. `clean_source` removes this character from sources.
ID_MARK = "\ufdd7"
# Of the programs that draw, and of the texts here: fonts of readers may be wider than theirs.
FONT_SIZE, SHOWN_FONT_SIZE = 14.0, 13.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """`markup` is the inside of the SVG element, `box` its view box: left, top, width, height.

    `words` are the texts of the diagram in their order.
    """

    markup: str
    box: tuple[float, float, float, float]
    words: str


class NotDrawn(Exception):
    """`told` says why, for the author; `line` is the line in the diagram's source, from 1."""

    def __init__(self, told: Message, line: int | None = None) -> None:
        super().__init__(told)
        self.told, self.line = told, line
