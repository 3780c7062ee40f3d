"""The text of a page, block by block: excerpt, search text, counts and strip are made of it."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from selectolax.lexbor import LexborNode

# Delimiters around the number of something held, such as a formula. `clean_source` removes these
# characters from the source.
HELD_START, HELD_END = "\ufdd0", "\ufdd1"
HELD_NUMBER = re.compile(f"{HELD_START}([0-9]+){HELD_END}")


class BlockKind(Enum):
    """TITLE is the title of a callout, a fold or a tab; NOTE is a footnote.

    CONTENTS is the text of a list below a heading such as “目录”, TAB that of a tab that is closed
    at first.
    """

    PROSE = auto()
    HEADING = auto()
    ROW = auto()
    CAPTION = auto()
    TITLE = auto()
    NOTE = auto()
    CONTENTS = auto()
    TAB = auto()
    CODE = auto()
    FORMULA = auto()
    MEDIA = auto()


TEXT_KINDS = frozenset(BlockKind) - {BlockKind.CODE, BlockKind.FORMULA, BlockKind.MEDIA}


@dataclass(slots=True)
class PageBlock:
    """`text` has delimited numbers for what is held; of an image it is the alternative text.

    `number` is that of an item in an ordered list, and `unlinked` the part of the text outside of
    links. Of a code block, `title` is its title, and `first_line` the number of its first line, 0
    if its lines are not numbered.
    """

    kind: BlockKind
    text: str
    number: str = ""
    title: str = ""
    first_line: int = 0
    node: LexborNode | None = None
    unlinked: str = ""
