"""Captions of pictures that contain formulas."""

import re

import pytest

from rendering import DIALECTS, render


def caption_of(html: str) -> str:
    """Without the element that keeps a formula and the punctuation behind it on one line."""
    caption = html.partition("<figcaption>")[2].partition("</figcaption>")[0]
    return re.sub(r"</?span[^>]*>", "", caption)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "source",
    [
        "![面积 $x^2$，边长 x](a.png)",
        '![方](a.png "面积 $x^2$，边长 x")',
        r"![面积 \(x^2\)，边长 x](a.png)",
        "[![面积 $x^2$，边长 x](a.png)](b.html)",
        "![面积 $x^2$，边长 x](a.mp4)",
    ],
)
def test_formulas_in_a_caption_are_formulas(dialect, source):
    rendered = render(source, dialect=dialect)
    before, formula, after = caption_of(rendered.html).partition("<math")
    assert (before, after.partition("</math>")[2]) == ("面积 ", "，边长 x")
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in after
    assert rendered.counts.formulas == 1
    assert formula
    assert not rendered.warnings


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_alternative_text_has_latex_and_search_finds_it_once(dialect):
    rendered = render("![面积 $x^2$](a.png)", dialect=dialect)
    assert 'alt="面积 x^2"' in rendered.html
    assert (rendered.prose.count("面积"), rendered.prose.count("x^2")) == (1, 1)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_picture_of_a_row_has_its_own_caption(dialect):
    html = render("![甲 $a$](a.png)\n![乙 $b$](b.png)\n![丙](c.png)", dialect=dialect).html
    first, second, third = html.split("<figure")[1:]
    assert "<mi>a</mi>" in caption_of(first)
    assert "<mi>b</mi>" in caption_of(second)
    assert caption_of(third) == "丙"


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("source", ["字 ![面积 $x^2$](a.png) 字", "![价格 \\$5 和 \\$6](a.png)"])
def test_pictures_within_a_text_and_amounts_of_money_have_no_formula(dialect, source):
    rendered = render(source, dialect=dialect)
    assert "<math" not in rendered.html
    assert "lw-" not in rendered.html
    assert rendered.counts.formulas == 0


@pytest.mark.parametrize("dialect", DIALECTS)
def test_digits_after_a_formula_stay_text(dialect):
    caption = caption_of(render("![甲 \\(x\\)12$y$](a.png)", dialect=dialect).html)
    assert re.sub("<[^>]+>", "", re.sub("<annotation.*?</annotation>", "", caption)) == "甲 x12y"
