"""The benchmark notices what it is there to notice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from articles.rendering import render
from benchmarks import fidelity
from benchmarks.compare import declared
from benchmarks.compare.files import Article
from benchmarks.compare.formulas import mask
from benchmarks.compare.measure import Measured, compare
from benchmarks.compare.structure import ours, theirs

TOTALS = ("formulas", "formulas_unchanged", "formulas_converted")
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
    assert (measured.formulas, measured.converted) == (3, 3)
    assert not measured.changed
    assert not measured.different
    assert not measured.blank


def test_an_eaten_formula_is_noticed() -> None:
    measured = compared("$a_b$ 和 $c_d$", "<p>$a<em>b$ 和 $c</em>d$</p>")
    assert measured.changed == ["a_b", "c_d"]
    assert measured.converted == 0
    assert measured.different == {"em": (1, 0), "formula": (0, 2)}


def test_a_damaged_formula_is_noticed() -> None:
    html = render("$a_b$").html.replace("a_b</annotation>", "a_ b</annotation>")
    measured = compared("$a_b$", html)
    assert measured.changed == ["a_b"]
    assert not measured.different


def test_an_invented_formula_is_noticed() -> None:
    assert compared("价格 x", render("价格 $x$").html).different == {"formula": (1, 0)}


def test_a_formula_in_code_counts_for_nothing() -> None:
    assert compared("    $a$\n\n`$b$`").formulas == 0


def test_a_formula_shown_as_source_is_unchanged_but_not_converted() -> None:
    measured = compared("$\\nosuch$")
    assert (measured.formulas, measured.converted, measured.changed) == (1, 0, [])


@pytest.mark.parametrize(
    ("source", "html", "different"),
    [
        ("- a\n- b", "<ul><li>a</li></ul>", {"li": (1, 2)}),
        ("**a**", "<p>**a**</p>", {"strong": (0, 1)}),
        ("# a\n\n### b", "<h2>a</h2><h2>b</h2>", {"h2": (2, 1), "h3": (0, 1)}),
        ("| a |\n|-|\n| b |", "<p>a</p>", {"table": (0, 1), "tr": (0, 2)}),
        ("> [!NOTE]\n> a", "<p>a</p>", {"blockquote": (0, 1)}),
        ("    code", "<p>code</p>", {"pre": (0, 1)}),
    ],
)
def test_another_structure_is_noticed(
    source: str, html: str, different: dict[str, tuple[int, int]]
) -> None:
    assert compared(source, html).different == different


def test_a_blank_page_is_noticed() -> None:
    assert compared("文字", "").blank
    assert not compared("[a]: b", "").blank


def test_the_words_of_code_are_no_structure() -> None:
    structure, shown = theirs("<pre><code>xformula0x</code></pre><h1>xformula1x</h1>")
    assert structure == {"pre": 1, "h2": 1, "formula": 1}
    assert shown == [1]


def test_formulas_are_not_counted_as_what_they_are_made_of() -> None:
    structure, latex, converted = ours(render("$$\\nosuch$$\n\n$a$").html, "commonmark")
    assert structure == {"formula": 2}
    assert latex == ["a", "\\nosuch"]
    assert converted == 1


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("a**b**c", "a**b**c"),
        ("字**重点。**字", "字**字点字**字"),
        ("是**(a)**是", "。**(a)**。"),
        ("字*从*$P$", "字*字。*$P$"),
        ("见https://x.com/a。", "见<https://x.com/a>。"),
    ],
)
def test_declared_differences_change_no_more_than_they_say(source: str, seen: str) -> None:
    assert declared.as_others_see_it(source) == seen


def test_it_prints_one_json_object(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: T\n---\n文 $x$\n")
    (tmp_path / "b.md").write_bytes("# 题\r\n\r\n金额".encode("gb18030"))
    command = [sys.executable, "benchmarks/fidelity.py", str(tmp_path), "--json", "-"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    found = json.loads(done.stdout)
    assert (found["files"], found["failures"], found["structure_equal"]) == (2, 0, 1)
    assert (found["formulas"], found["formulas_unchanged"], found["formulas_converted"]) == (
        1,
        1,
        1,
    )
    assert found["mean_ms"] > 0


def test_a_hang_is_a_failure_and_the_next_article_is_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fidelity, "SECONDS", 0.5)
    slow = "![" * 40_000
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
