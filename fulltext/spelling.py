"""Spelling correction: the words that are nearest to a mistyped one.

The distance is the restricted Damerau-Levenshtein distance (optimal string alignment): insertions,
deletions, substitutions, and transpositions of two adjacent letters.
"""

from collections.abc import Iterable

FEWEST_LETTERS = 4
LONG = 8  # words of this length may contain two mistakes
MOST = 5


def is_mistakable(word: str) -> bool:
    return word.isascii() and word.isalpha() and FEWEST_LETTERS <= len(word) <= 32


def allowed_mistakes(word: str) -> int:
    """The number of mistakes allowed in a word of this length."""
    return 1 if len(word) < LONG else 2


def length_range(word: str) -> tuple[int, int]:
    """The shortest and longest length of words that it may be mistaken for."""
    return len(word) - allowed_mistakes(word), len(word) + allowed_mistakes(word)


def nearest_words(word: str, words: Iterable[str]) -> list[str]:
    """The nearest words first; among equally near ones, those with the same first letter."""
    most, letters = allowed_mistakes(word), set(word)
    likely = (w for w in words if w != word and len(letters ^ set(w)) <= 2 * most)
    near = [(distance(word, other, most), other[0] != word[0], other) for other in likely]
    return [other for away, _, other in sorted(near) if away <= most][:MOST]


def distance(a: str, b: str, most: int) -> int:
    """The distance of two words, or `most` + 1 if it is larger than `most`."""
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
