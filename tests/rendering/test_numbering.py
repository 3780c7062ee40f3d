"""Equations are numbered through the article, and references link to them."""

import re

import pytest

from rendering import DIALECTS, render
from rendering.document import Document
from rendering.math import convert_formulas
from rendering.math.mathml import kept_mathml
from rendering.math.spoken import kept_words
from rendering.placeholders import EquationReference, Formula
from rendering.tree import build_tree, fill_placeholders, serialize_tree

NUMBER = re.compile(r'<mtd class="(?:side )?tag"[^>]*>(.*?)</mtd>')


def numbers(source: str, dialect: str = "commonmark") -> list[str]:
    found = NUMBER.findall(render(source, dialect=dialect).html)
    return [re.sub("<[^>]*>", "", number) for number in found]


def warnings(source: str) -> list[str]:
    return [warning.message for warning in render(source).warnings]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\begin{equation}a\end{equation}", ["(1)"]),
        (r"\begin{align}a\\b\end{align}", ["(1)", "(2)"]),
        (r"\begin{align}a\\b\\\end{align}", ["(1)", "(2)"]),
        (r"\begin{gather}a\\b\notag\\c\end{gather}", ["(1)", "(2)"]),
        (r"\begin{align}a\nonumber\\b\end{align}", ["(1)"]),
        (r"\begin{multline}a\\b\\c\end{multline}", ["(1)"]),
        (r"\begin{equation}\begin{split}a\\b\end{split}\end{equation}", ["(1)"]),
        (r"\begin{eqnarray}a&=&b\\c&=&d\end{eqnarray}", ["(1)", "(2)"]),
        (r"\begin{alignat}{2}a&b\\c&d\end{alignat}", ["(1)", "(2)"]),
        (r"\begin{align*}a\\b\end{align*}", []),
        (r"\begin{align*}a\tag{A}\\b\end{align*}", ["(A)"]),
        (r"\begin{align}a\tag{A}\\b\end{align}", ["(A)", "(1)"]),
        (r"\begin{align}a\tag*{甲}\end{align}", ["甲"]),
        (r"\begin{align}a\tag{$\ast$}\end{align}", ["(∗)"]),
        (r"$$a\tag{3}$$", ["(3)"]),
        (r"$$a\tag{A}\\b\tag{B}$$", ["(A)", "(B)"]),
        (r"$$a$$", []),
        (r"$$a\label{x}$$", ["(1)"]),
        (r"$$x=\begin{align*}a\\b\end{align*}.$$", []),
        (r"$\begin{align}a&=b\end{align}$", []),
        (r"\begin{equation}\begin{cases}a\\b\end{cases}\end{equation}", ["(1)"]),
    ],
)
def test_rows_are_numbered_as_in_latex(source: str, expected: list[str], dialect: str) -> None:
    assert numbers(source, dialect) == expected


def test_numbers_go_on_through_the_article() -> None:
    source = "\n\n文\n\n".join([r"\begin{align}a\\b\end{align}", r"$$c$$", r"$$d\label{d}$$"])
    assert numbers(source) == ["(1)", "(2)", "(3)"]


def test_only_labelled_equations_have_an_id() -> None:
    html = render(r"\begin{align}a\label{甲 乙}\\b\end{align}").html
    assert 'id="eq-甲-乙"' in html
    assert html.count(" id=") == 1


def test_ids_are_unique_and_safe() -> None:
    labels = ['a"><b>', "a b", "a-b", "x" * 300]
    html = render("\n\n".join(rf"$$x\label{{{label}}}$$" for label in labels)).html
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids)) == 4
    assert all(re.fullmatch(r"eq-[\w:.-]{1,103}", each) for each in ids)
    assert "<b>" not in html


@pytest.mark.parametrize("mention", [r"\eqref{e}", r"$\eqref{e}$", r"$a = \eqref{e}$"])
@pytest.mark.parametrize("first", [True, False])
def test_a_reference_is_a_link_wherever_it_stands(mention: str, first: bool) -> None:
    parts = [f"见 {mention}", r"\begin{equation}x\label{e}\end{equation}"]
    html = render("\n\n".join(parts if first else parts[::-1])).html
    assert '<a href="#eq-e">(1)</a>' in html


def test_an_unknown_reference_is_warned_of_and_shown_quietly() -> None:
    rendered = render("文\n\n见 \\eqref{no} 与 $\\ref{no}$")
    assert rendered.html.count('<span class="bad-ref">(??)</span>') == 2
    (warning,) = rendered.warnings
    assert warning.line == 3
    assert "“no”" in warning.message


def test_a_label_given_twice_is_warned_of_and_the_first_keeps_it() -> None:
    source = "$$a\\label{e}$$\n\n$$b\\label{e}$$\n\n\\eqref{e}"
    assert '<a href="#eq-e">(1)</a>' in render(source).html
    assert warnings(source) == ["Two equations are called “e”; references lead to the first"]


def test_a_label_given_by_the_dialect_can_be_referred_to() -> None:
    document = Document("")
    mention = document.hold(EquationReference("书", brackets=False))
    document.html = mention + document.hold(Formula("x", True, True, label="书"))
    for step in (build_tree, convert_formulas, serialize_tree, fill_placeholders):
        step(document)
    assert document.html.startswith('<a href="#eq-书">1</a>')
    assert 'id="eq-书"><mtext>(1)</mtext>' in document.html


def test_a_reference_reads_as_its_number_in_excerpt_and_search() -> None:
    rendered = render("由 \\eqref{e} 知\n\n$$x\\label{e}$$")
    assert rendered.excerpt.startswith("由 (1) 知")
    assert "由 (1) 知" in rendered.prose
    assert rendered.counts.formulas == 1


def test_what_is_remembered_of_other_texts_changes_nothing():
    equation = "$$\n\\begin{equation}\n\\R^2 \\color{red}{+} x\n\\end{equation}\n$$\n\n文 $\\R$"
    texts = [
        (source, macros, language)
        for source in (equation, f"{equation}\n\n{equation}")
        for macros in ({"R": "\\mathbb{R}"}, {"R": "r"})
        for language in ("zh-hans", "en")
    ]

    def html(source: str, macros: dict[str, str], language: str) -> str:
        return render(source, macros=macros, language=language).html

    shown = [html(*text) for text in texts]
    assert len(set(shown)) == len(texts)
    for text, expected in zip(texts, shown, strict=True):
        kept_mathml.cache_clear()
        kept_words.cache_clear()
        assert html(*text) == expected
