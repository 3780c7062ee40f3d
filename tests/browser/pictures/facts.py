"""What is true of a formula that is drawn right. A fact returns what is wrong, or nothing.

Numbers are em of the formula's letters.
"""

from itertools import pairwise

from .drawing import NothingDrawn

SIGN, BASE = ":is(mover, munder) > :nth-child(2)", ":is(mover, munder) > :first-child"
BAR = "mfrac:not([linethickness])"


def named(name):
    """A fact is called what it claims."""

    def give(check):
        check.__name__ = name
        return check

    return give


def bars_apart(selector=BAR, least=0.1):
    @named("the bars of fractions are separate")
    def check(drawing):
        bars = [drawing.ink(selector, n, alone=True) for n in range(len(drawing.boxes(selector)))]
        gaps = [right.left - left.right for left, right in pairwise(bars)]
        return [gap for gap in gaps if gap < least] if len(bars) > 1 else ["one bar"]

    return check


def bar_spans_its_parts(number=0):
    @named("the bar is as wide as what stands above and below it")
    def check(drawing):
        bar = drawing.ink(BAR, number, alone=True)
        parts = drawing.boxes(f"{BAR} > *")[2 * number : 2 * number + 2]
        left, right = min(part.left for part in parts), max(part.right for part in parts)
        return off(bar.left, left, 0.1) + off(bar.right, right, 0.1)

    return check


def sign_spans_its_base(number=0, sign=SIGN, base=BASE, most=0.12):
    """`most` is how far it may end before or behind, or a twelfth of its length."""

    @named("the sign above or below is as wide as its base")
    def check(drawing):
        ink, under = drawing.ink(sign, number), drawing.box(base, number)
        most_off = max(most, under.width / 12)
        return off(ink.left, under.left, most_off) + off(ink.right, under.right, most_off)

    return check


def sign_is_over_the_middle(number=0, sign=SIGN, base=BASE, most=0.15):
    @named("the accent stands over its letter")
    def check(drawing):
        ink, under = drawing.ink(sign, number), drawing.ink(base, number)
        middle = (under.left + under.right) / 2
        wrong = off((ink.left + ink.right) / 2, middle, most)
        return wrong + ([] if 0 <= under.top - ink.bottom < 0.35 else ["height", ink, under])

    return check


def arrow_spans_its_label(number=0):
    @named("the arrow is as wide as its label, and near it")
    def check(drawing):
        around = "math mspace + :is(mover, munder, munderover)"
        arrow = drawing.ink(f"{around} > mo", number)
        labels = drawing.boxes(f"{around} > :nth-child(n + 2)")
        texts = drawing.boxes(f"{around} > :nth-child(n + 2) > mrow > :not(mspace)")
        wide = max(labels, key=lambda label: label.width)
        gaps = [max(arrow.top - text.bottom, text.top - arrow.bottom) for text in texts]
        wrong = off(arrow.width, wide.width, 0.08 * wide.width + 0.15)
        return wrong + [gap for gap in gaps if not -0.05 < gap < 0.4]

    return check


def below(low, high, most=0.5):
    @named(f"{low} stands below {high}, in the middle")
    def check(drawing):
        under, over = drawing.ink(low), drawing.ink(high)
        wrong = off((under.left + under.right) / 2, (over.left + over.right) / 2, 0.2)
        return wrong + ([] if 0 < under.top - over.bottom < most else [under.top - over.bottom])

    return check


def behind(left, right, least=-0.04, most=0.3, numbers=(0, 0)):
    @named(f"{right} follows {left} without a gap")
    def check(drawing):
        gap = drawing.ink(right, numbers[1]).left - drawing.ink(left, numbers[0]).right
        return [] if least <= gap <= most else [gap]

    return check


def same_height_as(part, other, least, most):
    @named(f"{part} has its size beside {other}")
    def check(drawing):
        ratio = drawing.ink(part).height / drawing.ink(other).height
        return [] if least <= ratio <= most else [ratio]

    return check


def prime_beside(number=0, selector=":is(msup, msubsup)", base="> :first-child"):
    """As high as KaTeX's: two thirds of a small letter at least, its foot above the middle."""

    @named("the prime is large enough and stands beside its letter")
    def check(drawing):
        prime = drawing.ink(f"{selector} > :last-child", number)
        letter = drawing.ink(f"{selector} {base}", number)
        gap, foot = prime.left - letter.right, letter.bottom - prime.bottom
        wrong = [] if 0.3 < prime.height < 0.5 else ["height", prime.height]
        wrong += [] if -0.15 < gap < 0.15 else ["gap", gap]
        return wrong + ([] if 0.2 < foot < 0.85 else ["foot", foot])

    return check


def root_without_gap(number=0, selector="msqrt"):
    @named("the bar of the root ends with what stands below it")
    def check(drawing):
        root = drawing.box(selector, number)
        ink = drawing.ink(selector, number, alone=True)
        parts = drawing.boxes(f"{selector} > *")
        inside = [part for part in parts if root.left < part.left and part.right < root.right + 0.1]
        right = max(part.right for part in inside)
        return off(ink.right, right, 0.1) + off(root.right, right, 0.1)

    return check


def brackets_cover(opening, content, closing=None):
    @named(f"brackets are as high as {content}")
    def check(drawing):
        inside = drawing.ink(content)
        wrong = []
        for selector in filter(None, (opening, closing)):
            ink = drawing.ink(selector)
            wrong += off(ink.top, inside.top, 0.5) + off(ink.bottom, inside.bottom, 0.5)
        return wrong

    return check


def heights(selector, *wanted):
    @named(f"{selector} are {wanted} high")
    def check(drawing):
        inks = [drawing.ink(selector, number) for number in range(len(wanted))]
        return [
            ink.height for ink, want in zip(inks, wanted, strict=True) if off(ink.height, want, 0.2)
        ]

    return check


def lines_are_even(least, most, selector="mtr > mtd:first-child > :last-child"):
    @named("lines stand evenly")
    def check(drawing):
        bottoms = [box.bottom for box in drawing.boxes(selector)]
        steps = [low - high for high, low in pairwise(bottoms)]
        return [step for step in steps if not least <= step <= most] if steps else ["one line"]

    return check


def aligned(selector, side):
    @named(f"{selector} are aligned ({side})")
    def check(drawing):
        places = [getattr(box, side) for box in drawing.boxes(selector)]
        together = len(places) > 1 and max(places) - min(places) < 0.05
        return [] if together else places

    return check


def rules_cross_all(rule, across):
    """Rules are borders of cells: they meet where the cells do."""

    @named(f"{rule} reach across {across}")
    def check(drawing):
        ink, whole = drawing.ink(rule, alone=True), drawing.box(across)
        return off(ink.width, whole.width, 0.2) + off(ink.height, whole.height, 0.2)

    return check


def ends_with(row, table="mtable"):
    @named(f"nothing stands below {row}")
    def check(drawing):
        return off(drawing.box(table).bottom, drawing.box(row).bottom, 0.1)

    return check


def strikes(whole, base):
    @named(f"the stroke goes across {base}")
    def check(drawing):
        ink, under = drawing.ink(whole), drawing.ink(base)
        beyond = (under.top - ink.top, ink.bottom - under.bottom)
        sides = (under.left - ink.left, ink.right - under.right)
        return [] if min(sides) > -0.1 and min(beyond) > 0.02 else [ink, under]

    return check


def struck_out(number=0, plain=1, selector="mo"):
    @named("the sign that is struck out is as wide as it was, and higher")
    def check(drawing):
        ink, sign = drawing.ink(selector, number), drawing.ink(selector, plain)
        wrong = off(ink.width, sign.width, 0.1)
        return wrong + ([] if ink.top < sign.top and ink.bottom > sign.bottom else [ink, sign])

    return check


def keeps_room(hidden, shown, *, wide=True, high=True):
    @named(f"{hidden} has the room of {shown}, and shows nothing")
    def check(drawing):
        room, like = drawing.box(hidden), drawing.box(shown)
        wrong = off(room.width, like.width if wide else 0, 0.02)
        wrong += off(room.height, like.height if high else 0, 0.02)
        try:
            return [*wrong, drawing.ink(hidden)]
        except NothingDrawn:
            return wrong

    return check


@named("the number stands at the edge, the formula in the middle of its line")
def number_at_the_edge(drawing):
    number, line, formula = drawing.ink(".tag mtext"), drawing.box("semantics"), drawing.content
    wrong = off(number.right, line.right, 0.15)
    wrong += off((formula.left + formula.right) / 2, (line.left + line.right) / 2, 0.15)
    return wrong + off(drawing.box(".tag mtext").bottom, drawing.box("mn").bottom, 0.3)


def rules_apart_from(cell, least=0.3, most=0.65):
    """`cell` is the selector of a cell between two rules."""

    @named(f"there is room between rules and {cell}")
    def check(drawing):
        outer, parts = drawing.box(cell), drawing.boxes(f"{cell} > *")
        sides = parts[0].left - outer.left, outer.right - parts[-1].right
        return [side for side in sides if not least < side < most]

    return check


def rules_are_two(selector="mtd.thin", least=0.12, most=0.35):
    @named("two rules are two")
    def check(drawing):
        return [box for box in drawing.boxes(selector) if not least < box.width < most]

    return check


def frames(selector, content, least=0.15, most=0.6):
    @named(f"the frame stands around {content}")
    def check(drawing):
        ink, inside = drawing.ink(selector, alone=True), drawing.ink(content)
        room = (
            *(inside.left - ink.left, ink.right - inside.right),
            *(inside.top - ink.top, ink.bottom - inside.bottom),
        )
        return [side for side in room if not least < side < most]

    return check


@named("it is as wide as KaTeX's")
def as_wide_as_theirs(drawing):
    """Letters differ, STIX is the narrower; what stands where it should not shows."""
    theirs = drawing.their_width
    return off(drawing.content.width, 0.94 * theirs, max(0.19 * theirs, 0.95))


def off(place, wanted, most):
    return [] if abs(place - wanted) <= most else [f"{place:.2f} instead of {wanted:.2f}"]
