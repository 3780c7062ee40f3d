"""Macros of the site and of an article."""

import re

import pytest

from rendering import MacroError, parse_macros, render
from rendering.math import expand
from tests.work import steps

pytestmark = pytest.mark.slow


def test_all_forms_of_definitions_in_the_table_are_read() -> None:
    table = parse_macros(
        "\\R \\mathbb{R}\r\n\n% a remark\n\\abs \\left| #1 \\right|\n"
        "\\newcommand{\\vx}{\\mathbf{x}}\n\\def\\pd#1#2{\\frac{#1}{#2}}\n"
        "\\renewcommand\\vec[1]{\\mathbf{#1}}\n\\DeclareMathOperator*{\\amax}{arg\\,max}"
    )
    assert list(table) == ["R", "abs", "vx", "pd", "vec", "amax"]
    source = "$\\R \\abs{x} \\vx \\pd{a}{b} \\vec y \\amax_x$"
    assert render(source, macros=table).warnings == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("R x", "Line 1: write a name"),
        ("\\R", "write a name"),
        ("\\a x\n\\b {x", "Line 2: a brace is opened"),
        ("\\b x}", "a brace is closed"),
        ("\\a \\b\n\\b \\a", "without end"),
        ("\\a \\a", "without end"),
        (
            "\n".join(
                rf"\{c} \{d}\{d}" for c, d in zip("abcdefghijklm", "bcdefghijklmn", strict=True)
            ),
            "too long",
        ),
        ("\\begin x", "rename it"),
        (f"\\x {'y' * 600}", "longer than 500"),
        ("\\a x\n\\a y", "in line 1 too"),
        ("\\newcommand{\\a}[2][x]{#1#2}", "optional arguments"),
        ("\\newcommand{\\a}[2]{#1}", "does not use all"),
        ("\\newcommand{a}{x}", "cannot be the name"),
        ("\\def\\a#1.{x}", "between the arguments"),
    ],
)
def test_an_invalid_line_is_refused_with_its_number(text: str, reason: str) -> None:
    with pytest.raises(MacroError, match=r"Line \d+: ") as caught:
        parse_macros(text)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    "definition",
    [
        r"\newcommand{\vx}{\mathbf{x}}",
        r"\newcommand\vx{\mathbf{x}}",
        r"\renewcommand{\vx}{\mathbf{x}}",
        r"\def\vx{\mathbf{x}}",
        r"\let\vx=\alpha",
        r"\DeclareMathOperator{\vx}{x}",
    ],
)
def test_a_definition_holds_for_the_rest_of_the_article(definition: str) -> None:
    rendered = render(f"前 $\\vx$\n\n$${definition}$$\n\n令 $\\vx$ 与 $\\vx_1$")
    (before,) = rendered.warnings
    assert before.line == 1
    assert rendered.html.count('<math class="silent">') == 1


@pytest.mark.parametrize(
    ("definition", "use", "shown"),
    [
        (r"\newcommand{\p}[2]{(#2#1)}", r"\p ab", "(ba)"),
        (r"\newcommand{\p}[2][c]{(#2#1)}", r"\p{b}\p[a]{b}", "(bc)(ba)"),
        (r"\def\p#1{[#1]}", r"\p{xy}z", "[xy]z"),
        (r"\DeclarePairedDelimiter{\p}{\lvert}{\rvert}", r"\p{x}\p*{y}", "|x||y|"),
        (r"\newcommand{\be}{\begin{matrix}}\newcommand{\ee}{\end{matrix}}", r"\be a\ee", "a"),
        (r"\newcommand{\p}{x}\providecommand{\p}{y}", r"\p", "x"),
        (r"\let\old\vec\renewcommand{\vec}[1]{\old{#1}!}", r"\vec x", "x→!"),
    ],
)
def test_macros_expand_as_in_latex(definition: str, use: str, shown: str) -> None:
    html = render(f"${definition}$\n\n$${use}$$").html
    formula = html.rpartition("<semantics>")[2].partition("<annotation")[0]
    assert re.sub("<[^>]*>", "", formula) == shown


def test_an_article_may_redefine_the_sites_macros() -> None:
    html = render(r"$\newcommand{\x}{b}\x$", macros={"x": "a"}).html
    assert "<mi>b</mi>" in html


@pytest.mark.parametrize(
    "bomb",
    [
        r"\def\a{\a}\a",
        r"\def\a{\a\a}\a",
        r"\def\a#1{\a{#1#1}}\a{x}",
        "".join(
            rf"\def\{c}{{\{d}\{d}\{d}\{d}}}"
            for c, d in zip("abcdefghij", "bcdefghijk", strict=True)
        )
        + r"\a",
        r"\def\a#1{{#1}}" + r"\a{" * 300 + "x" + "}" * 300,
        r"\newcommand{\b}{" + "x" * 4000 + "}" + r"\b" * 300,
    ],
)
def test_a_macro_that_expands_without_end_is_refused(bomb: str) -> None:
    rendered = render(f"$${bomb}$$\n\n好 $x$")
    assert "bad-math" in rendered.html
    assert "<mi>x</mi>" in rendered.html


def test_expansion_is_limited_per_article(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(expand.StepBudget.__init__, "__defaults__", (2 * expand.MOST_STEPS,))

    def article(formulas: int) -> str:
        return "\n\n".join([r"$\def\a{\a x}\a$"] * formulas)

    rendered = render(article(500))
    assert rendered.html.count("bad-math") == 500
    assert len(rendered.warnings) <= 101
    few, many = (steps(lambda n=n: render(article(n))) for n in (5, 50))
    assert many < 2 * few
