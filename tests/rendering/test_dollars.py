"""Formulas versus prices, variables and code: the labelled list in dollars.txt, and edge cases."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rendering import DIALECTS, render
from rendering.math.dollars import is_formula
from tests.each import check_each
from tests.work import assert_grows_linearly

LIST = Path(__file__).parent / "dollars.txt"
LABELS = {"formula", "money", "shell", "code", "mixed"}
MARKED = re.compile("⟦(.*?)⟧")
SHOWN = re.compile(
    r"<math(?P<attributes>[^>]*)><semantics>.*?<annotation[^>]*>(?P<latex>.*?)</annotation>"
    r'|<code class="bad-math">(?P<bad>.*?)</code>',
    re.DOTALL,
)


def sentences() -> list[tuple[str, str]]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return [(label, sentence) for label, _, sentence in pairs]


def formulas(source: str, dialect: str) -> list[str]:
    """The LaTeX of the page's formulas in order; displayed ones between `$$`."""
    found = []
    for match in SHOWN.finditer(render(source, dialect=dialect).html):
        latex = html.unescape(match["latex"] or match["bad"]).strip()
        display = 'display="block"' in (match["attributes"] or "")
        found.append(f"$${latex}$$" if display else latex)
    return found


def test_the_list_contains_all_labels() -> None:
    labels = [label for label, _ in sentences()]
    assert set(labels) == LABELS
    assert len(labels) > 400
    assert min(map(labels.count, LABELS)) >= 20


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("label", sorted(LABELS))
def test_dollars_are_classified_as_in_the_list(label: str, dialect: str) -> None:
    def check(sentence: str) -> None:
        source = sentence.replace("⟦", "$").replace("⟧", "$")
        assert formulas(source, dialect) == [latex.strip() for latex in MARKED.findall(sentence)]

    check_each((sentence for found, sentence in sentences() if found == label), check)


FOUND = {
    "over a line": ("设 $a +\nb$ 与 $\\alpha\n$ 与 $\nx_1$ 后", ["a +\nb", r"\alpha", "x_1"]),
    "in a heading": ("## 关于 $x^2$ 与 $ y_1$", ["x^2", "y_1"]),
    "in a link": ("[见 $a_1$ 与 $ b $](https://a.b)", ["a_1", "b"]),
    "bars in a table": (
        "| a | b |\n|---|---|\n| $P(A|B)$ | $ |x| $ |\n| $5 | $6 |",
        ["P(A|B)", "|x|"],
    ),
    "full width": ("（$x$），“$y$”；$z$。《$w$》：$v$！", ["x", "y", "z", "w", "v"]),
    "emphasis": ("**粗 $x_1$**字，*$y$*，~~$z$~~，==$w$==", ["x_1", "y", "z", "w"]),
    "doubled backslashes": ("a \\\\(x_1\\\\) b \\\\[y^2\\\\] c", ["x_1", "$$y^2$$"]),
    "doubled, on lines of their own": ("\\\\[\nx_1\n\\\\]", ["$$x_1$$"]),
    "an environment in a sentence": (
        "得 \\begin{align*}a&=b\\end{align*} 后",
        [r"$$\begin{align*}a&=b\end{align*}$$"],
    ),
    "single dollars on lines of their own": ("文\n$\nf(x)=\\frac12\n$\n文", [r"$$f(x)=\frac12$$"]),
    "single dollars on lines in an item": (
        "- 文\n  $\n  f(z)=max(0,z)\n  $",
        ["$$f(z)=max(0,z)$$"],
    ),
    "a tuple between lines": (
        "得\n$\n<s_t, a_t>\n$\n与\n$\na_1=b,\n$",
        ["$$<s_t, a_t>$$", "$$a_1=b,$$"],
    ),
    "an environment between single dollars": (
        "- 得\n  $\n  \\begin{aligned}\n  a&=b\n  \\end{aligned}\n  $\n  与 $x$",
        ["$$\\begin{aligned}\na&=b\n\\end{aligned}$$", "x"],
    ),
    "an environment in an environment between single dollars": (
        "- 得\n  $\n  \\begin{aligned}\n  \\begin{bmatrix}\n  a\n  \\end{bmatrix}\n  +b\n"
        "  \\begin{bmatrix}\n  -1\n  \\end{bmatrix}\n  \\end{aligned}\n  $",
        [
            "$$\\begin{aligned}\n\\begin{bmatrix}\na\n\\end{bmatrix}\n+b\n"
            "\\begin{bmatrix}\n-1\n\\end{bmatrix}\n\\end{aligned}$$"
        ],
    ),
    "two environments between single dollars": (
        "价格 $5 得\n"
        "$\nA=\n\\begin{matrix}\na\n\\end{matrix}\n\\begin{matrix}\nb\n\\end{matrix}\n$\n文",
        ["$$A=\n\\begin{matrix}\na\n\\end{matrix}\n\\begin{matrix}\nb\n\\end{matrix}$$"],
    ),
    "an environment after a formula of single dollars": (
        "$\nx=1\n$\n\\begin{align}\na\n\\end{align}\n\n$\ny=2\n$",
        ["$$x=1$$", "$$\\begin{align}\na\n\\end{align}$$", "$$y=2$$"],
    ),
    "spaces of LaTeX between lines": ("得\n$\na_1,\\ a_2\n$", ["$$a_1,\\ a_2$$"]),
    "entities": ("$a&lt;b$ 与 $x&gt;1$", ["a<b", "x>1"]),
    "escaped stars": ("$n\\*m$ 与 $D\\*D^H$", ["n*m", "D*D^H"]),
    "escaped rows": (
        "$$\n\\begin{matrix}a\\\\\\\\b\\end{matrix}\n$$",
        [r"$$\begin{matrix}a\\b\end{matrix}$$"],
    ),
    "escaped braces": ("集合$\\\\{x\\\\}$", [r"\{x\}"]),
    "rows as they are": (
        "$$\n\\begin{matrix}a\\\\b\\\\\\\\c\\end{matrix}\n$$",
        [r"$$\begin{matrix}a\\b\\\\c\end{matrix}$$"],
    ),
    "in HTML": ("<p>$ x_1$ 与 $5 和 $6</p>", ["x_1"]),
    "a script of kramdown": (
        '<script type="math/tex">x<y</script>\n\n<script type="math/tex; mode=display">y</script>',
        ["x<y", "$$y$$"],
    ),
    "a span of Pandoc": (
        '<span class="math">x_1^2</span>、<span class="math inline">\\(y_1\\)</span>',
        ["x_1^2", "y_1"],
    ),
    "Hexo's escape": ("<escape>$$x_1$$</escape> 与 <escape>$y_1$</escape>", ["$$x_1$$", "y_1"]),
    "Hexo's raw": ("{% raw %}$x_{{1}}${% endraw %} 与 {% raw %}$y${% endraw %}", ["x_{{1}}", "y"]),
    "ticks of GitLab": ("$`a_1`$ 与 $`b`$", ["a_1", "b"]),
    "two displayed": ("$$x$$ $$y$$", ["$$x$$", "$$y$$"]),
    "words around a displayed one": ("前 $$x$$ 后", ["$$x$$"]),
    "words between two dollars twice": ("用 $$ 表示，也用 $$ 结束", []),
    "prompts": ("$ ls\n$ pwd", []),
    "a quote of prompts": ("> $ make\n> $ make test", []),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_formulas_are_found_wherever_they_stand(dialect: str) -> None:
    def check(_name: str, source: str, expected: list[str]) -> None:
        assert [re.sub(r"\n +", "\n", each) for each in formulas(source, dialect)] == expected

    check_each(((name, *case) for name, case in FOUND.items()), check)


LATER = "\n\n$$\nc\n$$\n\n文 $x$"
# Each has a delimiter without a counterpart.
BROKEN = {
    "in prose": "前 $$a 后",
    "before a paragraph": "$$\na=b\n\n正文说明，这里没有公式，只有一段话。",
    "before a formula in a paragraph": "$$\na=b\n\n设 $x$ 为数",
    "before a heading": "$$\na\n\n短\n\n## 节",
    "before an underlined heading": "$$\na\n\n标题\n---",
    "before code": "$$\na\n\n```py\nx\n```",
    "in an item": "- 一 $$a\n- 二",
    "on a line of an item": "- 一\n    $$\n    a\n- 二\n\n文",
    "in a cell": "| a | b |\n|---|---|\n| $$x | y |",
    "in a quote": "> $$\n> a",
    "in HTML": "<div>$$x</div>",
    "in a footnote": "文[^1]\n\n[^1]: $$x",
    "at the end": "a=\\frac12\n$$\n\n## 节",
    "square": "\\[\na+\\frac12\n\n## 节",
    "round": "设 \\(a+\\frac12 为",
    "single": "设 $\\alpha 为",
    "single before another": "设 $x_1 为一，$b$ 为二",
    "single at the end": "设 \\alpha$ 为",
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_lone_delimiter_is_one_warning_and_leaves_other_formulas_intact(
    dialect: str, ends: str
) -> None:
    def check(_name: str, broken: str) -> None:
        source = (broken + LATER).replace("\n", ends)
        warnings = [
            each for each in render(source, dialect=dialect).warnings if "(column" in each.message
        ]
        assert formulas(source, dialect)[-2:] in (["$$c$$", "x"], ["x", "$$c$$"])
        assert len(warnings) == 1
        assert warnings[0].line is not None

    check_each(BROKEN.items(), check)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("好\n\n设 $\\alpha 为", 3, 3),
        ("> 好\n> 设 \\(\\alpha 为", 2, 5),
        ("- 好\n- 设 $$x 为", 2, 5),
        ("| a |\n|---|\n| 设 $x^2 |", 3, 5),
        ("设 $x_1 为一，$b$ 为二", 1, 3),
    ],
)
def test_a_lone_delimiter_is_warned_of_with_line_and_column(
    source: str, line: int, column: int, dialect: str
) -> None:
    (warning,) = render(source, dialect=dialect).warnings
    assert warning.line == line
    assert f"(column {column})" in warning.message


@pytest.mark.parametrize("dialect", DIALECTS)
def test_literal_signs_are_not_warned_of(dialect: str) -> None:
    quiet = "\\[1\\] \\(甲\\) [a\\[1] \\$5 与 \\$x\\$"
    assert render(quiet, dialect=dialect).warnings == ()
    for label, sentence in sentences():
        source = sentence.replace("⟦", "$").replace("⟧", "$")
        if label in ("money", "shell"):
            assert [
                w for w in render(source, dialect=dialect).warnings if "column" in w.message
            ] == []


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "html_above", ['<img src="a.png">', "<div>\n<b>图</b>\n</div>", "<p>图</p>", "<center>"]
)
def test_html_directly_above_a_formula_does_not_break_it(html_above: str, dialect: str) -> None:
    source = f"{html_above}\n$$\na\n\nb\n$$\n\n文 $x$\n\n## 节\n\n$$\nc\n$$"
    assert formulas(source, dialect) == ["$$a\n\nb$$", "x", "$$c$$"]
    assert render(source, dialect=dialect).warnings == ()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_html_around_a_formula_keeps_it_whole(dialect: str) -> None:
    source = "<div>\n$$\na\n\nb\n$$\n</div>\n\n文 $x$"
    assert formulas(source, dialect) == ["$$a\n\nb$$", "x"]


# The number of repetitions, and a function that makes a source of that many.
HOSTILE: dict[str, tuple[int, Callable[[int], str]]] = {
    "dollars": (100_000, lambda n: "$" * n),
    "a letter each": (50_000, lambda n: "$a " * n),
    "doubled": (50_000, lambda n: "$$" * n),
    "doubled with letters": (50_000, lambda n: "$$a " * n),
    "LaTeX that never ends": (5_000, lambda n: "$\\alpha，" * n + "\\(x_1 " * 4 * n),
    "displayed on lines": (10_000, lambda n: "$$\na\n\n" * n),
    "Chinese": (30_000, lambda n: "$中文，" * n),
    "scripts": (50_000, lambda n: "$" + "a_" * n + "$"),
    "brackets": (30_000, lambda n: "\\[x_1 " * n),
    "one formula": (4_000, lambda n: "$" + "a + " * n + "$"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_full_of_signs_takes_linear_work(name: str) -> None:
    times, source = HOSTILE[name]
    assert_grows_linearly(lambda n: render(source(n)), times // 100)
    render(source(times))  # a quadratic regular expression would hang here


def test_the_rule_examines_each_formula_once() -> None:
    def judge(pieces: int) -> None:
        text = "$" + "a b, " * pieces + "$"
        is_formula(text, 0, len(text))

    assert_grows_linearly(judge, 1_000)
