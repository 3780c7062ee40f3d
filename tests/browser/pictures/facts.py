"""What is true of a formula that is drawn right. A fact returns what is wrong, or nothing.

Numbers are em of the formula's letters.
"""

from itertools import pairwise

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
        return wrong + ([] if 0.2 < foot < 0.75 else ["foot", foot])

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


def strikes(selector, base):
    @named(f"the stroke goes across {base}")
    def check(drawing):
        ink, under = drawing.ink(selector), drawing.ink(base)
        return [] if ink.left <= under.left + 0.1 and ink.right >= under.right - 0.1 else [ink]

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
    return off(drawing.content.width, 0.94 * theirs, max(0.19 * theirs, 0.9))


def off(place, wanted, most):
    return [] if abs(place - wanted) <= most else [f"{place:.2f} instead of {wanted:.2f}"]
