"""Drawings for the section navigation: one row of links as wide as their sections are long.

The row never passes its column, so a section that would be too narrow for a link is joined to
the next one; a mark below the line stays where it begins.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from articles.graphics import strips
from articles.graphics.strips import Scale, Section, Tick

# A row of full width is 66 rem, so that the narrowest link has 2.75 rem.
MOST_GROUPS = 24
# A tick takes 40 px at most: in a row of few ticks one alone is too narrow for a link.
PITCH = 40
LEAST_TICKS = 2
MOST_TICKS = 160
# A gap in the line of a phone is as wide as one of this many parts of it.
LINE_GAPS = 180
# One tick per line of code.
SCALE = Scale(strips.HAN_A_TICK, 1)


class SectionGroup(NamedTuple):
    """The ids of consecutive sections ('' before the first heading), and their drawing."""

    ids: list[str]
    drawing: str


class DrawnGroup(NamedTuple):
    """Sections of one link, and the ticks of their drawing."""

    sections: list[Section]
    ticks: list[Tick]


def section_groups(words: Iterable[str], *, is_upright: bool = False) -> list[SectionGroup]:
    """The groups of an article; the length of each drawing is proportional to its own."""
    draw = upright_group if is_upright else group_svg
    return [
        SectionGroup([part.id for part in group.sections], draw(group))
        for group in drawn_groups(tuple(words))
    ]


@lru_cache(maxsize=4)  # a page draws the same groups as a row and as a line, an editor upright too
def drawn_groups(words: tuple[str, ...]) -> list[DrawnGroup]:
    parts = strips.sections(words, SCALE)
    groups = join_narrow(parts)
    length = strips.total_length(parts)
    step = -(-length // (MOST_TICKS - len(groups))) if length > MOST_TICKS else 1
    undrawn: Counter[str] = Counter()
    return [
        DrawnGroup(group, list(thin_out(group_ticks(group), step, undrawn))) for group in groups
    ]


def group_ticks(group: list[Section]) -> Iterator[Tick]:
    return (tick for part in group for tick in part.ticks)


def place_svg(words: Iterable[str]) -> str:
    """The sections as parts of a thin line, with a gap before each but the first."""
    groups = drawn_groups(tuple(words))
    ends = list(accumulate(strips.total_length(group.sections) for group in groups))
    gap = ends[-1] / LINE_GAPS if ends else 0
    shape = "M0 0" + "".join(f"H{end}m{gap:.2f} 0" for end in ends)
    return (
        f'<svg viewBox="0 -1 {ends[-1] if ends else 1} 2" preserveAspectRatio="none"'
        f'><path d="{shape}"/></svg>'
    )


def join_narrow(parts: list[Section]) -> list[list[Section]]:
    """Join sections to the next ones, and the last to the one before, until all are wide enough."""
    least = max(LEAST_TICKS, strips.total_length(parts) / MOST_GROUPS)
    groups: list[list[Section]] = [[]]
    for part in parts:
        if strips.total_length(groups[-1]) >= least:
            groups.append([])
        groups[-1].append(part)
    if len(groups) > 1 and strips.total_length(groups[-1]) < least:
        last = groups.pop()
        groups[-1] += last
    return groups if parts else []


def group_svg(group: DrawnGroup) -> str:
    width = PITCH * max(1, strips.total_length(group.sections))
    attributes = f'width="{width}" height="40" aria-hidden="true"'
    return strips.ticks_svg(group.ticks, strips.section_marks(group.sections), attributes)


def upright_group(group: DrawnGroup) -> str:
    return strips.upright_svg(group.ticks, strips.section_marks(group.sections))


def thin_out(ticks: Iterable[Tick], step: int, undrawn: Counter[str]) -> Iterator[Tick]:
    """One tick in place of each `step`, so that channels keep their shares in the whole row.

    `undrawn` counts by channel the ticks that no drawn one stands for yet.
    """
    run: list[Tick] = []
    for tick in ticks:
        run.append(tick)
        if sum(each.spans for each in run) >= step:
            yield representative(run, undrawn)
            run = []
    if run:
        yield representative(run, undrawn)


def representative(run: list[Tick], undrawn: Counter[str]) -> Tick:
    """The tick of the channel that is most behind, as wide as the run."""
    for tick in run:
        undrawn[tick.channel] += tick.spans
    chosen = max(run, key=lambda tick: (undrawn[tick.channel], tick.height))
    spans = sum(tick.spans for tick in run)
    undrawn[chosen.channel] -= spans
    return chosen._replace(spans=spans)
