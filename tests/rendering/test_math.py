"""Formulas: converted, numbered, or shown as their source."""

import re
from html import escape

import pytest

from rendering import DIALECTS, RenderWarning, in_words, message, render
from rendering.math import temml
from rendering.math.guard import converter_objection
from rendering.result import FORMULA_END, FORMULA_START


def html(latex: str, display: bool = True) -> str:
    return render(f"$$\n{latex}\n$$" if display else f"令 ${latex}$").html


def annotations(text: str) -> list[str]:
    return re.findall(r'x-tex">(.*?)</annotation>', text, re.DOTALL)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_bad_formula_shows_its_source_and_warns(dialect: str) -> None:
    rendered = render("好 $a$\n\n坏 $\\nosuch < 1$\n\n好 $b$", dialect=dialect)
    assert '<code class="bad-math">\\nosuch &lt; 1</code>' in rendered.html
    assert annotations(rendered.html) == ["a", "b"]
    (warning,) = rendered.warnings
    unknown = message("command-unknown", command=r"\nosuch")
    assert warning == RenderWarning(
        3,
        "formula-is-source",
        {"reason": message("reason-in-column", column=4, reason=unknown), "quote": r"\nosuch < 1"},
    )
    assert warning.message == (
        "This formula is shown as source (column 4: Unknown command “\\nosuch”; look at its"
        " spelling, or define it with \\newcommand): \\nosuch < 1"
    )


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_annotation_is_what_the_author_wrote(dialect: str) -> None:
    latex = r"a_{1}*b_{2}*c \left<x\right> \tag{3} \text{甲 $x$} a<b"
    rendered = render(f"$$\n{latex}\n$$", dialect=dialect)
    (annotation,) = annotations(rendered.html)
    assert annotation.strip() == escape(latex)


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{aligned}a&=b\\c&=d\end{aligned}",
        r"\begin{split}a&=b\\c&=d\end{split}",
        r"\begin{alignedat}{2}a&=b&c&=d\end{alignedat}",
        r"\begin{eqnarray}a&=&b\end{eqnarray}",
        r"\begin{bmatrix}1&2\cr3&4\end{bmatrix}",
        r"\begin{array}{r|c:l}\hline a&b&c\\\hdashline d&e&f\end{array}",
        r"\begin{cases}1&x>0\\0&\text{否则}\end{cases}",
        r"x = 1 \tag{1}",
        r"x = 1 \\ y = 2",
        r"\left<a, b\right>",
        r"\sum_{\substack{i<n\\j<m}} x",
        r"\operatorname{\mathbf{grad}} f",
        r"\mathop{\mathrm{lim}}\limits_{x\to 0} f",
        r"\text{当 $x>0$ 时}",
        r"\boxed{x} \cancel{y} \color{red}{z}",
        r"\R \argmax_x \pmb{x} \mathbbm{1} \norm{x} \dotsb \mbox{文}",
        r"\widetilde{P}(x)",
    ],
)
def test_common_formulas_are_converted_without_inline_styles(latex: str) -> None:
    rendered = render(f"$$\n{latex}\n$$")
    assert rendered.warnings == ()
    assert " style=" not in rendered.html


def test_equations_are_numbered_through_the_article() -> None:
    text = render(
        "\\begin{align}a\\end{align}\n\n文\n\n"
        "\\begin{align}b\\label{e}\\end{align}\n\n见 $\\eqref{e}$"
    ).html
    assert "<mtext>(1)</mtext>" in text
    assert 'id="eq-e"><mtext>(2)</mtext>' in text
    assert '<a href="#eq-e">(2)</a>' in text


def test_colour_is_an_attribute() -> None:
    assert 'mathcolor="red"' in html(r"\color{red}{x}")


def test_alignment_is_a_class() -> None:
    text = html(r"\begin{align}a&=b\end{align}")
    assert 'class="r pr0"' in text
    assert 'class="tag"' in text


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        ("(" * 32, "brackets"),
        (r"\left(" * 13 + r"\right)" * 13, "brackets"),
        (r"\langle " * 20, "brackets"),
        (r"\bigl|" * 20, "brackets"),
        ("x_{" * 100 + "y" + "}" * 100, "nested"),
        (r"\expandafter\a\b", "macros"),
        (r"\newenvironment{a}{x}{y}", "macros"),
        (r"\pmod " * 20, "pmod"),
        ("x" * 6_000, "longer"),
        ("(^)" * 28, "brackets"),
        ("(_)" * 28, "brackets"),
        ("{(}" * 28, "brackets"),
        ("(^{)}" * 28, "brackets"),
        (r"(\hat)" * 28, "brackets"),
        (r"\langle^\rangle" * 28, "brackets"),
    ],
)
def test_latex_that_would_hang_or_crash_the_converter_is_refused(
    latex: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    objection = converter_objection(latex)
    assert objection
    assert reason in in_words(objection)
    monkeypatch.setattr(temml, "convert_with_temml", lambda *_: None)
    rendered = render(f"$$\n{latex}\n$$")
    assert "bad-math" in rendered.html
    assert len(rendered.warnings) == 1


@pytest.mark.parametrize(
    "latex",
    [
        "[0, 1)",
        "(" * 8 + ")" * 8,
        "()" * 400,
        r"f(x) = \left[ a, b \right)",
        "{" * 20 + "}" * 20,
        r"\texttt{(}" * 40,
        r"\hat{(x)}" * 40,
        "(x^{2})" * 40,
    ],
)
def test_the_guard_accepts_real_formulas(latex: str) -> None:
    assert converter_objection(latex) is None


def test_a_huge_space_is_limited() -> None:
    assert 'width="20em"' in html(r"a\hspace{99999em}b")


def test_a_display_formula_in_a_sentence_stays_in_its_paragraph() -> None:
    text = render("因为 $$x$$ 所以").html
    assert "<div" not in text
    assert '<span class="eq">' in text


@pytest.mark.parametrize("dialect", DIALECTS)
def test_formulas_in_links_bold_tables_and_headings(dialect: str) -> None:
    source = "## $a$\n\n**$b$** [$c$](x)\n\n| h |\n|---|\n| $d$ |"
    assert annotations(render(source, dialect=dialect).html) == ["a", "b", "c", "d"]


def test_formulas_are_counted() -> None:
    counts = render("$a$ 与 $b$\n\n$$\nc\n$$").counts
    assert (counts.formulas, counts.displays) == (3, 1)


def test_a_formula_in_a_picture_s_words_is_its_latex() -> None:
    assert 'alt="图 x^2"' in render("见 ![图 $x^2$](a.png) 处").html


@pytest.mark.parametrize("dialect", DIALECTS)
def test_search_reads_prose_code_and_latex(dialect: str) -> None:
    found = render("# 题\n\n文 $\\alpha$\n\n```\ncode\n```", dialect=dialect)
    marked = f"{FORMULA_START}\\alpha{FORMULA_END}"
    assert (found.headings, found.prose, found.code) == ("题", f"文 {marked}", "code")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_spaces_at_the_ends_of_a_formulas_lines_are_kept(dialect):
    source = "文\n\n$$\na \\times \nb  \n$$\n\n正"
    assert annotations(render(source, dialect=dialect).html) == ["\na \\times \nb  \n"]


def test_nesting_without_braces_is_measured_in_the_mathml() -> None:
    (warning,) = render("$" + r"\sqrt " * 400 + "x$").warnings
    assert "nested deeper" in warning.message


def test_the_number_of_formulas_per_article_is_limited() -> None:
    rendered = render(("$x$ " * 2_001 + "\n\n") * 10)
    assert rendered.html.count("bad-math") == 10
    assert "more than 20000 formulas" in rendered.warnings[0].message


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("好\n\n坏 $a + \\nosuch$", 3, 8),
        ("$$\na\n+ \\nosuch\n$$", 3, 3),
        ("> $$\n> \\nosuch\n> $$", 2, 3),
        ("- 一\n\n    $$a \\nosuch$$", 3, 9),
        ("```math\n\\nosuch\n```", 2, 1),
        ("$\\frac{a}$", 1, 10),
        ("$\\newcommand{\\x}{\\nosuch}a\\x$", 1, 27),
    ],
)
def test_a_bad_formula_is_warned_of_by_line_and_column(
    source: str, line: int, column: int, dialect: str
) -> None:
    (warning,) = render(source, dialect=dialect).warnings
    assert (warning.line, f"column {column}:" in warning.message) == (line, True)


@pytest.mark.parametrize("script", ["^2", "_0", "_0^2"])
def test_a_sized_bracket_below_a_script_stands_in_a_row_of_its_own(script):
    html = render(rf"$\bigl(x\bigr){script}$").html
    assert re.search(r"<m(?:sub|sup|subsup)><mrow><mo [^>]*minsize[^>]*>\)</mo></mrow>", html)
