"""The benchmark notices what it is there to notice."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import fidelity
from benchmarks.compare import katex
from benchmarks.compare import measure as measuring
from benchmarks.compare.delimiters import is_mathematics
from benchmarks.compare.files import Article
from benchmarks.compare.formulas import mask
from benchmarks.compare.measure import Measured, compare
from benchmarks.compare.structure import other_texts, ours, theirs
from rendering import render

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


def compared(source: str, html: str | None = None, dialect: str = "commonmark") -> Measured:
    article = Article("a.md", source, dialect, "zh-hans")
    return compare(article, render(source, dialect=dialect).html if html is None else html)


def formulas(source: str) -> list[str]:
    return mask(source, fenced=True).formulas


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("设 $x_1$、$y*z*$。", ["x_1", "y*z*"]),
        ("$$\na\n\nb\n$$\n", ["\na\n\nb\n"]),
        ("> $$\n> a\n> $$\n\n- $$b$$\n", ["\n> a\n> ", "b"]),
        (r"\(a\) \[b\]", ["a"]),
        (r"\[" "\nb\n" r"\]", ["\nb\n"]),
        ("\\begin{align}\na\n\\end{align}", ["\\begin{align}\na\n\\end{align}"]),
        ("```math\na\n```", ["a\n"]),
        ("$5 和 $10，US$20，$HOME", []),
        ("`$a$` ``$b` $c$`` <b title='$d$'> <!-- $e$ -->", []),
        ("```\n$a$\n```\n\n~~~sh\n$b$\n~~~\n", []),
        ("一个 $ 号\n\n另一个 $ 号", []),
        ("- $a\n- b$", []),
    ],
)
def test_formulas_are_found_without_the_engine(source: str, found: list[str]) -> None:
    assert formulas(source) == found


@pytest.mark.parametrize("dialect", ["commonmark", "python-markdown"])
def test_a_true_rendering_differs_in_nothing(dialect: str) -> None:
    source = "# 题\n\n- **点。**见 $a$\n\n> $$\n> x\n> $$\n\n| a |\n|---|\n| $b$ |\n\n![](x.png)\n"
    measured = compared(source, dialect=dialect)
    assert measured.formulas == 3
    assert not measured.missed + measured.raw + measured.unconverted + measured.texts
    assert not measured.different
    assert not measured.blank


def test_an_eaten_formula_is_noticed() -> None:
    measured = compared("$a_b$ 和 $c_d$", "<p>$a<em>b$ 和 $c</em>d$</p>")
    assert measured.missed == ["a_b", "c_d"]
    assert measured.different == {"em": (1, 0), "formula": (0, 2)}
    assert measured.texts == [("$ab$和$cd$", "a_b和c_d")]


def test_a_formula_that_the_engine_does_not_see_is_noticed() -> None:
    measured = compared(r"令$\alpha_1 $，见", r"<p>令$\alpha_1 $，见</p>")
    assert measured.missed == [r"\alpha_1"]
    assert measured.raw == [r"$\alpha_1 $"]


def test_a_damaged_formula_is_noticed() -> None:
    html = render("$a_b$").html.replace("a_b</annotation>", "a_ b</annotation>")
    measured = compared("$a_b$", html)
    assert measured.missed == ["a_b"]
    assert not measured.different


def test_an_invented_formula_is_noticed() -> None:
    assert compared("价格 x", render("价格 $x$").html).different == {"formula": (1, 0)}


def test_a_formula_in_code_counts_for_nothing() -> None:
    assert compared("    $a$\n\n`$b$`").formulas == 0


def test_a_formula_shown_as_source_is_unchanged_but_not_converted() -> None:
    measured = compared("$\\nosuch$")
    assert (measured.formulas, measured.missed) == (1, [])
    assert measured.unconverted == ["\\nosuch"]
    assert not measured.behind


def test_a_formula_that_katex_converts_and_ours_does_not_is_noticed() -> None:
    html = r'<p><code class="bad-math">\frac{a}{b}</code></p>'
    assert compared(r"$\frac{a}{b}$", html).behind == [r"\frac{a}{b}"]
    assert katex.converts("x^2", False)
    assert not katex.converts(r"\nosuch", True)


@pytest.mark.parametrize(
    ("source", "html", "different"),
    [
        ("- a\n- b", "<ul><li>a</li></ul>", {"li": (1, 2)}),
        ("**a**", "<p>**a**</p>", {"strong": (0, 1)}),
        ("# a\n\n### b", "<h2>a</h2><h2>b</h2>", {"h2": (2, 1), "h3": (0, 1)}),
        ("| a |\n|-|\n| b |", "<p>a</p>", {"p": (1, 0), "table": (0, 1), "tr": (0, 2)}),
        ("> [!NOTE]\n> a", "<p>a</p>", {"blockquote": (0, 1)}),
        ("    code", "<p>code</p>", {"p": (1, 0), "pre": (0, 1)}),
    ],
)
def test_another_structure_is_noticed(
    source: str, html: str, different: dict[str, tuple[int, int]]
) -> None:
    assert compared(source, html).different == different


def test_a_blank_page_is_noticed() -> None:
    assert compared("文字", "").blank
    assert not compared("[a]: b", "").blank


def test_the_words_of_code_are_no_formulas() -> None:
    html = "<pre><code>xformula0x</code></pre><h1>$xformula1x$</h1>"
    page = theirs(html, ["a", "b"])
    assert page.counts == {"pre": 1, "h2": 1, "formula": 1}
    assert page.formulas == ["b"]


def test_formulas_are_not_counted_as_what_they_are_made_of() -> None:
    page = ours(render("$$\\nosuch$$\n\n$a$").html, "commonmark")
    assert page.counts == {"formula": 2, "p": 1}
    assert page.formulas == ["a", "\\nosuch"]
    assert page.unconverted == [("\\nosuch", True)]
    assert page.texts == ["\\nosuch", "a"]


@pytest.mark.parametrize(
    ("source", "html", "different"),
    [
        ("C前端", "<p>C前端：C前端</p>", ("C前端：C前端", "C前端")),
        ("甲\n\n乙", "<p>乙</p><p>甲</p>", ("甲", "")),
        ("`a b`", "<p><code>a</code></p>", ("a", "ab")),
        ("- 一\n- 二", "<ul><li>一</li><li>三</li></ul>", ("三", "二")),
    ],
)
def test_other_words_in_a_block_are_noticed(
    source: str, html: str, different: tuple[str, str]
) -> None:
    assert different in compared(source, html).texts


@pytest.mark.parametrize("element", ["p", "a", "code", "del", "ins"])
def test_an_element_too_many_is_noticed(element: str) -> None:
    html = f"<p>文</p><{element} href='/'>字</{element}>"
    assert element in compared("文字", html).different


def test_blocks_that_only_break_elsewhere_are_the_same() -> None:
    assert not other_texts(["ab", "c"], ["a", "bc"])
    assert other_texts(["ab", "c"], ["a", "b"])


@pytest.mark.parametrize(
    "latex", ["x", "n", "f(x)", r"\alpha", "a_1", "3，5", "x = 1", "(a,b)", "1", "<"]
)
def test_mathematics_is_known_by_its_look(latex: str) -> None:
    assert is_mathematics(latex, "，")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("5 和 ", "1"),
        ("HOME/bin:", "P"),
        ("a = ", "b"),
        ("('#id')", "."),
        ("(uname -r)", "，"),
        ("5 for one and ", "6"),
        ("、", "x"),
    ],
)
def test_money_and_shell_are_no_mathematics(text: str, after: str) -> None:
    assert not is_mathematics(text, after)


def test_a_formula_drawn_by_another_site_is_a_formula() -> None:
    source = "令 ![](https://latex.codecogs.com/svg.latex?a_1) 为"
    measured = compared(source)
    assert (measured.formulas, measured.missed, measured.different) == (1, [], {})


def test_it_prints_one_json_object(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: T\n---\n" + "文 $x$\n\n" * 1_000)
    (tmp_path / "b.md").write_bytes("# 题\r\n\r\n金额".encode("gb18030"))
    command = [sys.executable, "benchmarks/fidelity.py", str(tmp_path), "--json", "-"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    found = json.loads(done.stdout)
    assert (found["files"], found["failures"], found["structure_equal"]) == (2, 0, 1)
    assert (found["formulas"], found["recognised"], found["as_katex"]) == (1_000, 1, 1)
    assert (found["unconverted"], found["raw"], found["text_equal"]) == (0, 0, 1)
    assert (found["lost"], found["untold"]) == (0, 0)
    assert found["ms_per_10kB"] >= found["mean_ms"]
    assert found["mean_ms"] > 0


def test_lost_characters_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered = render("甲 乙")
    monkeypatch.setattr(
        measuring, "render", lambda *_args, **_options: replace(rendered, html="<p>甲</p>")
    )
    found = measuring.measured(Article("a.md", "甲 乙", "commonmark", "zh-hans"))
    assert (found.lost, found.untold) == (1, 1)


def test_a_hang_is_a_failure_and_the_next_article_is_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fidelity, "SECONDS", 0.5)
    slow = ("*a" * 9_000 + "\n\n") * 100
    articles = [
        Article("slow", slow, "commonmark", "en"),
        Article("good", "a", "commonmark", "en"),
    ]
    total = fidelity.Sum("all")
    for article, result in fidelity.results(articles, 1):
        total.add(article, result)
    assert list(total.failures) == ["slow"]
    assert list(total.articles) == ["good"]
    assert total.figures()["failures"] == 1


def test_the_marks_of_other_systems_are_what_they_become() -> None:
    source = (
        '{{< highlight go >}}\n$a$\n{{< /highlight >}}\n\n{{< figure src="x.png" >}}\n\n'
        "| a |\n|---|\n| b |\n:label:`tab_x`\n\n{% note info %}\n- c\n{% endnote %}\n"
    )
    measured = compared(source)
    assert not measured.different
    assert measured.formulas == 0
    assert compared(source, "<p>a</p>").different.keys() >= {"pre", "img", "table", "blockquote"}
