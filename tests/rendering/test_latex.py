"""LaTeX in common use that the converter alone does not support."""

import re

import pytest

from rendering import render

TAG = re.compile("<[^>]*>")

PEOPLE_WRITE = [
    # environments
    r"\begin{aligned}[t]a&=b\\[4pt]c&=d\end{aligned}",
    r"\begin{alignedat}{2}a&=b&c&=d\end{alignedat}",
    r"\begin{array}{@{}l@{\quad}|*{2}{c}>{\ }r}a&b&c&d\end{array}",
    r"\begin{array}[t]{p{3cm}|c||c}a&b&c\end{array}",
    r"\begin{array}{c}\hline\hline a\\\midrule b\\\hline\end{array}",
    r"\begin{matrix*}[r]-1&2\end{matrix*}\begin{pmatrix*}1\end{pmatrix*}",
    r"\begin{smallmatrix}a&b\end{smallmatrix}\begin{psmallmatrix}a\end{psmallmatrix}",
    r"\begin{dcases*}a&b\end{dcases*}\begin{rcases}a\end{rcases}\begin{drcases}a\end{drcases}",
    r"\begin{IEEEeqnarray}{rCl}a&=&b\end{IEEEeqnarray}",
    r"\begin{subequations}\begin{align}a\end{align}\end{subequations}",
    r"\begin{align}a&=b\\\intertext{其中}c&=d\end{align}",
    r"\begin{multline}a\\\shoveleft{b}\\c\end{multline}",
    r"\begin{CD}A@>f>>B\\@VgVV@VVhV\\C@=D\end{CD}",
    r"\matrix{a&b\cr c&d}\pmatrix{a\cr b}\cases{a&b\cr c&d}\eqalign{a&=b\cr c&=d}",
    r"\multicolumn{2}{c}{x}",
    r"a &= b \\ &= c",
    r"a \\ b \newline c",
    # operators and limits
    r"\mathop{\arg\max}\limits_{x}^{y}\mathop{\rm argmin}_x\mathrm{argmax}\limits_x",
    r"{\rm max}\limits_x\underbrace{x}\limits_a\operatorname{x}\limits_a\operatorname*{ab}_c",
    r"\operatorname{\mathbf{grad}}\operatornamewithlimits{lim}_x\DeclareMathOperator{\foo}{f}\foo",
    r"\argmax\argmin\Var\Cov\softmax\sgn\diag\rank\Tr\KL",
    r"\sideset{_1^2}{_3^4}\prod\overset{a}{b}\underset{a}{b}\stackrel{a}{=}\buildrel a\over=",
    r"\iint\oiint\idotsint\intop\dotsi",
    # physics
    r"\dv{x}\dv{f}{x}\dv[2]{f}{x}\pdv{f}{x}\pdv{f}{x}{y}\qty(a)\qty[\frac12]\qty{a}",
    r"\bra{a}\ket{b}\braket{a|b}\braket{a}{b}\expval{A}\expval{A}{x}\mel{a}{b}{c}\ketbra{a}{b}",
    r"\grad f\curl F\laplacian\vb{x}\va{x}\vu{x}\comm{a}{b}\SI{3}{m}\ang{30}",
    # text
    r"\text{中文}\mbox{a}\hbox{b}\textnormal{c}\textup{d}\text{当 $x_1$ 时}\text{a_b^c#d}",
    r"\text{a \textbf{b} \LaTeX \alpha}\text{\small a}\emph{x}\textsc{x}\text{``a''}\text{\'e}",
    r"中文，“标点”、（括号）\mathrm{中文}x_{最大}",
    r"\verb|a_b|\url{http://x.y/a_b#c}\*\[\]\unicode{x41}",
    # boxes, colours, sizes
    r"\color{red}{x}y\color{blue}z\textcolor{#123}{x}\color[RGB]{1,2,3}x\color[HTML]{aabbcc}x",
    r"\colorbox{yellow}{a $x$}\fcolorbox{red}{yellow}{b}\bbox[yellow,border:1px]{x}\boxed{x}",
    r"\cancel{x}\bcancel{x}\xcancel{x}\cancelto{0}{x}\fbox{x}\sout{x}"[:-8],
    r"{\Large x}\tiny y\rule{1em}{2pt}\rule[1ex]{1em}{2pt}\raisebox{1ex}{x}\raise1ex\hbox{x}",
    r"\llap{x}\rlap{x}\mathclap{x}\smash{x}\smash[b]{x}\phantom{x}\hphantom{x}\strut",
    # delimiters, space, signs
    r"\left<x\right>\big<\bigl.x\bigr)\left.\middle|\right.\Bigg\|\lvert x\rvert",
    r"\hspace*{1em}\kern{1em}\kern-2pt\mkern 3mu\hskip 1em\mspace{3mu}\vspace{1em}x~y\hfill z",
    r"\not=\not\in\not{abc}\R\N\pmb{x}\bm{x}\mathbbm{1}\mathds{1}\mathscr{L}",
    r"\xrightarrow[a]{b}\xlongequal{}\xLeftrightarrow{x}\sqrt[{[3]}]{x}\root 3\of x√2√{x}",
    r"a &lt; b &gt; c &amp;= d",
    "a\u200b+\u00ad b",
    r"{a \over b}{a \above 1pt b}{n \choose k}{a \brace b}",
    r"x'^2 x^\mathrm{T} x_\text{max} \frac12 \dfrac ab G'\approx*m",
    r"\require{AMScd}\class{a}{x}\cssId{a}{x}\style{color:red}{x}\htmlId{a}{x}\label{z}",
    "a % a remark\n+ b",
]


@pytest.mark.parametrize("latex", PEOPLE_WRITE)
def test_common_latex_is_converted(latex: str) -> None:
    rendered = render(f"$$\n{latex}\n$$")
    assert rendered.warnings == ()
    presentation = rendered.html.partition("<annotation")[0]
    assert " style=" not in presentation
    assert "#AB" not in presentation


def shown(latex: str, display: bool = True) -> str:
    """The characters of a formula, without its structure."""
    html = render(f"$$\n{latex}\n$$" if display else f"令 ${latex}$").html
    return TAG.sub("", html.partition("<semantics>")[2].partition("<annotation")[0])


def mathml(latex: str) -> str:
    return render(f"$$\n{latex}\n$$").html.partition("<annotation")[0]


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"a\\[4pt]b", "ab"),
        (r"a\\*b", "ab"),
        (r"\begin{aligned}[t]a\end{aligned}", "a"),
        (r"\begin{array}[b]{c}a\end{array}", "a"),
        (r"\begin{align*}[x]\end{align*}", "[x]"),
        (r"a\\ [x]", "a[x]"),
        (r"\text{50%}", "50%"),
        ("a % b\nc", "ac"),
        (r"\verb|a_b|", "a_b"),
        (r"\unicode{x4e2d}", "中"),
        (r"a&lt;b", "a&lt;b"),
        (r"\color{red}{a}b", "ab"),
        (r"\begin{eqnarray*}a&=&b\end{eqnarray*}", "a=b"),
    ],
)
def test_syntax_without_output_is_not_drawn(latex: str, expected: str) -> None:
    assert shown(latex) == expected


@pytest.mark.parametrize(
    ("latex", "missed"),
    [
        (r"\href{https://example.com}{x}", "link"),
        (r"\enclose{circle}{x}", "draws"),
        (r"\begin{array}{cc}a&b\\\cline{1-2}c&d\end{array}", "rule"),
        (r"\begin{array}{cc}\rowcolor{red}a&b\end{array}", "colour"),
    ],
)
def test_dropped_commands_are_warned_of(latex: str, missed: str) -> None:
    rendered = render(f"文\n\n$${latex}$$")
    (warning,) = rendered.warnings
    assert warning.line == 3
    assert warning.message.startswith("This formula is shown without")
    assert missed in warning.message
    assert "<math" in rendered.html


@pytest.mark.parametrize(
    ("source", "line", "expected"),
    [
        (r"$\foo$", 1, r"(column 2: Unknown command “\foo”; look at its spelling"),
        ("文\n\n$$\na\n  \\nosuch{b}\n$$", 5, r"(column 3: Unknown command “\nosuch”"),
        ("文 $x_1_2$ 文", 1, "(column 7: a superscript or subscript follows"),
        (r"文 $a$ $\SI{5}{\foo}$", 1, r"(column 8: \foo is no unit; write it"),
        ("$$\nx\n\\textcircled\n$$", 3, "(column 1: an argument is missing"),
    ],
)
def test_a_mistake_is_warned_of_with_its_position(source: str, line: int, expected: str) -> None:
    (warning,) = render(source).warnings
    assert warning.line == line
    assert expected in warning.message


@pytest.mark.parametrize(
    "space",
    [
        r"\kern1em",
        r"\kern 1 em",
        r"\kern1em ",
        r"\mkern18mu",
        r"\hskip 1em plus 2em minus .5em",
        r"\hskip1em plus1fil minus 2filll ",
        r"\hspace*{1em}",
    ],
)
def test_a_space_ends_with_its_unit(space: str) -> None:
    drawn = '<mi>a</mi><mspace width="1em"/><mi>e</mi><mo>+</mo><mi>d</mi>'
    assert drawn in render(f"$a{space} e+d$").html
    assert drawn in render(f"$a{space}e+d$").html


@pytest.mark.parametrize(
    ("space", "steps"),
    [
        (r"\!", ["back3"]),
        (r"\hspace{-1em}", ["back18"]),
        (r"\kern-.5em", ["back6", "back3"]),
        (r"\mkern-2mu", ["back1", "back1"]),
        (r"\hspace{-999em}", ["back90"] * 4),
    ],
)
def test_negative_space_becomes_classes(space: str, steps: list[str]) -> None:
    assert re.findall(r'<mspace class="(back\d+)"/>', render(f"$a{space} b$").html) == steps


@pytest.mark.parametrize("name", ["matrix", "aligned", "gathered", "cases", "array}{c"])
def test_a_row_break_at_the_end_adds_no_row(name: str) -> None:
    end = name.partition("}")[0]
    latex = rf"$\begin{{{name}}}a\\{{}}\\b\\\end{{{end}}}$"
    assert render(latex).html.count("<mtr>") == 3


def test_a_colour_ends_with_its_group() -> None:
    assert '<mrow mathcolor="red"><mi>a</mi></mrow><mi>b</mi>' in mathml(r"\color{red}{a}b")
    assert '<mrow mathcolor="red"><mi>a</mi><mi>b</mi></mrow>' in mathml(r"{\color{red}ab}")


def test_limits_stand_below_in_a_display_and_beside_in_a_sentence() -> None:
    assert "<munder>" in mathml(r"\mathop{\rm argmin}_x")
    assert "<munder>" not in render(r"令 $\mathop{\rm argmin}_x$").html


def test_a_rule_below_the_last_row_spans_all_columns() -> None:
    text = mathml(r"\begin{array}{c|c}a&b\\\hline\end{array}")
    assert '<mtd columnspan="64" class="edge bt"></mtd>' in text


def test_chinese_outside_text_commands_becomes_text() -> None:
    assert "<mtext>准</mtext><mtext>确</mtext>" in mathml("准确")


def test_mathml_entities_become_characters() -> None:
    assert "&ApplyFunction;" not in mathml(r"\operatorname{f}x")


def test_screen_readers_hear_the_latex() -> None:
    html = render('令 $a <\n"b"$').html
    assert '<math alttext="a &lt; &quot;b&quot;">' in html


@pytest.mark.parametrize(
    ("latex", "sign"),
    [
        (r"\bigoplus_i V_i", "⨁"),
        (r"\oint_C f", "∮"),
        (r"\overbracket{abc}", "⎴"),
        (r"A\xrightleftharpoons{k}B", "⇌"),
        (r"A\xlongequal{k}B", "="),
        (r"\bigl\Uparrow x", "⇑"),
    ],
)
def test_a_sign_that_only_the_second_font_stretches_has_a_class(latex: str, sign: str) -> None:
    assert re.search(rf'<mo class="rare"[^<>]*>{sign}</mo>', render(f"$${latex}$$").html)


@pytest.mark.parametrize(
    "latex", ["a = b", r"A \rightleftharpoons B", r"\left(x\right)", r"\sum_i x"]
)
def test_a_sign_that_the_first_font_draws_has_no_class(latex: str) -> None:
    assert "rare" not in render(f"$${latex}$$").html
