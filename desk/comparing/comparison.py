"""Compares two texts for reading: passages that did not change, and those that did, by words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rendering.line_ends import with_unix_lines

from .blocks import Block, split_blocks
from .changed_characters import estimated_lengths, lengths_between
from .cleanup import word_changes
from .passages import Operation, Passage, PassageWriter, Span
from .sequences import changes_between
from .words import TextUnit, split_units

# So many lines that follow each other and all changed are compared by lines only.
MOST_LINES = 20_000
# In longer texts, both together, changed characters are estimated: each save counts them.
MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a text became another one: its passages in their order, and counts of characters.

    Passages without changes are whole, so that a page can fold them. White space is not counted.
    """

    passages: tuple[Passage, ...]
    added: int
    removed: int

    @property
    def is_same(self) -> bool:
        """Whether nothing changed that can be seen; blank lines cannot."""
        return not self.changed()

    def changed(self) -> list[Passage]:
        return [passage for passage in self.passages if not passage.is_same]


def compare(old: str, new: str) -> Comparison:
    """Compare two Markdown texts: align their lines, and compare changed lines by words."""
    writer = PassageWriter()
    before, after = (split_blocks(with_unix_lines(text)) for text in (old, new))
    for operation, units in compared_blocks(before, after):
        writer.write(operation, units)
    passages = tuple(writer.finish())
    if len(old) + len(new) > MOST_COUNTED:
        return Comparison(passages, *estimated_lengths(old, new))
    return Comparison(passages, *lengths_in(passages))


def lengths_in(passages: Iterable[Passage]) -> tuple[int, int]:
    """By characters, and not by words: a letter that is added to a word is one."""
    counts = [
        lengths_between(text_in_spans("removed", change), text_in_spans("added", change))
        for passage in passages
        for change in changes_in(passage)
    ]
    return sum(added for added, _ in counts), sum(removed for _, removed in counts)


def changes_in(passage: Passage) -> Iterator[list[Span]]:
    """Its spans between those that did not change."""
    for is_same, spans in groupby(passage.spans, lambda span: span.operation == "same"):
        if not is_same:
            yield list(spans)


def text_in_spans(operation: Operation, spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans if span.operation == operation)


def changed_lengths(old: str, new: str) -> tuple[int, int]:
    """The counts of a comparison; for long texts without comparing them."""
    if not old or len(old) + len(new) > MOST_COUNTED:
        return estimated_lengths(old, new)
    found = compare(old, new)
    return found.added, found.removed


def compared_blocks(
    old: list[Block], new: list[Block]
) -> Iterator[tuple[Operation, list[TextUnit]]]:
    place = 0
    for change in changes_between([b.text for b in old], [b.text for b in new]):
        yield "same", whole_blocks(old[place : change.start])
        yield from compared_parts(
            old[change.start : change.end], new[change.new_start : change.new_end]
        )
        place = change.end
    yield "same", whole_blocks(old[place:])


def compared_parts(
    old: list[Block], new: list[Block]
) -> Iterator[tuple[Operation, list[TextUnit]]]:
    """Compare what changed between two lines that did not, by words unless it is very long."""
    if len(old) + len(new) > MOST_LINES:
        yield "removed", whole_blocks(old)
        yield "added", whole_blocks(new)
    else:
        yield from compared_units(split_units(old), split_units(new))


def whole_blocks(blocks: list[Block]) -> list[TextUnit]:
    """Blocks that nobody will cut: what did not change needs no words."""
    return [TextUnit(block.text, block.kind) for block in blocks]


def compared_units(
    old: Sequence[TextUnit], new: Sequence[TextUnit]
) -> Iterator[tuple[Operation, list[TextUnit]]]:
    place = 0
    for change in word_changes([u.text for u in old], [u.text for u in new]):
        yield "same", list(old[place : change.start])
        yield "removed", list(old[change.start : change.end])
        yield "added", list(new[change.new_start : change.new_end])
        place = change.end
    yield "same", list(old[place:])


def compare_words(old: Sequence[str], new: Sequence[str]) -> tuple[Span, ...]:
    """Compare two sequences of words, such as the tokens of two formulas."""
    units = compared_units(*([TextUnit(text, "prose") for text in texts] for texts in (old, new)))
    spans = (Span(operation, "".join(u.text for u in run)) for operation, run in units)
    return tuple(span for span in spans if span.text)
