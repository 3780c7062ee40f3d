"""In which order: by where the words stand, then by date.

The title weighs most, then tags, headings, what the text says often, what it says at all, and what
only its code says. All of this is in the index as lexemes of its own, so that the best of very many
articles are found without looking at the others: those with the words in their titles first, the
newest of them first, and so on.
"""

from collections.abc import Iterator

from .documents import MARKS
from .queries import Query, Term

# In the order of the lines of a head, then what is in none of them.
WEIGHTS = (32, 16, 8, 4, 1)
IN_PROSE = 2
WHOLE_TITLE = 64

All = tuple[str, ...]


def best(query: Query) -> Iterator[tuple[All, ...]]:
    """Where the best are found: the lexemes of each choice, of which an article has one in full."""
    if not query.terms:
        return
    yield ((query.title,),)
    for mark in MARKS.values():
        yield (tuple(mark + lexeme for term in query.terms for lexeme in term.lexemes),)
    if len(query.terms) > 1:
        for mark in (MARKS["title"], MARKS["tags"]):
            yield tuple(tuple(mark + each for each in term.lexemes) for term in query.terms)


def score(head: str, query: Query) -> int:
    """The sum of what each term is worth where it stands best; more for a title that is no more."""
    lines = head.split("\n")
    total = sum(weight(lines, term) for term in query.terms)
    return total + WHOLE_TITLE * (f" {query.title} " in lines[0])


def weight(lines: list[str], term: Term) -> int:
    wanted = [f" {lexeme} " for lexeme in term.lexemes]
    for line, worth in zip(lines, WEIGHTS, strict=True):
        if all(lexeme in line for lexeme in wanted):
            return worth
    return IN_PROSE
