"""What a mistyped word may have meant: the words that are nearest to it.

The distance is that of Damerau and Levenshtein in its restricted form: letters put in, left out,
exchanged, or two neighbours swapped.
"""

from collections.abc import Iterable

FEWEST_LETTERS = 4
LONG = 8  # from here on two mistakes are likely
MOST = 5


def is_mistakable(word: str) -> bool:
    return word.isascii() and word.isalpha() and FEWEST_LETTERS <= len(word) <= 32


def mistakes(word: str) -> int:
    """How many are forgiven."""
    return 1 if len(word) < LONG else 2


def lengths(word: str) -> tuple[int, int]:
    """The shortest and the longest word that it can be mistaken for."""
    return len(word) - mistakes(word), len(word) + mistakes(word)


def nearest(word: str, words: Iterable[str]) -> list[str]:
    """The nearest first; of equally near ones those that begin as it does."""
    most, letters = mistakes(word), set(word)
    likely = (w for w in words if w != word and len(letters ^ set(w)) <= 2 * most)
    near = [(distance(word, other, most), other[0] != word[0], other) for other in likely]
    return [other for away, _, other in sorted(near) if away <= most][:MOST]


def distance(a: str, b: str, most: int) -> int:
    """`most` + 1 where it is more than that."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before, last = [0] * (len(b) + 1), list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
