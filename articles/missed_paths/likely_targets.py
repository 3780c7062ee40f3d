"""What a path that was not found may have been: by its number, its last part, and likeness."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from rapidfuzz import fuzz, process

from articles import slugs
from articles.cache import memory
from articles.models import PathRedirect, Redirect
from articles.models.path_owners import things_of
from articles.paths.normal import OldAddress, read_address, without_case

MOST = 3  # suggestions for a path
LIKE = 70  # of 100: how alike names must be
KINDS = tuple(kind for kind in Redirect.Kind if kind != Redirect.Kind.AUTHOR)
FILE_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp|md)$", re.IGNORECASE)
DATE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")
NUMBER = re.compile(r"\d{1,12}")
# Where other systems have an article with a number
NUMBERED = (
    *("/?p={}", "/?page_id={}", "/?id={}", "/?post={}", "/archives/{}", "/archives/{}.html"),
    *("/index.php/archives/{}", "/post/{}", "/post/{}.html", "/posts/{}", "/p/{}", "/p/{}.html"),
    *("/article/{}", "/article/{}.html", "/articles/{}", "/{}.html", "/{}"),
)


class Suggestion(NamedTuple):
    kind: str
    id: int
    name: str


class Named(NamedTuple):
    """All objects of the site: their names and slugs without case, in the same order."""

    things: list[Suggestion]
    names: list[str]
    slugs: list[str]


def suggestions(paths: Collection[str]) -> dict[str, list[Suggestion]]:
    """Up to MOST objects for each path, the most likely first. One query for all numbers."""
    named: Named = memory.cached("names of all objects", named_objects)
    by_number = numbered_targets(paths)
    by_key = {thing[:2]: thing for thing in named.things}
    found = dict[str, list[Suggestion]]()
    for path in paths:
        first = by_key.get(by_number.get(path, ("", 0)))
        alike = similar(named_part(read_address(path)), named)
        found[path] = list(dict.fromkeys([*([first] if first else []), *alike]))[:MOST]
    return found


def named_objects() -> Named:
    rows = [
        (Suggestion(kind, pk, name), slug)
        for kind in KINDS
        for pk, name, slug in things_of(kind).values_list("pk", name_column(kind), "slug")
    ]
    things = [thing for thing, _slug in rows]
    return Named(things, [thing.name.lower() for thing in things], [slug for _t, slug in rows])


def name_column(kind: str) -> str:
    return "title" if kind in {"article", "page"} else "name"


# By number


def numbered_targets(paths: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Kind and id of what has the number of a path in another form of address."""
    numbers = {path: number for path in paths if (number := article_number(read_address(path)))}
    forms = {form.format(n): n for n in set(numbers.values()) for form in NUMBERED}
    rows = PathRedirect.objects.filter(folded__in=forms)
    by_number = {forms[row.folded]: (row.kind, row.target) for row in rows if row.target}
    return {path: by_number[n] for path, n in numbers.items() if n in by_number}


def article_number(old: OldAddress) -> str:
    """The number after ?p=, or the last part of the path if it is one; '' if there is none."""
    values = [value for _name, value in old.pairs if NUMBER.fullmatch(value)]
    last = named_part(old)
    return next(iter(values), last if NUMBER.fullmatch(last) else "")


# By likeness


def named_part(old: OldAddress) -> str:
    """The last part of the path without its ending and date, in lower case."""
    last = FILE_ENDING.sub("", unquote(old.path)).rpartition("/")[2]
    return without_case(DATE.sub("", last))


def similar(part: str, named: Named) -> Iterator[Suggestion]:
    """The objects whose slug or name is like this part of a path, the most alike first."""
    if len(part) < 2 or NUMBER.fullmatch(part):
        return
    words, slug = part.replace("-", " ").replace("_", " "), slugs.suggest_slug(part)
    scores = dict[int, float]()
    for asked, choices in ((words, named.names), (slug, named.slugs), (part, named.slugs)):
        for place, score in most_alike(asked, choices):
            scores[place] = max(score, scores.get(place, 0))
    for place in sorted(scores, key=lambda each: -scores[each])[:MOST]:
        yield named.things[place]


def most_alike(asked: str, choices: list[str]) -> list[tuple[int, float]]:
    if not asked:
        return []
    scorer: Callable[..., float] = fuzz.token_sort_ratio
    found = process.extract(asked, choices, scorer=scorer, limit=MOST, score_cutoff=LIKE)
    return [(place, score) for _text, score, place in found]
