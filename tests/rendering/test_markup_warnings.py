"""Warnings about marks, attributes and footnotes, and hostile input of this kind."""

from collections.abc import Callable
from math import isqrt

import pytest

from rendering import DIALECTS, Rendered, render
from tests.work import assert_grows_linearly

pytestmark = pytest.mark.slow


def messages(source: str, dialect: str = "commonmark") -> list[str]:
    return [warning.message for warning in render(source, dialect=dialect).warnings]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_unsupported_class_is_warned_of(dialect: str) -> None:
    (message,) = messages("正文\n\n![图](https://x.y/a.png){.hero}", dialect)
    assert "“hero”" in message


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_id_of_the_sites_own_is_refused(dialect: str) -> None:
    rendered = render("## 标题 {#search}", dialect=dialect)
    assert 'id="search"' not in rendered.html
    assert "“search”" in rendered.warnings[0].message


def test_attributes_carry_neither_style_nor_events() -> None:
    html = render('![图](https://x.y/a.png){style="x:y" onclick=a width=60%}').html
    assert "style" not in html
    assert "onclick" not in html
    assert 'class="w60"' in html


def test_a_duplicate_id_is_warned_of() -> None:
    assert any("twice" in message for message in messages("一\n{#x}\n\n二\n{#x}"))


def test_a_warning_of_an_unknown_callout_lists_the_known_kinds() -> None:
    (message,) = messages("> [!notte]\n> 内容")
    assert "“notte”" in message
    assert "warning" in message


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_reference_without_a_footnote_is_warned_of(dialect: str) -> None:
    (warning,) = render("文\n\n见[^甲]与 `[^a]` 与[^a-z]", dialect=dialect).warnings
    assert "[^甲]" in warning.message
    assert warning.line == 3


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_footnote_without_a_reference_is_warned_of(dialect: str) -> None:
    (warning,) = render("文[^1]\n\n[^1]: 甲\n[^乙]: 乙", dialect=dialect).warnings
    assert "[^乙]" in warning.message
    assert warning.line == 4


def test_a_snippet_reads_no_file_and_is_warned_of() -> None:
    rendered = render('正文\n\n--8<-- "README.md"', dialect="python-markdown")
    assert rendered.warnings[0].line == 3
    assert "<code>--8&lt;--" in rendered.html


def test_comments_are_in_no_output() -> None:
    rendered = render("# 题 %%藏%%\n\n文 %%藏%%\n字\n\n%%\n藏\n\n藏\n%%\n\n> [!tip] 藏不住\n> 内容")
    assert "%%" not in everything(rendered)
    assert "藏%" not in everything(rendered)
    assert "文字" in rendered.excerpt
    assert rendered.counts.han == len("题文字藏不住内容")


def test_the_title_of_a_callout_is_not_in_the_excerpt() -> None:
    rendered = render("> [!tip]- 题目\n> 内容\n\n> [!note] 题目\n> H~2~O 与 x^2^")
    assert "题目" not in rendered.excerpt
    assert "H2O 与 x2" in rendered.excerpt


def test_abbreviations_are_limited_per_page() -> None:
    source = f"*[a]: {'x' * 10_000}\n\n" + "a " * 5_000
    assert len(render(source).html) < 1_000_000


def everything(rendered: Rendered) -> str:
    return "\n".join([rendered.html, rendered.excerpt, rendered.prose, rendered.headings])


# The number of repetitions, and a function that makes a source of that many.
HOSTILE: dict[str, tuple[int, Callable[[int], str]]] = {
    "carets": (20_000, lambda n: "x^" * n),
    "tildes": (10_000, lambda n: "a~b " * n),
    "highlights": (10_000, lambda n: "==a " * n),
    "insertions": (10_000, lambda n: "++a" * n),
    "keys": (10_000, lambda n: "++ctrl+" * n),
    "comments": (10_000, lambda n: "%%a " * n),
    "comment lines": (10_000, lambda n: "%%\n\n" * n),
    "callouts": (3_000, lambda n: "> [!note] a\n\n" * n),
    "nested callouts": (90, lambda n: "> " * n + "[!note]\n"),
    "braces": (10_000, lambda n: "`a`{" * n),
    "attributes": (10_000, lambda n: "[a](b)" + "{.small}" * n),
    "attribute lines": (10_000, lambda n: "{.small}\n" * n),
    "abbreviations": (3_000, lambda n: "".join(f"*[a{i}]: x\n" for i in range(n)) + "\na" * 3 * n),
    "dollars in a table": (5_000, lambda n: "| a |\n|---|\n" + "| $a|b " * n),
    "ticks in a table": (
        90_000,
        lambda n: "| a |\n|---|\n" + "".join("`" * each + "|" for each in range(isqrt(n))),
    ),
    "brackets": (10_000, lambda n: "[x]（" * n),
    "hashes": (10_000, lambda n: "##标题\n" * n),
    "stars and spaces": (20_000, lambda n: "** " + " " * n + "粗"),
    "fences": (5_000, lambda n: "```\n````\n" * n),
    "underscores": (50_000, lambda n: "_a" * n),
    "backslashes": (50_000, lambda n: r"\_" * n),
    "footnote marks": (10_000, lambda n: "[^x]" * n),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_repeated_markup_takes_linear_work(name: str) -> None:
    times, source = HOSTILE[name]
    assert_grows_linearly(lambda n: render(source(n)), max(times // 100, 10))
    render(source(times))  # a quadratic regular expression would hang here
