"""Signal strips: the structure of articles as SVG.

`rendering/extract/strip.py` makes and documents the items that are drawn here. A tick stands for
ten seconds of reading and is PITCH units wide. Each channel (prose, code, formulas, figures) is one
SVG path, which keeps a strip at one or two kilobytes. Channels differ in height and stroke too, so
that a strip can be read without colours.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

PITCH = 4
UPRIGHT = 10  # height of a unit where ticks stand below each other
BASE = 21
HAN_A_TICK = 58
CODE_LINES_A_TICK = 5
MOST_TICKS = 160
LONG_PARAGRAPH = 400
HAN_A_BIT = 20

# The channels of ticks on which hits of a search in prose and in code can be.
HIT_CHANNELS = {"prose": "pf", "code": "c"}

Places = Mapping[str, Iterable[tuple[str, float]]]


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
            found[-1].ticks += item_ticks(kind, value, scale)
    return [section for section in found if section.id or section.ticks]


@lru_cache(maxsize=512)  # from one key to the next, an author changes one item
def item_ticks(kind: str, value: str, scale: Scale) -> tuple[Tick, ...]:
    return tuple(TICKS[kind](value, scale))


def prose_ticks(value: str, scale: Scale) -> Iterator[Tick]:
    """Ticks of a run of paragraphs."""
    for text in value.split(","):
        length, _, formulas = text.partition(" ")
        yield from paragraph_ticks(int(length), int(formulas or "0", 16), scale.han)


def paragraph_ticks(length: int, formulas: int, han: int) -> list[Tick]:
    """The height of the last tick is proportional to the rest; long paragraphs are taller."""
    full = 3 + 2 * min(1, length / LONG_PARAGRAPH)
    ticks = [Tick("p", 4 + full)] * (length // han)
    if length % han or not ticks:
        ticks.append(Tick("p", 4 + full * (length % han) / han))
    if formulas:
        dots = {n * HAN_A_BIT // han for n in range(formulas.bit_length()) if formulas >> n & 1}
        ticks += [Tick("p", 4)] * (max(dots) + 1 - len(ticks))
        ticks = [tick._replace(dotted=n in dots) for n, tick in enumerate(ticks)]
    return ticks


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
    spans = Counter("".join(channels for _id, channels in tick_channels(words)))
    total = spans.total()
    return {channel: round(100 * spans[channel] / total) for channel in "pcfg" if spans[channel]}


def tick_channels(words: Iterable[str]) -> list[tuple[str, str]]:
    """The id of each section and the channels of its ticks: sections() without heights."""
    found, identifier, channels = [], "", ""
    for word in words:
        kind, value = word[0], word[1:]
        if kind == "p":
            channels += "p" * sum(map(ticks_of_paragraph, value.split(",")))
        elif kind == "h":
            found.append((identifier, channels))
            identifier, channels = value, ""
        elif kind == "c":
            channels += "c" * -(-len(value) // CODE_LINES_A_TICK)
        else:
            channels += ("p" if kind == "t" else kind) * int(value)
    return [*found, (identifier, channels)]


def ticks_of_paragraph(text: str) -> int:
    if " " not in text:
        return -(-int(text) // HAN_A_TICK) or 1
    length, _, formulas = text.partition(" ")
    last_dot = (int(formulas, 16).bit_length() - 1) * HAN_A_BIT // HAN_A_TICK
    return max(last_dot + 1, -(-int(length) // HAN_A_TICK))


def hit_dots_svg(words: Iterable[str], places: Places) -> str:
    """A dot for each tick that has hits of a search, as wide as the strip.

    `places` has, by the id of the section, the kind of text of each hit and where it is in the
    section's texts of this kind, from 0 to below 1.
    """
    columns: set[int] = set()
    at = 0
    every = tick_channels(words)
    if places.keys() == {""}:  # sections are not known
        every = [("", "".join(channels for _id, channels in every))]
    for identifier, channels in every:
        for kind, place in places.get(identifier, ()):
            columns.add(at + tick_at(channels, kind, place))
        at += len(channels)
    if not columns:
        return ""
    dots = "".join(f"M{column * PITCH + PITCH // 2} 3h.01" for column in sorted(columns))
    return (
        f'<svg class="strip hit-dots" viewBox="0 0 {PITCH * at} 6" preserveAspectRatio="none"'
        f' width="{PITCH * min(at, MOST_TICKS)}" height="6" aria-hidden="true">'
        f'<path class="x" d="{dots}"/></svg>'
    )


def tick_at(channels: str, kind: str, place: float) -> int:
    wanted = HIT_CHANNELS[kind]
    found = [n for n, channel in enumerate(channels) if channel in wanted]
    among = found or range(max(1, len(channels)))
    return among[int(place * len(among))]


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
    width, drawn = ticks_paths(ticks, marks)
    return (
        f'<svg class="strip" viewBox="0 0 {width} 24" preserveAspectRatio="none" {attributes}>'
        f"{drawn}</svg>"
    )


def upright_svg(ticks: list[Tick], marks: list[int]) -> str:
    """The ticks from top to bottom, which may be pressed together; hidden from screen readers."""
    length, drawn = ticks_paths(ticks, marks)
    return (
        f'<svg class="strip" viewBox="0 0 24 {length}" preserveAspectRatio="none" width="24"'
        f' height="{UPRIGHT * length}" aria-hidden="true">'
        f'<g transform="matrix(0 1 1 0 0 0)">{drawn}</g></svg>'
    )


def ticks_paths(ticks: list[Tick], marks: list[int]) -> tuple[int, str]:
    """The length of the ticks in units, and a path for each channel."""
    width = PITCH * max(1, sum(tick.spans for tick in ticks))
    paths: dict[str, list[str]] = {"b": [f"M0 21.5H{width}"]}
    x = 0
    for tick in ticks:
        add_tick(paths, tick, x)
        x += tick.spans * PITCH
    if marks:
        paths["h"] = [f"M{mark} 22V24" for mark in marks]
    drawn = (f'<path class="{name}" d="{"".join(d)}"/>' for name, d in paths.items())
    return width, "".join(drawn)


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


@lru_cache(maxsize=4096)  # few heights occur
def short_number(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
