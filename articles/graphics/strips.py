"""Signal strips: the structure of articles as SVG.

`rendering/extract/strip.py` makes and documents the items that are drawn here. A tick stands for
ten seconds of reading and is PITCH units wide. Each channel (prose, code, formulas, figures) is one
SVG path, which keeps a strip at one or two kilobytes. Channels differ in height and stroke too, so
that a strip can be read without colours.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import ceil
from typing import NamedTuple

PITCH = 4
BASE = 21
HAN_A_TICK = 58
CODE_LINES_A_TICK = 5
MOST_TICKS = 160
LONG_PARAGRAPH = 400
HAN_A_BIT = 20


class Tick(NamedTuple):
    """`channel` is p (prose), c (code), f (formula) or g (figure).

    `spans` is the width in ticks. A `dotted` tick stands for prose with inline formulas.
    """

    channel: str
    height: float
    dotted: bool = False
    spans: int = 1


@dataclass(slots=True)
class Section:
    """`id` is the id of its heading; '' before the first heading."""

    id: str
    ticks: list[Tick] = field(default_factory=list)

    @property
    def length(self) -> int:
        return sum(tick.spans for tick in self.ticks)


class Scale(NamedTuple):
    han: int
    code_lines: int


FEED = Scale(HAN_A_TICK, CODE_LINES_A_TICK)


def sections(words: Iterable[str], scale: Scale = FEED) -> list[Section]:
    found = [Section("")]
    for word in words:
        kind, value = word[0], word[1:]
        if kind == "h":
            found.append(Section(value))
        else:
            found[-1].ticks += TICKS[kind](value, scale)
    return [section for section in found if section.id or section.ticks]


def prose_ticks(value: str, scale: Scale) -> Iterator[Tick]:
    """Ticks of a run of paragraphs."""
    for text in value.split(","):
        length, _, formulas = text.partition(" ")
        yield from paragraph_ticks(int(length), int(formulas or "0", 16), scale.han)


def paragraph_ticks(length: int, formulas: int, han: int) -> Iterator[Tick]:
    """The height of the last tick is proportional to the rest; long paragraphs are taller."""
    dots = {n * HAN_A_BIT // han for n in range(formulas.bit_length()) if formulas >> n & 1}
    full = 3 + 2 * min(1, length / LONG_PARAGRAPH)
    number = max(1, ceil(length / han), *(dot + 1 for dot in dots))
    for n in range(number):
        part = max(0, min(1, (length - n * han) / han))
        yield Tick("p", 4 + full * part, n in dots)


def table_ticks(value: str, scale: Scale) -> Iterator[Tick]:
    return iter([Tick("p", 6.5)] * int(value))


def code_ticks(value: str, scale: Scale) -> Iterator[Tick]:
    lengths = [int(digit, 16) for digit in value]
    for start in range(0, len(lengths), scale.code_lines):
        longest = max(lengths[start : start + scale.code_lines])
        yield Tick("c", 5 + 11 * longest / 15 if longest else 2)


def formula_ticks(value: str, scale: Scale) -> Iterator[Tick]:
    return iter([Tick("f", 20)] * int(value))


def figure_ticks(value: str, scale: Scale) -> Iterator[Tick]:
    yield Tick("g", 13, spans=int(value))


TICKS = {"p": prose_ticks, "t": table_ticks, "c": code_ticks, "f": formula_ticks, "g": figure_ticks}


def channel_shares(words: Iterable[str]) -> dict[str, int]:
    """Per cent of the reading time by channel; channels without content are left out."""
    spans: Counter[str] = Counter()
    for section in sections(words):
        for tick in section.ticks:
            spans[tick.channel] += tick.spans
    total = spans.total()
    return {channel: round(100 * spans[channel] / total) for channel in "pcfg" if spans[channel]}


def strip_svg(words: Iterable[str], label: str, scale: float = 1) -> str:
    """Strip of an article. The width is proportional to the length up to MOST_TICKS ticks.

    Without a label it is hidden from screen readers.
    """
    parts = sections(words)
    length = total_length(parts)
    if not length:
        return ""
    ticks = [tick for part in parts for tick in part.ticks]
    width = short_number(PITCH * min(length, MOST_TICKS) * scale)
    name = f'role="img" aria-label="{label}"' if label else 'aria-hidden="true"'
    return ticks_svg(ticks, section_marks(parts), f'width="{width}" height="24" {name}')


def total_length(parts: Iterable[Section]) -> int:
    return sum(part.length for part in parts)


def section_marks(parts: Iterable[Section]) -> list[int]:
    """Where sections begin, in units; none at the edge."""
    marks, at = [], 0
    for part in parts:
        if part.id and at:
            marks.append(at * PITCH)
        at += part.length
    return marks


def ticks_svg(ticks: list[Tick], marks: list[int], attributes: str) -> str:
    width = PITCH * max(1, sum(tick.spans for tick in ticks))
    paths: dict[str, list[str]] = {"b": [f"M0 21.5H{width}"]}
    x = 0
    for tick in ticks:
        add_tick(paths, tick, x)
        x += tick.spans * PITCH
    if marks:
        paths["h"] = [f"M{mark} 22V24" for mark in marks]
    drawn = "".join(f'<path class="{name}" d="{"".join(d)}"/>' for name, d in paths.items())
    return (
        f'<svg class="strip" viewBox="0 0 {width} 24" preserveAspectRatio="none" {attributes}>'
        f"{drawn}</svg>"
    )


def add_tick(paths: dict[str, list[str]], tick: Tick, x: int) -> None:
    top, middle = short_number(BASE - tick.height), x + PITCH * tick.spans // 2
    if tick.channel == "g":
        right = short_number(x + tick.spans * PITCH - 0.8)
        shape = f"M{short_number(x + 0.8)} {BASE}V{top}H{right}V{BASE}Z"
    else:
        shape = f"M{middle} {BASE}V{top}"
    paths.setdefault(tick.channel, []).append(shape)
    if tick.dotted:
        paths.setdefault("i", []).append(f"M{middle} {short_number(BASE - tick.height - 4)}h.01")


def short_number(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
