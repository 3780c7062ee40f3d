"""Merges what two people made of one text: by lines, then by words within the same lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rendering.line_ends import with_unix_lines

from .blocks import Block, split_blocks
from .cleanup import word_changes
from .conflict_lines import Fragment, both_of, is_conflict, side_text, whole_lines
from .sequences import changes_between
from .three_way import Origin, Region, Three, regions
from .words import TextUnit, split_units

# A line of a list, a table or indented code.
ITEM = re.compile(r"[ \t>]*(?:[-*+|]|\d{1,9}[.)])|[ ]{4}|\t")

Choice = Literal["ours", "theirs", "both"]


@dataclass(frozen=True, slots=True)
class MergedText:
    """Merged text, and whose it is: `base` is unchanged, `both` was changed alike."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Conflict:
    """Whole lines that both changed: what each made of them, with everything else in them merged.

    `both` keeps what both wrote, ours first.
    """

    base: str
    ours: str
    theirs: str
    both: str

    def chosen(self, choice: Choice) -> str:
        return {"ours": self.ours, "theirs": self.theirs, "both": self.both}[choice]


@dataclass(frozen=True, slots=True)
class Merged:
    """Merged text and conflicts, in the order of the text."""

    parts: tuple[MergedText | Conflict, ...]

    @property
    def conflicts(self) -> list[Conflict]:
        return [part for part in self.parts if isinstance(part, Conflict)]

    @property
    def text(self) -> str:
        """The merged text. Raises ValueError if there are conflicts: see `resolve()`."""
        return self.resolve(())

    def resolve(self, choices: Sequence[Choice]) -> str:
        """The text with a choice for each conflict. Raises ValueError if their numbers differ."""
        if len(choices) != len(self.conflicts):
            raise ValueError(f"{len(self.conflicts)} conflicts need as many choices")
        following = iter(choices)
        return "".join(
            part.text if isinstance(part, MergedText) else part.chosen(next(following))
            for part in self.parts
        )


def merge(base: str, ours: str, theirs: str) -> Merged:
    """Merge `ours` and `theirs`, which were both made of `base`.

    Lines that only one of them changed are merged, and so are words within a line. Where both
    changed the same words, or words beside each other, the whole lines are a conflict.
    """
    base, ours, theirs = (with_unix_lines(text) for text in (base, ours, theirs))
    blocks = (split_blocks(with_line_end(text)) for text in (base, ours, theirs))
    parts = list(without_seams(merged_blocks(*blocks)))
    if not merged_end(base, ours, theirs):
        shown = [n for n, part in enumerate(parts) if isinstance(part, Conflict) or part.text]
        parts[shown[-1]] = without_line_end(parts[shown[-1]])
    return Merged(tuple(parts))


def with_line_end(text: str) -> str:
    """With a line break at the end, so that text after the last line changes nothing in it."""
    return text if text.endswith("\n") else text + "\n"


def merged_end(base: str, ours: str, theirs: str) -> bool:
    """Whether the merged text ends with a line break."""
    before, mine, other = (text.endswith("\n") for text in (base, ours, theirs))
    return other if mine == before else mine


def without_line_end(part: MergedText | Conflict) -> MergedText | Conflict:
    if isinstance(part, MergedText):
        return MergedText(part.text.removesuffix("\n"), part.origin)
    texts = (part.base, part.ours, part.theirs, part.both)
    return Conflict(*(text.removesuffix("\n") for text in texts))


def without_seams(parts: Iterator[MergedText | Conflict]) -> Iterator[MergedText | Conflict]:
    """The same parts; merged text of one origin that follows itself is one part."""
    last: MergedText | Conflict | None = None
    for part in parts:
        if (
            isinstance(part, MergedText)
            and isinstance(last, MergedText)
            and part.origin == last.origin
        ):
            last = MergedText(last.text + part.text, last.origin)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def merged_blocks(
    base: list[Block], ours: list[Block], theirs: list[Block]
) -> Iterator[MergedText | Conflict]:
    texts = texts_of(base), texts_of(ours), texts_of(theirs)
    for region in regions(texts, changes_between):
        if region.origin == "conflict":
            yield from merged_words(base[region.base], ours[region.ours], theirs[region.theirs])
        else:
            yield merged_text_of(fragment_at(region, texts))


def merged_words(
    base: list[Block], ours: list[Block], theirs: list[Block]
) -> Iterator[MergedText | Conflict]:
    texts = (
        texts_of(split_units(base)),
        texts_of(split_units(ours)),
        texts_of(split_units(theirs)),
    )
    found = regions(texts, word_changes)
    for lines in whole_lines(fragment_at(region, texts) for region in found):
        if is_conflict(lines):
            yield conflict_of(lines, separator_of(ours))
        else:
            yield from map(merged_text_of, lines)


def texts_of(parts: Iterable[Block | TextUnit]) -> list[str]:
    return [part.text for part in parts]


def conflict_of(lines: list[Fragment], separator: str) -> Conflict:
    return Conflict(
        base=side_text(lines, "base"),
        ours=side_text(lines, "ours"),
        theirs=side_text(lines, "theirs"),
        both=both_of(lines, separator),
    )


def separator_of(blocks: Sequence[Block]) -> str:
    """What keeps two versions apart: a blank line between paragraphs, nothing within a block."""
    within = any(block.kind == "code" or ITEM.match(block.text.lstrip("\n")) for block in blocks)
    return "" if within else "\n"


def fragment_at(region: Region, texts: Three) -> Fragment:
    parts = zip(texts, region[1:], strict=True)
    return Fragment(region.origin, *("".join(text[place]) for text, place in parts))


def merged_text_of(fragment: Fragment) -> MergedText:
    return MergedText(fragment.merged("ours"), fragment.origin)
