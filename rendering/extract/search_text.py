"""Plain text for the search index, in parts with different weights: headings, prose, code."""

from collections.abc import Iterator
from itertools import zip_longest

from ..document import Document
from ..page_blocks import BlockKind, PageBlock
from .page_reader import with_latex

NOT_PROSE = frozenset({BlockKind.HEADING, BlockKind.CODE})


def write_search_texts(document: Document) -> None:
    """Fill the document's search texts. Inline code belongs to both prose and code."""
    blocks = document.blocks
    document.headings = block_lines(document, (b for b in blocks if b.kind is BlockKind.HEADING))
    document.prose = block_lines(document, prose_blocks(document))
    codes = [part for b in blocks if b.kind is BlockKind.CODE for part in (b.title, b.text)]
    document.code = "\n".join(
        text.strip("\n") for text in codes + document.inline_codes if text.strip()
    )


def prose_blocks(document: Document) -> Iterator[PageBlock]:
    """The blocks of prose, without titles that we gave to callouts and repeated captions."""
    ours = set(document.words.callouts.values())
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        given = block.kind is BlockKind.TITLE and block.text in ours
        if not (block.kind in NOT_PROSE or given or is_repeated_by_caption(block, following)):
            yield block


def is_repeated_by_caption(block: PageBlock, following: PageBlock | None) -> bool:
    """Whether a picture's alternative text is repeated by its caption, perhaps after a number."""
    if (
        block.kind is not BlockKind.MEDIA
        or following is None
        or following.kind is not BlockKind.CAPTION
    ):
        return False
    return following.text.endswith(block.text.strip())


def block_lines(document: Document, blocks: Iterator[PageBlock]) -> str:
    """The text of the blocks, one line each; a formula may have several lines."""
    texts = (with_latex(document, block.text).split("\n") for block in blocks)
    tidy = (" ".join(line.split()) for text in texts for line in text)
    return "\n".join(line for line in tidy if line)
