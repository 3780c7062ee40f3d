"""What is on the page, block by block: what excerpt, search text, counts and strip are made of."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from selectolax.lexbor import LexborNode

# Around the number of something held, such as a formula. The source has lost these characters.
HELD_START, HELD_END = "\ufdd0", "\ufdd1"
HELD_NUMBER = re.compile(f"{HELD_START}([0-9]+){HELD_END}")


class BlockKind(Enum):
    """TITLE is that of a callout, of details or of a tab; NOTE a footnote."""

    PROSE = auto()
    HEADING = auto()
    ROW = auto()
    CAPTION = auto()
    TITLE = auto()
    NOTE = auto()
    CODE = auto()
    FORMULA = auto()
    MEDIA = auto()


TEXT_KINDS = frozenset(BlockKind) - {BlockKind.CODE, BlockKind.FORMULA, BlockKind.MEDIA}


@dataclass(slots=True)
class PageBlock:
    """Its text, with marks for what is held; of a picture the words that stand for it.

    `number` is what an ordered list shows before it, `title` the name of a piece of code,
    `unlinked` the part of the text that is in no link.
    """

    kind: BlockKind
    text: str
    number: str = ""
    title: str = ""
    node: LexborNode | None = None
    unlinked: str = ""
