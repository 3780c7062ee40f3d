"""Formulas as SVG, for feed readers without MathML."""

import re
from xml.etree import ElementTree

import pytest

from rendering import FORMULA_DRAWER, formula_size, formulas_of, render
from rendering.output.drawable_mathml import CannotDraw
from rendering.output.formula_svg import draw_formula

SVG = "{http://www.w3.org/2000/svg}"


def mathml(latex: str) -> str:
    (found,) = formulas_of(render(latex).html)
    return found


def shapes(latex: str) -> int:
    root = ElementTree.fromstring(draw_formula(mathml(latex)))
    return len(root.findall(f".//{SVG}defs//{SVG}path")) + len(
        root.findall(f".//{SVG}defs//{SVG}rect")
    )


@pytest.mark.parametrize(
    ("latex", "count"),
    [
        ("$x$", 1),
        (r"$\frac{a}{b}$", 3),
        (r"$\sqrt{x}$", 3),
        (r"$\sum_{i=1}^n x_i$", 7),
        (r"$\mathcal{L}$", 1),
        (r"$\tilde\beta_t$", 3),
        ("$$\n\\begin{align} a &= b \\\\ c &= d \\end{align}\n$$", 12),
        (r"$\log x$", 4),
        (r"$\operatorname{softmax}(x)$", 10),
    ],
)
def test_every_sign_of_a_formula_is_drawn(latex: str, count: int) -> None:
    assert shapes(latex) == count


def test_picture_is_well_formed_and_says_its_size_in_em() -> None:
    svg = draw_formula(mathml(r"$\frac{a}{b}$"))
    root = ElementTree.fromstring(svg)
    size = formula_size(svg)
    assert size is not None
    assert root.get("width") == f"{size.width:.3f}em"
    assert 0.4 < size.width < 1
    assert 1 < size.height < 2


def test_picture_is_as_high_above_the_middle_of_small_letters_as_below() -> None:
    for latex in ("$x$", "$x_t$", r"$\frac{a}{b}$", r"$\sqrt{\frac{a}{b}}$"):
        root = ElementTree.fromstring(draw_formula(mathml(latex)))
        _left, top, _width, height = map(float, (root.get("viewBox") or "").split())
        assert top + height / 2 == pytest.approx(-23.5, abs=0.1)


def test_picture_has_letters_and_edges_for_light_and_dark() -> None:
    svg = draw_formula(mathml(r"$\frac{a}{b}$"))
    assert svg.count('<use href="#f"/>') == 2
    assert "prefers-color-scheme:dark" in svg
    assert not re.search(r'fill="(?!currentColor)', svg)


def test_picture_keeps_the_colours_of_the_author() -> None:
    svg = draw_formula(mathml(r"$\textcolor{red}{x}+y$"))
    assert re.findall(r'<path[^>]* fill="(\w+)"', svg) == ["red", "currentColor", "currentColor"]


@pytest.mark.parametrize(
    "latex",
    [
        r"$\text{中文}$",
        "$$\n\\left[\\begin{array}{c|c} a & b \\end{array}\\right]\n$$",
        r"$\cancel{x}$",
    ],
)
def test_formula_with_something_that_would_be_missing_is_not_drawn(latex: str) -> None:
    with pytest.raises(CannotDraw):
        draw_formula(mathml(latex))


@pytest.mark.parametrize("markup", ["<math>", "<math></math>", "<math><script>x</script></math>"])
def test_mathml_that_is_not_ours_is_not_drawn(markup: str) -> None:
    with pytest.raises(CannotDraw):
        draw_formula(markup)


@pytest.mark.slow
def test_pictures_are_drawn_in_a_process_of_their_own(tmp_path) -> None:
    latex = ["$x$", r"$\frac{a}{b}$", r"$\text{中文}$"]
    jobs = [(str(tmp_path / "f" / "ab" / f"{n}.svg"), mathml(each)) for n, each in enumerate(latex)]
    (tmp_path / "f").mkdir()
    FORMULA_DRAWER.wait(jobs, 60)
    written = [(tmp_path / "f" / "ab" / f"{n}.svg").read_text() for n in range(3)]
    assert [bool(formula_size(each)) for each in written] == [True, True, False]
    assert written[2] == ""
