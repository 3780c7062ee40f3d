"""In which order: by where the words stand, then by date.

The title tells most, then tags, headings, what the text says often, and what it says at all. All of
this is in the index as lexemes of its own, so that the best of very many articles are found without
looking at the others: the newest of those with the words in their titles, and so on.
"""

from collections.abc import Iterator

from .documents import MARKS
from .parser import Query, Term

# An article that is in it has, of each group, all lexemes of one alternative.
Alternative = tuple[str, ...]
Group = tuple[Alternative, ...]
Tier = tuple[Group, ...]

FIELDS = tuple(MARKS.values())
TITLE = FIELDS[:1]
NEAR_TITLE = FIELDS[:2]  # with tags


def tiers(query: Query) -> Iterator[Tier]:
    """The best first; an article is in the first of those that it meets, or behind all of them."""
    if not query.terms:
        return
    yield (*everywhere(query), ((query.title,),))
    for reach in range(1, len(FIELDS) + 1):
        yield tuple(within(term, FIELDS[:reach]) for term in query.terms)
        if FIELDS[:reach] == NEAR_TITLE and len(query.terms) > 1:
            one_in_title = tuple(each for term in query.terms for each in within(term, TITLE))
            yield (*everywhere(query), one_in_title)


def everywhere(query: Query) -> Tier:
    """Behind all tiers: whatever has the terms."""
    return tuple((term.lexemes,) for term in query.terms)


def within(term: Term, marks: tuple[str, ...]) -> Group:
    """The term in one of the fields that are marked so."""
    return tuple(tuple(mark + lexeme for lexeme in term.lexemes) for mark in marks)
