"""Line breaking of titles: lines of similar length, with breaks that the script allows."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from articles.graphics.cards.card_fonts import FaceStack

HAN = (
    "\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff"
)
OPENING = "（《〈「『【〔“‘［｛"
CLOSING = "，。．｡、､；：？！）》〉」』】〕”’…—～·％］｝ーっゃゅょッャュョ々"
UNIT = re.compile(
    f"(?P<space>\\s*)(?P<text>[{OPENING}]*"
    f"(?:[{HAN}]|[^\\s{HAN}{OPENING}{CLOSING}]+|[{CLOSING}])[{CLOSING}]*|[{OPENING}]+)"
)
IS_HAN = re.compile(f"[{HAN}]")
SPACE, BESIDE_LATIN = 0.25, 0.125  # gaps, relative to the font size
# Costs of a line break: between Han characters, beside a particle, between Han and Latin, between
# words of a Latin name in a Chinese title, and after a short English word.
WITHIN_HAN, AT_PARTICLE, BESIDE_HAN, WITHIN_NAME, AFTER_SHORT = 0.15, 0.06, 0.05, 0.1, 0.04
BEFORE, AFTER = "与和及或而在从到对用把被让是为", "的地得了吗呢吧与和及或"
BEFORE_COST = 0.25  # of a line that starts with 的, 了 …
SHORT_WORDS = frozenset(
    {
        *("a", "an", "and", "at", "by", "for", "from", "in", "is", "its", "not", "of", "on", "or"),
        *("our", "that", "the", "this", "to", "vs", "with", "your"),
    }
)
ELLIPSIS = "…"


class Unit(NamedTuple):
    """An unbreakable unit: a Chinese character with its punctuation, or a word.

    `gap` is the space before it, in pixels; `cost` is the cost of a line break before it.
    """

    text: str
    width: float
    gap: float = 0
    cost: float = 0


Line = Sequence[Unit]


def units(text: str, stack: FaceStack, size: int, widest: float) -> list[Unit]:
    """Units of the text. A word wider than a line is split into characters."""
    found: list[Unit] = []
    before, is_mixed = "", bool(IS_HAN.search(text))
    for match in UNIT.finditer(text):
        word, space = match["text"], bool(match["space"])
        gap, cost = gap_and_cost(before, word, space, is_mixed)
        first = Unit(word, measure(word, stack, size), gap * size, cost)
        found += [first] if first.width <= widest else split_unit(first, stack, size)
        before = word
    return found


def gap_and_cost(before: str, after: str, space: bool, is_mixed: bool) -> tuple[float, float]:
    """Gap between two units, relative to the font size, and the cost of a break there."""
    if not before:
        return SPACE, 0
    han, next_han = bool(IS_HAN.match(before[-1])), bool(IS_HAN.match(after[0]))
    if space:
        return SPACE, cost_at_space(before, is_mixed and not (han or next_han))
    if before[-1] in CLOSING or after[0] in OPENING:
        return 0, 0
    if han and next_han:
        return 0, cost_within_han(before[-1], after[0])
    return BESIDE_LATIN, WITHIN_HAN if before[-1] in BEFORE else BESIDE_HAN


def cost_at_space(before: str, is_within_name: bool) -> float:
    if before[-1] in CLOSING + ",;:.!?":
        return 0
    if before[-1] in BEFORE:
        return WITHIN_HAN
    is_short = before.lower() in SHORT_WORDS
    return is_short * AFTER_SHORT + is_within_name * WITHIN_NAME


def cost_within_han(before: str, after: str) -> float:
    """Words are not known, but particles are: they begin or end a phrase."""
    if after in AFTER and after not in BEFORE:
        return BEFORE_COST
    return AT_PARTICLE if before in AFTER or after in BEFORE else WITHIN_HAN


def split_unit(unit: Unit, stack: FaceStack, size: int) -> list[Unit]:
    signs = [Unit(sign, measure(sign, stack, size), 0, WITHIN_HAN) for sign in unit.text]
    return [signs[0]._replace(gap=unit.gap, cost=unit.cost), *signs[1:]]


def measure(text: str, stack: FaceStack, size: int) -> float:
    return sum(face.at(size).getlength(run) for face, run in stack.runs(text))


def width(line: Line) -> float:
    return sum(unit.gap + unit.width for unit in line) - (line[0].gap if line else 0)


def greedy(text: Line, widest: float) -> list[Line]:
    lines: list[list[Unit]] = [[]]
    for unit in text:
        if lines[-1] and width([*lines[-1], unit]) > widest:
            lines.append([])
        lines[-1].append(unit)
    return list(lines)


def balanced(text: Line, widest: float) -> tuple[float, list[Line]]:
    """Minimal number of lines with the lowest cost of breaks and unequal lengths; (cost, lines)."""
    number = len(greedy(text, widest))
    target = width(text) / number
    # Best way to break the first `end` units into n lines: cost and start index of each line.
    best: dict[int, tuple[float, list[int]]] = {0: (0, [])}
    for _line in range(number):
        best = with_one_more_line(text, best, target, widest)
    cost, starts = best[len(text)]
    return cost, [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def with_one_more_line(
    text: Line, best: dict[int, tuple[float, list[int]]], target: float, widest: float
) -> dict[int, tuple[float, list[int]]]:
    """Extend each solution by one line (dynamic programming)."""
    longer: dict[int, tuple[float, list[int]]] = {}
    for start, (cost, starts) in best.items():
        length = -text[start].gap if start < len(text) else 0
        for end in range(start, len(text)):
            length += text[end].gap + text[end].width
            if length > widest:
                break
            slack = ((target - length) / widest) ** 2
            total = cost + slack + (text[start].cost if start else 0)
            if end + 1 not in longer or total < longer[end + 1][0]:
                longer[end + 1] = (total, [*starts, start])
    return longer


def shortened(
    text: list[Unit], stack: FaceStack, size: int, widest: float, most: int
) -> list[Unit]:
    """The units that fit into `most` lines, with an ellipsis."""
    sign = Unit(ELLIPSIS, measure(ELLIPSIS, stack, size))
    while text and len(greedy([*text, sign], widest)) > most:
        text = text[:-1]
    end = text[-1]
    ended = end._replace(text=end.text.rstrip(CLOSING + ",;:"))
    joined = ended._replace(text=ended.text + ELLIPSIS)
    return [*text[:-1], joined._replace(width=measure(joined.text, stack, size))]
