"""Names of displayed formulas: short ones in words, others by their number or their beginning."""

import re
from html import unescape

import pytest

from rendering import render
from rendering.output.feed import for_feed

SHORT = [
    ("x^2", "x 的平方", "x squared"),
    (
        r"a_i + b_{t-1}",
        "a 下标 i 加 b 下标 t 减 1 下标结束",
        "a sub i plus b sub t minus 1 end sub",
    ),
    (r"\frac{a}{b} = \sqrt{c}", "b 分之 a 等于根号 c", "a over b equals root of c"),
    (
        r"\frac{a+1}{b}",
        "分式，分子 a 加 1，分母 b，分式结束",
        "the fraction a plus 1 over b end fraction",
    ),
    (
        r"\sum_{i=1}^n a_i",
        "求和，从 i 等于 1 到 n，a 下标 i",
        "sum from i equals 1 to n of a sub i",
    ),
    (r"\mathbf{A}^\top \hat{y} \le \alpha'", "A 转置 y 帽小于等于 alpha 撇", None),
    (r"x^n \ne x^{(t)}", "x 的 n 次方不等于 x 上标左括号 t 右括号上标结束", None),
    (r"\text{损失} = \sqrt[3]{x}", "损失等于 x 的 3 次方根", None),
    (r"e^{i\pi} + 1 = 0 \tag{3}", None, "e superscript i pi end superscript plus 1 equals 0 (3)"),
]
LONG = "+".join("abcdefghijklmnopqrstuvwxyz")
OTHERS = [
    (f"L = {LONG}", "公式 L 等于…"),
    (rf"L = {LONG} \tag{{3}}", "公式 (3)"),
    (r"A = \begin{pmatrix} a & b \\ c & d \end{pmatrix}", "公式 A 等于…"),
    (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "公式 a 等于…"),
    (r"\begin{align} a &= b \\ c &= d \\ e &= f \end{align}", "公式 (1)…(3)"),
    (r"\begin{pmatrix} a \end{pmatrix}", "公式"),
    (r"\binom{n}{k}", "公式"),
    (r"\underbrace{a}_{b} = c", "公式"),
]


def name(latex: str, language: str = "zh-hans") -> str:
    html = render(f"$$\n{latex}\n$$", language=language).html
    (found,) = re.findall(r'<div class="box" data-name="([^"]*)">', html)
    return unescape(found)


@pytest.mark.parametrize(("latex", "chinese", "english"), SHORT)
def test_a_short_formula_is_named_by_its_words(latex, chinese, english):
    if chinese:
        assert name(latex) == chinese
    if english:
        assert name(latex, "en") == english


@pytest.mark.parametrize(("latex", "chinese"), OTHERS)
def test_other_formulas_are_named_by_number_or_beginning(latex, chinese):
    assert name(latex) == chinese


def test_only_a_formula_that_may_scroll_is_named():
    assert "data-name" not in render("令 $x^2$ 为正").html


def test_feeds_have_no_names_of_boxes():
    assert "data-name" not in for_feed(render("$$x$$").html, base="https://blog.example/")
