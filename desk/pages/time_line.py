"""The time line of a history: a tick for each revision, as high as what it changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import log2

from desk.models import Revision
from desk.pages.revision_list import revision_day

TICK = 6  # units of width for a tick
HEIGHT, LOWEST, HIGHEST = 47, 4, 20
FULL = 1000  # characters; more of them do not make a tick higher
KINDS = {"autosave": "auto", "published": "live"}


@dataclass(frozen=True, slots=True)
class DayStrip:
    """The ticks of one day as paths of SVG, by their kind: auto, saved, live, and `chosen`."""

    day: date
    width: int
    paths: dict[str, str]
    is_chosen: bool


def time_line(revisions: Iterable[Revision], chosen: int) -> list[DayStrip]:
    """The strips of the days, the oldest first. `chosen` is the id of the revision shown."""
    by_day = groupby(reversed(list(revisions)), key=revision_day)
    return [day_strip(day, list(some), chosen) for day, some in by_day]


def day_strip(day: date, revisions: Sequence[Revision], chosen: int) -> DayStrip:
    paths: dict[str, str] = {}
    for number, revision in enumerate(revisions):
        kind = "chosen" if revision.pk == chosen else KINDS.get(revision.kind, "saved")
        paths[kind] = paths.get(kind, "") + tick(kind, number * TICK + TICK - 1, revision)
    return DayStrip(day, TICK * (len(revisions) + 1), paths, "chosen" in paths)


def tick(kind: str, x: int, revision: Revision) -> str:
    """One line, for a published revision two."""
    if kind == "live":
        return f"M{x - 1.6:g} {HEIGHT - 1}V8M{x + 1.6:g} {HEIGHT - 1}V8"
    height = {"chosen": 40, "saved": 21}.get(kind) or tick_height(revision)
    return f"M{x} {HEIGHT - 1}V{HEIGHT - 1 - height}"


def tick_height(revision: Revision) -> int:
    changed = min(revision.added + revision.removed, FULL)
    return LOWEST + round((HIGHEST - LOWEST) * log2(1 + changed) / log2(1 + FULL))
