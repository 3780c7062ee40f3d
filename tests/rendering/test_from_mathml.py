"""LaTeX of MathML that other programs write, and of our own."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from rendering import render
from rendering.from_html.mathml import latex_of_mathml

FORMULAS = (Path(__file__).parent / "formulas.txt").read_text().splitlines()
ANNOTATION = re.compile(r"<annotation.*?</annotation>| alttext=\"[^\"]*\"", re.DOTALL)


def drawn(*formulas: str) -> list[LexborNode]:
    html = render("".join(f"$$\n{latex}\n$$\n\n" for latex in formulas)).html
    return LexborHTMLParser(html).css("math")


def without_source(math: LexborNode) -> str:
    return ANNOTATION.sub("", math.html or "")


def test_formulas_come_back_as_formulas_that_look_the_same():
    before = drawn(*FORMULAS)
    after = drawn(*(latex_of_mathml(math) for math in before))
    assert len(before) == len(after) == len(FORMULAS)
    for latex, one, other in zip(FORMULAS, before, after, strict=True):
        assert without_source(other) == without_source(one), latex


CASES = {
    # As KaTeX, MathJax, Pandoc, Word and LaTeXML write it
    "<mfenced><mi>x</mi><mi>y</mi></mfenced>": "(x, y)",
    '<mfenced open="["><mfrac><mi>a</mi><mi>b</mi></mfrac></mfenced>': (
        r"\left[ \frac{a}{b} \right)"
    ),
    "<mi>f</mi><mo>&ApplyFunction;</mo><mo>(</mo><mi>x</mi><mo>)</mo>": "f(x)",
    "<mi>softmax</mi><mo>&ApplyFunction;</mo><mi>x</mi>": r"\operatorname{softmax}x",
    "<mi>sin</mi><mo>&ApplyFunction;</mo><mi>x</mi>": r"\sin x",
    "<mi>ROI</mi>": r"\mathrm{ROI}",
    "<mi mathvariant='bold'>v</mi><mi mathvariant='normal'>Γ</mi>": r"\mathbf{v}\Gamma",
    "<munder><mo>lim</mo><mrow><mi>n</mi><mo>→</mo><mi>∞</mi></mrow></munder><mi>a</mi>": (
        r"\lim_{n\to\infty} a"
    ),
    "<mmultiscripts><mi>C</mi><mn>6</mn><none/><mprescripts/><none/><mn>14</mn></mmultiscripts>": (
        "{}^{14}C_6"
    ),
    "<msup><mi>x</mi><mo>′</mo></msup>": "x'",
    "<msup><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></msup>": "{a + b}^2",
    "<mover><mi>x</mi><mo>^</mo></mover>"
    "<mover><mrow><mi>a</mi><mi>b</mi></mrow><mo>→</mo></mover>": (r"\hat{x}\overrightarrow{ab}"),
    "<mn>1,000</mn><mo>−</mo><mn>5</mn><mo>%</mo>": r"1{,}000 - 5\%",
    "<mo>−</mo><mi>x</mi>": "-x",
    "<mtext>当 x&gt;0 时</mtext><mi>中</mi>": r"\text{当 x>0 时}\text{中}",
    "<mstyle displaystyle='true'><mfrac><mn>1</mn><mn>2</mn></mfrac></mstyle>": r"\dfrac{1}{2}",
    "<mstyle mathcolor='red'><mi>x</mi></mstyle>": r"\textcolor{red}{x}",
    "<mspace width='2em'/><mi>x</mi>": r"\qquad x",
    "<semantics><mi>x</mi><annotation>y</annotation></semantics>": "x",
    "<mml:mfrac><mml:mi>a</mml:mi><mml:mi>b</mml:mi></mml:mfrac>": r"\frac{a}{b}",
    "<unknown><mi>x</mi></unknown>": "x",
    "<mtable columnalign='right left'>"
    "<mtr><mtd><mi>a</mi></mtd><mtd><mo>=</mo><mi>b</mi></mtd></mtr><mlabeledtr>"
    "<mtd><mtext>(2)</mtext></mtd><mtd><mi>c</mi></mtd><mtd><mo>=</mo><mi>d</mi></mtd>"
    "</mlabeledtr></mtable>": ("\\begin{aligned}\na & =b \\\\\nc & =d \\tag{2}\n\\end{aligned}"),
    "<mrow><mo>{</mo><mtable><mtr><mtd><mn>1</mn></mtd></mtr></mtable></mrow>": (
        "\\{\\begin{matrix}\n1\n\\end{matrix}"
    ),
}


@pytest.mark.parametrize(("mathml", "latex"), CASES.items(), ids=CASES.values())
def test_mathml_of_other_programs_becomes_latex(mathml, latex):
    math = LexborHTMLParser(f"<math>{mathml}</math>").css_first("math")
    assert latex_of_mathml(math) == latex


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


OFFICE = {
    f"<m:ssup><m:e>{run('x')}</m:e><m:sup>{run('2')}</m:sup></m:ssup>{run('+1')}": "x^2 + 1",
    f"{run('f')}<m:d><m:e>{run('x')}</m:e></m:d>": "f(x)",
    f"<m:f><m:num>{run('1')}</m:num><m:den>{run('2a')}</m:den></m:f>": r"\frac{1}{2a}",
    f"<m:rad><m:radpr><m:deghide m:val='1'></m:deghide></m:radpr><m:deg></m:deg>"
    f"<m:e>{run('x')}</m:e>"
    "</m:rad>": r"\sqrt{x}",
    f"<m:nary><m:narypr><m:chr m:val='∑'></m:chr></m:narypr><m:sub>{run('i=1')}</m:sub>"
    f"<m:sup>{run('n')}</m:sup><m:e>{run('i')}</m:e></m:nary>": r"\sum_{i=1}^n i",
    f"<m:func><m:fname><m:r><m:rpr><m:sty m:val='p'></m:sty></m:rpr>"
    f"<m:t>sin</m:t></m:r></m:fname><m:e>{run('x')}</m:e></m:func>": r"\sin x",
    f"<m:d><m:dpr><m:begchr m:val='['></m:begchr><m:endchr m:val=']'></m:endchr></m:dpr><m:e><m:m>"
    f"<m:mr><m:e>{run('a')}</m:e><m:e>{run('b')}</m:e></m:mr></m:m></m:e></m:d>": (
        "\\begin{bmatrix}\na & b\n\\end{bmatrix}"
    ),
    f"<m:acc><m:accpr><m:chr m:val='̃'></m:chr></m:accpr><m:e>{run('x')}</m:e></m:acc>": (
        r"\tilde{x}"
    ),
}


@pytest.mark.parametrize(("office", "latex"), OFFICE.items(), ids=OFFICE.values())
def test_office_math_becomes_latex(office, latex):
    body = LexborHTMLParser(f"<m:omath>{office}</m:omath>").body
    assert body is not None
    assert body.first_child is not None
    assert latex_of_mathml(body.first_child) == latex
