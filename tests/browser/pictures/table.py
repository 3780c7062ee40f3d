r"""Formulas and what must be true of their pictures; `$…$` stands in a line."""

from typing import NamedTuple

from .facts import (
    aligned,
    arrow_spans_its_label,
    bar_spans_its_parts,
    bars_apart,
    behind,
    below,
    brackets_cover,
    ends_with,
    frames,
    heights,
    keeps_room,
    lines_are_even,
    number_at_the_edge,
    prime_beside,
    root_without_gap,
    rules_apart_from,
    rules_are_two,
    rules_cross_all,
    same_height_as,
    sign_is_over_the_middle,
    sign_spans_its_base,
    strikes,
    struck_out,
)

UNDER, OVER = "munderover > :nth-child(2)", "munderover > :nth-child(3)"
OPERATOR = ":is(munder, munderover) > :first-child"
LIMIT = "munder > :nth-child(2)"
LEFT, RIGHT = "mrow > mo:first-child", "mrow > mo:last-child"
TALL = r"\begin{matrix}1\\2\\3\\4\\5\\6\end{matrix}"


class Picture(NamedTuple):
    """`firefox` says why not all of the facts hold there."""

    latex: str
    facts: tuple = ()
    firefox: str = ""


def picture(latex, *facts, firefox=""):
    return Picture(latex, facts, firefox)


FRACTIONS = (
    picture(r"\frac{a}{b}\frac{c}{d}", bars_apart(), bar_spans_its_parts(0)),
    picture(r"F=\frac{1}{4\pi\varepsilon_0}\frac{q_1q_2}{r^2}", bars_apart()),
    picture(
        r"\frac{d}{dt}\frac{\partial L}{\partial\dot q}-\frac{\partial L}{\partial q}=0",
        bars_apart(),
        bar_spans_its_parts(1),
    ),
    picture(r"$\frac{a}{b}\frac{c}{d}$", bars_apart()),
    picture(r"$\tfrac12\dfrac{x}{y}z$", bars_apart(), behind("mfrac", "mi", 0.05, 0.4, (1, 2))),
    picture(
        r"\frac{\frac{a}{b}}{\frac{c}{d}}",
        bar_spans_its_parts(0),
        below("mfrac > mfrac:nth-child(2)", "mfrac > mfrac:first-child"),
    ),
    picture(
        r"\cfrac{1}{1+\cfrac{1}{1+\cfrac{1}{x}}}", same_height_as("mn", "mn:last-of-type", 0.9, 1.1)
    ),
    picture(
        r"$\dfrac{a}{b}+\frac{a}{b}$",
        same_height_as("mfrac > mi", "mfrac:last-child > mi", 1.3, 1.6),
    ),
    picture(r"\binom{n}{k}\binom{n}{m}", brackets_cover(LEFT, "mfrac", RIGHT)),
    picture(r"\left(\frac{a}{b}\right)^2", brackets_cover(LEFT, "mfrac", RIGHT)),
)
LINES = (
    picture(r"\overline{z}", sign_spans_its_base()),
    picture(r"\overline{i}+j", sign_spans_its_base()),
    picture(r"\overline{CD}", sign_spans_its_base()),
    picture(r"\overline{a+b+c+d+e+f}", sign_spans_its_base()),
    picture(r"\underline{x+y}", sign_spans_its_base()),
    picture(r"$\underline{z}$", sign_spans_its_base()),
    picture(r"$\underline{x+y}=\overline{xy}$", sign_spans_its_base(), sign_spans_its_base(1)),
    # Two characters: without a Chinese font, a browser draws boxes, and the widths of these differ.
    picture(r"\underline{\text{一词}}", sign_spans_its_base()),
    picture(r"\overline{\frac{a}{b}}", sign_spans_its_base()),
    picture(r"\overline{\overline{z}}", below("mover mover > mo", "mover > mover + mo")),
)
ACCENTS = (
    picture(r"\hat{x}+\bar{x}", *map(sign_is_over_the_middle, range(2))),
    picture(r"\dot{x}+\ddot{x}+\dddot{x}", *map(sign_is_over_the_middle, range(3))),
    picture(r"\tilde{n}+\check{n}+\mathring{A}", *map(sign_is_over_the_middle, range(3))),
    picture(r"\vec{v}", sign_is_over_the_middle(), sign_spans_its_base(most=0.15)),
    picture(r"\widehat{xyz}+\widehat{AB}", *map(sign_spans_its_base, range(2))),
    picture(r"\widehat{x+y+z}", sign_spans_its_base()),
    picture(r"\widetilde{xyz}", sign_spans_its_base()),
    picture(r"\widetilde{x+y+z}+\widetilde{AB}", *map(sign_spans_its_base, range(2))),
    picture(r"\overrightarrow{ABCD}", sign_spans_its_base()),
    picture(r"\overleftarrow{ABCD}", sign_spans_its_base()),
    picture(r"\overleftrightarrow{ABCDE}", sign_spans_its_base()),
    picture(r"\underrightarrow{a+b+c+d}", sign_spans_its_base()),
    picture(r"\overbrace{a+b+c}^{n}", sign_spans_its_base(), below("mover mover", "mover > mi")),
    picture(
        r"\underbrace{a_1+a_2+\cdots+a_{100}}_{\text{一百项}}",
        sign_spans_its_base(),
        below("munder > mtext", "munder munder"),
    ),
    picture(r"\overbracket{a+b+c+d}", sign_spans_its_base()),
)
ROOTS = (
    picture(r"\sqrt{x}y", root_without_gap(), behind("msqrt", "msqrt + mi")),
    picture(r"$\sqrt{2}n$", root_without_gap(), behind("msqrt", "msqrt + mi")),
    picture(r"\sqrt{\frac{a}{b}}c", root_without_gap(), behind("msqrt", "msqrt + mi")),
    picture(r"\sqrt{\sqrt{\sqrt{x}}}", *map(root_without_gap, range(3))),
    picture(r"\sqrt{x^2+y^2+z^2}", root_without_gap()),
    picture(r"\sqrt{\dfrac{1+\dfrac{a}{b}}{1+\dfrac{c}{d}}}", root_without_gap()),
    picture(rf"\sqrt{{{TALL}}}c", root_without_gap(), behind("msqrt", "msqrt + mi")),
    picture(rf"\sqrt[3]{{{TALL}}}c", behind("mroot", "mroot + mi")),
    picture(r"\sqrt[3]{x}+\sqrt[n]{y}", behind("mroot", "mroot + mo", 0.1, 0.45)),
)
ARROWS = (
    picture(r"A\xrightarrow{\text{long label}}B", arrow_spans_its_label()),
    picture(r"A\xleftarrow{\text{long label}}B", arrow_spans_its_label()),
    picture(r"A\xrightarrow[\text{a long thing below}]{f}B", arrow_spans_its_label()),
    picture(r"A\xRightarrow{\text{long label}}B", arrow_spans_its_label()),
    picture(r"A\xmapsto{\text{long label}}B", arrow_spans_its_label()),
    picture(r"A\xhookrightarrow{\text{long label}}B", arrow_spans_its_label()),
    picture(r"A\xleftrightarrow{\text{long label}}B", arrow_spans_its_label()),
    picture(r"A\xrightleftharpoons[\text{slow}]{\text{long label}}B", arrow_spans_its_label()),
    picture(r"A\xlongequal{\text{long label}}B", arrow_spans_its_label()),
    picture(r"A\xrightarrow{f}B\to C", behind("mi", "mover > mo", 0.2, 0.5)),
)
OPERATORS = (
    picture(r"\sum_{i=1}^{n}a_i", below(UNDER, OPERATOR), below(OPERATOR, OVER)),
    picture(r"$\sum_{i=1}^{n}a_i$", behind("munderover", "munderover + *", 0.02, 0.4)),
    picture(r"\lim_{x\to 0}\frac{\sin x}{x}", below(LIMIT, OPERATOR)),
    picture(r"$\lim_{x\to 0}f(x)$", behind("msub > :first-child", "msub > :nth-child(2)", 0, 0.2)),
    picture(
        r"\sum_{\substack{1\le i\le n\\ i\ne j}}a_{ij}",
        below(LIMIT, OPERATOR),
        lines_are_even(0.6, 1.1, "mtr > mtd > :last-child"),
    ),
    picture(r"\operatorname*{arg\,max}_{\theta}L(\theta)", below(LIMIT, OPERATOR)),
    picture(
        r"\bigoplus_{i}V_i", below(LIMIT, OPERATOR), same_height_as(OPERATOR, "msub > mi", 1.7, 3)
    ),
    picture(r"\oint_C f", behind("msub", "msub + mi", 0.03, 0.55)),
    picture(r"\int_X f\,d\mu", behind("msub", "msub + mi", 0.03, 0.55)),
    picture(r"\iint_D f\,dS", behind("msub", "msub + mi", 0.03, 0.55)),
    picture(r"$\int_X f$", behind("msub", "msub + mi", 0.03, 0.45)),
    picture(r"\int_0^\infty e^{-x}dx", behind("msubsup", "msubsup + *", 0, 0.45)),
    picture(r"a\stackrel{\text{def}}{=}b", below("mover > :first-child", "mover > :nth-child(2)")),
    picture(r"a\underset{x}{=}b", below(LIMIT, OPERATOR)),
)
PRIMES = (
    picture("f'(x)", prime_beside()),
    picture("f''(x)+y'", prime_beside(), prime_beside(1)),
    picture("$x'+f'_n$", prime_beside(), prime_beside(1)),
    picture(r"x_1'=y^{\prime}", prime_beside(), prime_beside(1)),
)
BRACKETS = (
    picture(
        r"\left.\frac{df}{dx}\right|_{x=0}",
        brackets_cover("mrow > mo:last-child", "mfrac"),
        behind("msub > mrow", "msub > :nth-child(2)", 0, 0.25),
    ),
    picture(
        r"\bigl(\Bigl(\biggl(\Biggl(x",
        heights("mo", 1.2, 1.85, 2.4, 3.1),
        firefox="a bracket is as large as asked when it is nine tenths of it",
    ),
    picture(
        r"\left(x\right)\left[y\right]\left|z\right|c",
        *(behind("mrow > mo:first-child", "mrow > mi", 0, 0.25, (n, n)) for n in range(3)),
        *(behind("mrow > mi", "mrow > mo:last-child", 0, 0.25, (n, n)) for n in range(3)),
    ),
    picture(r"\left\Uparrow\frac{a}{b}\right\Uparrow", brackets_cover(LEFT, "mfrac", RIGHT)),
    picture(r"\left\{\frac{a}{b}\right\}c", brackets_cover(LEFT, "mfrac", RIGHT)),
    picture(
        rf"\left({TALL}\right)x",
        brackets_cover(LEFT, "mtable", RIGHT),
        behind(LEFT, "mtable", 0.1, 0.35),
        behind("mtable", RIGHT, 0.1, 0.35),
    ),
    picture(rf"\left\{{{TALL}\right.", brackets_cover(LEFT, "mtable")),
    picture(r"\begin{Vmatrix}a&b\\c&d\end{Vmatrix}", brackets_cover(LEFT, "mtable", RIGHT)),
)
TABLES = (
    picture(
        r"f(x)=\begin{cases}x^2,&x>0\\0,&\text{其他}\end{cases}",
        brackets_cover("mrow > mo:first-child:has(+ mtable)", "mtable"),
        aligned("mtr > mtd:nth-child(2)", "left"),
        behind("mrow > mo:has(+ mtable)", "mtable", 0.1, 0.35),
    ),
    picture(r"\begin{cases}a\\b\\c\\d\end{cases}", lines_are_even(1.15, 1.55)),
    picture(
        r"\begin{aligned}a&=b+c\\abc&=d\\x&=y\end{aligned}",
        aligned("mtd:nth-child(2) > :first-child", "left"),
        aligned("mtd:first-child > :last-child", "right"),
        lines_are_even(1.3, 1.7, "mtr > mtd:nth-child(2)"),
    ),
    picture(
        r"\begin{array}{|c|r|l|}\hline a&b&c\\\hline aaa&bbb&ccc\\\hline\end{array}",
        rules_cross_all("mtable", "mtable"),
        aligned("mtd:nth-child(2) > :last-child", "right"),
    ),
    picture(
        r"\begin{array}{|l||r|}\hline aaa&b\\\hline c&ddd\\\hline\end{array}",
        rules_apart_from("mtr:first-child > mtd:first-child"),
        rules_apart_from("mtr:nth-child(2) > mtd:nth-child(3)"),
        rules_are_two(),
        rules_cross_all("mtable", "mtable"),
    ),
    picture(
        r"\begin{array}{|l|}\hline a\\b\\\end{array}",
        rules_cross_all("mtable", "mtable"),
        lines_are_even(1.15, 1.55),
        ends_with("mtr:nth-child(2)"),
    ),
)
OTHERS = (
    picture(
        r"a\phantom{\frac{xyz}{2}}b+\frac{xyz}{2}",
        keeps_room("mphantom", "mrow > mfrac:last-child"),
    ),
    picture(
        r"a\hphantom{\frac{xy}{2}}b+\frac{xy}{2}",
        keeps_room("mpadded", "mrow > mfrac:last-child", high=False),
    ),
    picture(
        r"a\vphantom{\frac{x}{2}}b+\frac{x}{2}",
        keeps_room("mpadded", "mrow > mfrac:last-child", wide=False),
    ),
    picture(
        r"a\hspace{2em}b\kern1em d\hskip .5em x",
        *(
            behind("mi", "mi", size - 0.1, size + 0.15, (number, number + 1))
            for number, size in enumerate((2, 1, 0.5))
        ),
    ),
    picture(
        r"a\hspace{-1em}b+x\!\!y",
        behind("mi", "mi", -1.1, -0.85, (0, 1)),
        behind("mi", "mi", -0.4, -0.2, (2, 3)),
    ),
    picture(
        r"f\colon A\to B",
        behind("mi", "mo", 0.0, 0.3),
        behind("mo", "mi", 0.25, 0.5, (0, 1)),
    ),
    picture(r"X\perp\!\!\!\perp Y", behind("mo", "mo", -0.6, -0.2, (0, 1))),
    picture(r"x=2\tag{7}", number_at_the_edge),
    picture(r"a\not=b=c\not\in d\in e", struck_out(), struck_out(2, 3)),
    picture(r"a\not\ll b\ll c", struck_out()),
    picture(r"\cancel{x}+y", strikes("menclose", "menclose > mi")),
    picture(r"\boxed{E=mc^2}", frames("menclose", "menclose > :first-child")),
)
PICTURES = (
    *FRACTIONS,
    *LINES,
    *ACCENTS,
    *ROOTS,
    *ARROWS,
    *OPERATORS,
    *PRIMES,
    *BRACKETS,
    *TABLES,
    *OTHERS,
)
