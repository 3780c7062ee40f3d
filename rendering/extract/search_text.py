"""The plain text that search reads, in parts that it can weigh."""

from collections.abc import Iterator
from itertools import zip_longest

from ..document import Document
from ..page_blocks import BlockKind, PageBlock
from .page_reader import latex

NOT_PROSE = frozenset({BlockKind.HEADING, BlockKind.CODE})


def write_search_texts(document: Document) -> None:
    """Code within a sentence is part of it, and code too."""
    blocks = document.blocks
    document.headings = lines(document, (b for b in blocks if b.kind is BlockKind.HEADING))
    document.prose = lines(document, prose(document))
    codes = [part for b in blocks if b.kind is BlockKind.CODE for part in (b.title, b.text)]
    document.code = "\n".join(text.strip("\n") for text in codes + document.codes if text.strip())


def prose(document: Document) -> Iterator[PageBlock]:
    """Without the titles that we gave to callouts, and what is said of a picture only once."""
    ours = set(document.words.callouts.values())
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        given = block.kind is BlockKind.TITLE and block.text in ours
        if not (block.kind in NOT_PROSE or given or is_said_again(block, following)):
            yield block


def is_said_again(block: PageBlock, following: PageBlock | None) -> bool:
    """A picture's words that its caption has too, perhaps behind a number."""
    if (
        block.kind is not BlockKind.MEDIA
        or following is None
        or following.kind is not BlockKind.CAPTION
    ):
        return False
    return following.text.endswith(block.text.strip())


def lines(document: Document, blocks: Iterator[PageBlock]) -> str:
    """One line a block; a formula may have several."""
    texts = (latex(document, block.text).split("\n") for block in blocks)
    tidy = (" ".join(line.split()) for text in texts for line in text)
    return "\n".join(line for line in tidy if line)
