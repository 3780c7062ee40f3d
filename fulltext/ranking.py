"""Ranking of results: by the field in which the words occur, then by date.

The fields in order: title, tags, headings, frequent words of the text, other words. Each field has
lexemes of its own in the index, so the best of many articles are found without reading the others:
the newest with the words in the title, and so on.
"""

from collections.abc import Iterator

from .documents import FIELD_MARKS, SCOPE_MARKS
from .parser import Query, QueryTerm

# A row matches a tier if, for each group, it has all lexemes of one alternative.
Alternative = tuple[str, ...]
Group = tuple[Alternative, ...]
Tier = tuple[Group, ...]

FIELDS = tuple(FIELD_MARKS.values())
TITLE = FIELDS[:1]
NEAR_TITLE = FIELDS[:2]  # with tags


def tiers(query: Query) -> Iterator[Tier]:
    """The tiers, the best first; an article belongs to the first that it matches, or to none."""
    if not query.terms:
        return
    yield (*anywhere_tier(query), ((query.title,),))
    for reach in range(1, len(FIELDS) + 1):
        yield tuple(term_in_fields(term, FIELDS[:reach]) for term in query.terms)
        if FIELDS[:reach] == NEAR_TITLE and len(query.terms) > 1:
            one_in_title = tuple(
                each for term in query.terms for each in term_in_fields(term, TITLE)
            )
            yield (*anywhere_tier(query), one_in_title)


def anywhere_tier(query: Query) -> Tier:
    """The tier of all articles that have the terms, in any field."""
    return tuple((term.lexemes,) for term in query.terms)


def term_in_fields(term: QueryTerm, marks: tuple[str, ...]) -> Group:
    """The term in one of the fields with these marks."""
    return tuple(tuple(mark + lexeme for lexeme in term.lexemes) for mark in marks)


def scope_tier(query: Query) -> Tier:
    """Groups that hold if all terms are in the code or the formulas of an article."""
    marks = SCOPE_MARKS.get(query.scope)
    if marks is None:
        return ()
    return tuple(tuple((mark + lexeme,) for mark in marks) for lexeme in term_lexemes(query))


def outside_text(query: Query) -> Iterator[str]:
    """Lexemes of articles that have a term in code or formulas, but not in the text."""
    if query.scope == "text":
        marks = [only for _also, only in SCOPE_MARKS.values()]
        yield from (mark + lexeme for lexeme in term_lexemes(query) for mark in marks)


def term_lexemes(query: Query) -> Iterator[str]:
    """Those of words; formulas are in formulas alone."""
    return (lexeme for term in query.terms if not term.formula for lexeme in term.lexemes)
