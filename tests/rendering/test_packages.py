r"""Commands of LaTeX packages such as siunitx and physics."""

import re

import pytest

from rendering import render

TAG = re.compile("<[^>]*>")
SPACE = re.compile(r'<mspace width="0\.1666[^>]*/>')


def seen(latex: str, *, display: bool = False) -> str:
    """The text of a formula's MathML; a thin space is a character."""
    fence = "$$" if display else "$"
    rendered = render(f"{fence}{latex}{fence}")
    assert rendered.warnings == ()
    presentation = rendered.html.partition("<annotation")[0]
    return TAG.sub("", SPACE.sub(" ", presentation)).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("latex", "says"),
    [
        (r"\num{12345.67}", "12 345.67"),
        (r"\num{1234}", "1234"),
        (r"\num{1.5e-3}", "1.5×10−3"),
        (r"\num{e10}", "1010"),
        (r"\num{-1,5}", "−1.5"),
        (r"\num{.5}", "0.5"),
        (r"\num{1.2(3)e5}", "1.2(3)×105"),
        (r"\num{1.2 +- 0.1}", "1.2±0.1"),
        (r"\num[round-precision=2]{3}", "3"),
        (r"\num{n}", "n"),
        (r"\qty{1.5}{\kilo\gram}", "1.5 kg"),
        (r"\qty{3}{\metre\per\second\squared}", "3 m s−2"),
        (r"\SI{10}{\kilo\meter\per\hour}", "10 km h−1"),
        (r"\SI{3}{m/s^2}", "3 m/s2"),
        (r"\SI[per-mode=symbol]{3}{\per\second}", "3 s−1"),
        (r"\SI{5}{\micro\second}", "5 μs"),
        (r"\unit{\kilo\ohm}", "kΩ"),
        (r"\unit{\square\metre}", "m2"),
        (r"\unit{\kg\m\per\s^2}", "kg m s−2"),
        (r"\unit{\metre\tothe{4}}", "m4"),
        (r"\si{kg.m}", "kg m"),
        (r"\qty{20}{\degreeCelsius}", "20 ∘C"),
        (r"\qty{30}{\degree}", "30∘"),
        (r"\qty{5}{\percent}", "5 %"),
        (r"\ang{45}", "45∘"),
        (r"\ang{12;3;4.5}", "12∘3′4.5′′"),
        (r"\numrange{1}{5}", "1–5"),
        (r"\qtyrange{1}{5}{\metre}", "1–5 m"),
        (r"\numlist{1;2;3}", "1,2,3"),
    ],
)
def test_numbers_and_units_read_as_siunitx_prints_them(latex: str, says: str) -> None:
    assert seen(latex) == says


def test_qty_of_the_physics_package_makes_brackets() -> None:
    assert [seen(rf"\qty{given}") for given in ("(x)", "[x]", "|x|", "{x}")] == [
        *("(x)", "[x]", "|x|", "{x}"),
    ]


def test_an_unknown_unit_is_warned_of_with_its_name() -> None:
    (warning,) = render(r"$\qty{1}{\parsnip}$").warnings
    assert r"\parsnip is no unit" in warning.message


@pytest.mark.parametrize(
    ("latex", "says"),
    [
        (r"\frac{\part f}{\part x}", "∂f∂x"),
        (r"a \and b \or c", "a∧b∨c"),
        (r"x^′+y′+z^{′}+w_i^′", "x′+y′+z′+wi′"),
        (r"f^{′′}", "f′′"),
        (r"\textcircled{1}\textcircled a\textcircled{B}\textcircled{12}\textcircled{36}", "①ⓐⒷ⑫㊱"),
        (r"\text{步骤 \textcircled{2} 与 \textcircled 3}", "步骤 ② 与 ③"),
        (r"\textcircled{甲}", "甲"),
        (r"\texteuro 5\textbullet\text{\texteuro\textdagger}", "€5•€†"),
        (r"\upalpha\Upomega\symbf{x}\scr{A}", "αΩ𝐱𝒜︁"),
        (r"n\*m\[a\]", "n∗m[a]"),
        (r"\mqty(a&b\\c&d)\pmqty{e\\f}\mdet{g&h\\i&j}", "(abcd)(ef)|ghij|"),
        (r"\eval{x^2}_0^1\pqty{x}\Bqty{y}\vqty{z}", "\u2063x2|01(x){y}|z|"),
        (r"\ip{a}{b}\op{a}{b}\Ketbra{a}{b}", "⟨a|b⟩|a⟩⟨b||a⟩⟨b|"),
        (r"x \qq{if} y \qotherwise z", "xifyotherwisez"),
        (r"\definecolor{mine}{RGB}{1,2,3}\textcolor{mine}{x}", "x"),
        (r"\splitfrac{a}{b}", "ab"),
    ],
)
def test_commands_of_packages_are_converted(latex: str, says: str) -> None:
    assert seen(latex) == says


@pytest.mark.parametrize("limit", ["varlimsup", "varliminf", "varinjlim", "varprojlim"])
def test_limits_stand_below_in_a_display_and_beside_in_a_line(limit: str) -> None:
    base = r"(?:(?!<mi>n</mi>).)*lim.*?</mpadded><mi>n</mi>"
    assert re.search(f"<munder>{base}</munder>", render(rf"$$\{limit}_n a$$").html)
    assert re.search(f"<msub>{base}</msub>", render(rf"$\{limit}_n a$").html)


@pytest.mark.parametrize("name", [r"\operatorname*{\mathbf{E}}", r"\operatorname*{arg\,max}"])
def test_a_starred_operator_has_its_limit_below_in_a_display(name: str) -> None:
    assert re.search(r"<munder>.*<mi>n</mi></munder>", render(rf"$${name}_n a$$").html)


def test_two_rules_between_columns_are_both_kept() -> None:
    html = render(r"$$\begin{array}{|l||r|}a&b\\ \hline c&d\end{array}$$").html
    assert '<mtd class="l br"><mi>a</mi></mtd><mtd class="br thin"></mtd>' in html
    assert html.count('class="br thin"') + html.count('class="bt br thin"') == 2


def test_conditions_of_starred_cases_are_text() -> None:
    html = render("$$\n\\begin{cases*} 1 & if $x>0$ \\\\ 2 & otherwise \\end{cases*}\n$$").html
    html = html.replace("\xa0", " ")
    assert "<mtext> if </mtext><mi>x</mi>" in html
    assert "<mtext> otherwise </mtext>" in html


def test_a_defined_colour_holds_for_the_article() -> None:
    html = render(r"$\definecolor{mine}{HTML}{AABBCC}$ 与 $\color{mine}x$").html
    assert 'mathcolor="#aabbcc"' in html
    assert "mine" not in html.replace(r"\color{mine}", "").replace(r"\definecolor{mine}", "")


def test_script_and_calligraphic_letters_differ() -> None:
    assert seen(r"\mathscr{L}") != seen(r"\mathcal{L}")
