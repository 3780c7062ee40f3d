"""LaTeX in a query finds formulas that contain it, in whatever spelling, before anything else."""

from datetime import UTC, datetime

import pytest

from articles.filters import Filters
from articles.search import query
from articles.search.results import SearchResults
from fulltext.formulas import latex_tokens
from fulltext.parser import parse_query
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def made(slug, body, day=1, **more):
    return make_article(
        slug=slug, body=body, published_at=datetime(2026, 1, day, tzinfo=UTC), **more
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"x_t", r"x_{t}"),
        (r"x_t", r" x _ { t } "),
        (r"\frac{1}{2}", r"\frac12"),
        (r"\frac{1}{2}", r"\dfrac 1 2"),
        (r"\left( x \right)", r"\bigl(x\bigr)"),
        (r"a \leq b", r"a &\le\, b"),
        (r"x^{2}y", r"x^2y"),
        (r"x^12", r"x^{1}2"),
        (r"f'", r"f\prime"),
        (r"{{x}}_t", r"x_t"),
        (r"$x_t$", r"x_t"),
    ],
)
def test_spellings_of_one_formula_are_the_same_tokens(one, other):
    assert latex_tokens(one) == latex_tokens(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [(r"x_t", r"x_{t-1}"), (r"x_t", r"x^t"), (r"X_t", r"x_t"), (r"\frac{1}{2}", r"\frac{1}{20}")],
)
def test_different_formulas_are_different_tokens(one, other):
    assert latex_tokens(one) != latex_tokens(other)


@pytest.mark.parametrize(
    ("words", "formulas"),
    [
        (r"x_t", [("x", "_", "t")]),
        (r"\frac{1}{2}", [("\\frac", "1", "2")]),
        (r"x = \frac{1}{2} y", [("x", "=", "\\frac", "1", "2", "y")]),
        (r"softmax x_{t}, 收敛", [(), ("x", "_", "t"), ()]),
        (r"x_t的方差", [("x", "_", "t"), (), ()]),
        (r"$Q$", [("Q",)]),
        (r"x_{t", [("x", "_", "t")]),
        (r"-x_t data_loader __init__ num_workers C++ {", []),
        (r'"x_t"', []),
        (r"x_t in:code", []),
        (r"x_t in:formula", [("x", "_", "t")]),
    ],
)
def test_latex_in_a_query_is_recognized(words, formulas):
    found = [term.formula for term in parse_query(words).formula_terms]
    assert [each for each in found if each] == [each for each in formulas if each]


@pytest.fixture
def shelf():
    return {
        made("fraction", r"Half: $y = \frac12 x$.").pk: "fraction",
        made("index", r"At $x_{t-1}$ and $\alpha x_{t} + 1$.", 2).pk: "index",
        made("code", "`x_t = frac(1, 2)` and `x_t`\n\n```\nx_t = 1\nt = 2\n```", 3).pk: "code",
        made("capital", r"The $X_t$, and $\frac{1}{20}$, and $x$, $t$, $2$.", 4).pk: "capital",
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("x_t", ["index", "capital", "code"]),
        (r"x_{t}", ["index"]),
        (r"\frac{1}{2}", ["fraction"]),
        (r"x_{t-1}", ["index"]),
        (r"X_t", ["capital", "code"]),
        (r"\alpha x", ["index"]),
        (r"$t$", ["capital", "index", "code"]),
        (r"at x_t", ["index"]),
        (r"x_t in:formula", ["index", "capital"]),
        (r"x_t in:code", ["code"]),
        (r"x_t -alpha", ["capital", "code"]),
    ],
)
def test_formulas_are_found_first(shelf, words, expected):
    found = query.search_articles(Filters(words=words), "en").articles
    assert [shelf[pk] for pk in found][: len(expected)] == expected


def test_pages_of_a_formula_search_are_parts_of_one_list(shelf):
    every = query.search_articles(Filters(words="x_t"), "en")
    pages = [
        query.search_articles(Filters(words="x_t"), "en", start=n, end=n + 1) for n in range(4)
    ]
    assert [pk for page in pages for pk in page.articles] == every.articles
    assert {page.found.total for page in pages} == {len(every.articles)}
    assert every.is_all


def test_where_formulas_have_the_latex_single_letters_are_not_marked():
    made("a", "令 $x_{t}$ 为 t。\n\n```\nt = x\n```\n\n`x_t`\n\n## B\n\n$\\frac{1}{2}$ 与 1 和 2。")
    results = SearchResults.for_words(Filters(words=r"x_t"), language="zh-hans", size=9)
    assert results.hits == (1, 0, 1)  # the inline code, and the formula
    results = SearchResults.for_words(Filters(words=r"\frac12"), language="zh-hans", size=9)
    assert results.hits == (0, 0, 1)
    assert [section.id for section in results.articles[0].hits.sections] == ["b"]


def test_a_formula_in_a_heading_is_found_before_one_in_the_text():
    heading = made("heading", "## The $x_t$\n\nText.", 1).pk
    text = made("text", "The $x_t$.", 2).pk
    assert query.search_articles(Filters(words="x_{t}"), "en").articles == [heading, text]


@pytest.mark.parametrize(
    "words", [r"\\", "{", "}{", "$", "$$", "^" * 200, "_{" * 100, r"\'", r"\"x"]
)
def test_broken_latex_is_no_error(words):
    made("a", f"$x$ {words}")
    query.search_articles(Filters(words=words), "en")
