"""Widens conflicts between words to whole lines, which a person can choose between."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from .three_way import Origin

Side = Literal["base", "ours", "theirs"]


class Fragment(NamedTuple):
    """What a region is in each of the three texts."""

    origin: Origin
    base: str
    ours: str
    theirs: str

    def merged(self, side: Side) -> str:
        """The text of the side that changed it; of `side` if both did."""
        changed = side if self.origin in ("conflict", "both") else self.origin
        return {"base": self.base, "ours": self.ours, "theirs": self.theirs}[changed]


def whole_lines(fragments: Iterable[Fragment]) -> Iterator[list[Fragment]]:
    """The fragments in groups, of which each ends a line in all three texts."""
    group: list[Fragment] = []
    for fragment in split_at_lines(fragments):
        group.append(fragment)
        if all(is_at_line_end(group, side) for side in (1, 2, 3)):
            yield group
            group = []
    if group:
        yield group


def split_at_lines(fragments: Iterable[Fragment]) -> Iterator[Fragment]:
    """The fragments; those that nobody changed are cut after each line."""
    for fragment in fragments:
        if fragment.origin == "base":
            for line in fragment.base.splitlines(keepends=True):
                yield Fragment("base", line, line, line)
        else:
            yield fragment


def is_at_line_end(group: Sequence[Fragment], side: int) -> bool:
    last = next((fragment[side] for fragment in reversed(group) if fragment[side]), "\n")
    return last.endswith("\n")


def is_conflict(lines: Sequence[Fragment]) -> bool:
    return any(fragment.origin == "conflict" for fragment in lines)


def side_text(lines: Sequence[Fragment], side: Side) -> str:
    """The lines as one side wrote them, with what only the other one changed; or as they were."""
    if side == "base":
        return "".join(fragment.base for fragment in lines)
    return "".join(fragment.merged(side) for fragment in lines)


def both_of(lines: Sequence[Fragment], separator: str) -> str:
    """What both wrote, ours first: side by side if both only added, else line after line."""
    conflicts = [fragment for fragment in lines if fragment.origin == "conflict"]
    if any(fragment.base for fragment in conflicts):
        ours, theirs = side_text(lines, "ours"), side_text(lines, "theirs")
        return ours + (separator if ours and theirs else "") + theirs
    return "".join(f.ours + f.theirs if f.origin == "conflict" else f.merged("ours") for f in lines)
