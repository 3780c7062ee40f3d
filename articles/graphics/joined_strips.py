"""Strips of several articles, in one drawing or side by side.

A tick of a drawing stands for `times` ticks of an article's own strip. A mark stands where an
article begins, but for the first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import ceil, sqrt

from articles.graphics.strips import (
    MOST_TICKS,
    PITCH,
    Tick,
    sections,
    short_number,
    ticks_svg,
)

MOST_ROW_TICKS = 320
ROW_PITCH = 40  # more than there is room for: the row shrinks, in proportion
Words = Iterable[str]  # the items of a strip
# Of channels with equal shares of a tick, the one that is rarer in a text is drawn.
BY_RARITY = "fgcp"


def scales(groups: Iterable[Sequence[Words]]) -> list[int]:
    """The `times` of each group: the longest has at most about MOST_TICKS ticks.

    Shorter ones are narrower by the square root, so that they are no dots beside a very long one.
    """
    lengths = [sum(map(length_in_ticks, group)) for group in groups]
    longest = max(lengths, default=0)
    return [max(1, ceil(sqrt(length * longest) / MOST_TICKS)) for length in lengths]


def length_in_ticks(words: Words) -> int:
    return sum(section.length for section in sections(words))


def joined_strip_svg(articles: Sequence[Words], times: int, label: str, size: float = 1) -> str:
    """The articles in the given order; '' if all are empty. `label` is escaped text."""
    parts = [ticks for words in articles if (ticks := list(merged_ticks(words, times)))]
    if not parts:
        return ""
    marks, at = [], 0
    for part in parts[:-1]:
        at += sum(tick.spans for tick in part) * PITCH
        marks.append(at)
    ticks = [tick for part in parts for tick in part]
    width = short_number(PITCH * sum(tick.spans for tick in ticks) * size)
    return ticks_svg(ticks, marks, f'width="{width}" height="24" role="img" aria-label="{label}"')


def row_of_strips(articles: Sequence[Words]) -> list[str]:
    """Strips that share a row in proportion to their lengths, without a text of their own."""
    times = max(1, ceil(sum(map(length_in_ticks, articles)) / MOST_ROW_TICKS))
    return [row_strip_svg(list(merged_ticks(words, times))) for words in articles]


def row_strip_svg(ticks: list[Tick]) -> str:
    width = ROW_PITCH * max(1, sum(tick.spans for tick in ticks))
    return ticks_svg(ticks, [], f'width="{width}" height="24"')


def merged_ticks(words: Words, times: int) -> Iterator[Tick]:
    """The ticks of an article, `times` of them as one: of the channel with the largest share."""
    ticks = (tick for section in sections(words) for tick in section.ticks)
    if times == 1:
        yield from ticks
        return
    single = [tick._replace(spans=1) for tick in ticks for _span in range(tick.spans)]
    for start in range(0, len(single), times):
        few = single[start : start + times]
        shares = Counter(tick.channel for tick in few)
        channel = max(BY_RARITY, key=lambda name: shares[name])
        heights = [tick.height for tick in few if tick.channel == channel]
        yield Tick(channel, sum(heights) / len(heights))
