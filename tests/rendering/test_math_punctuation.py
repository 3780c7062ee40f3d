"""Punctuation stays on the line of the formula beside it; Han characters keep a distance."""

import re

import pytest

from rendering import DIALECTS, render

MATH = re.compile("<math.*?</math>")


def paragraph(source: str, dialect: str) -> str:
    html = MATH.sub("M", render(source, dialect=dialect).html)
    return html.replace('<span class="math-punct hug">', "[").replace("</span>", "]")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("令 $x$。然后", "令 [M。]然后"),
        ("（$x$，$y$）", "[（M，][M）]"),
        ("“$a$”、$b$", "[“M”、]M"),
        ("let $x$, then", "let [M,] then"),
        ("见（$x$ 与", "见[（M] 与"),
        ("$x$ 好", "M 好"),
        ("$x$", "M"),
        ("$x$！？好", "[M！？]好"),
        ("令 $x$．然后", "令 [M．]然后"),
        ("好$x$<b>。</b>", "好M<b>。</b>"),
    ],
)
def test_punctuation_is_wrapped_with_the_formula(source: str, expected: str, dialect: str) -> None:
    assert paragraph(source, dialect) == f"<p>{expected}</p>"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_punctuation_of_a_displayed_formula_is_not_wrapped(dialect: str) -> None:
    assert "math-punct" not in render("文 $$x$$。文", dialect=dialect).html


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("令$x$为", "han-before han-behind"),
        ("令 $x$ 为", ""),
        ("令$x$，则", "han-before"),
        ("，$x$为", "han-behind"),
        ("（$x$）", ""),
        ("**令**$x$*为*", "han-before han-behind"),
        ("令**$x$**为", "han-before han-behind"),
        ("let $x$ be", ""),
        ("令$\\def\\a{b}$为", "silent"),
        ("令\n\n$$x$$\n\n为", ""),
    ],
)
def test_a_formula_that_touches_han_is_set_apart(source: str, expected: str, dialect: str) -> None:
    (found,) = re.findall(r"<math([^>]*)>", render(source, dialect=dialect).html)
    assert (re.findall('class="([^"]*)"', found) or [""]) == [expected]
