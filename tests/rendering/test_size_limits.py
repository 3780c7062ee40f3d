"""Input for which a parser alone needs minutes: the work is linear, or the input is refused."""

from collections.abc import Callable
from unittest.mock import Mock

import pytest

from rendering import DIALECTS, RenderError, render
from rendering.dialects.commonmark import math
from rendering.math.formula_delimiters import closing_positions
from tests.work import assert_grows_linearly, steps

pytestmark = pytest.mark.slow

NESTED = 10_000
# The number of repetitions, and a function that makes a source of that many. Each of these once
# took quadratic time.
GROWING: dict[str, tuple[int, Callable[[int], str]]] = {
    "tasks": (5_000, lambda n: "- [ ] a\n" * n),
    "definitions": (5_000, lambda n: "".join(f"[a{each}]: b\n" for each in range(n))),
    "titles": (5_000, lambda n: '[a]: b "\n' * n),
    "links": (5_000, lambda n: "https://x.com/a。" * n),
    "footnotes": (3_000, lambda n: "^[a] " * n),
    "tags": (NESTED, lambda n: "<div>" * n),
    "tables": (NESTED, lambda n: "<table><tr><td>" * n),
    "labels": (5_000, lambda n: ":label:`a` " * n),
    "stars": (330_000, lambda n: "*a " * n),
    "lone brackets": (50_000, lambda n: "[" * n),
    "lone pictures": (9_000, lambda n: "![" * n),
    "backticks": (1_500_000, lambda n: "`" * n),
    "spans": (100_000, lambda n: "`a " * n),
    "cells": (500, lambda n: "|a" * 50 + "|\n" + "|-" * 50 + "|\n" + ("|a" * 50 + "|\n") * n),
    "row": (1_000, lambda n: "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|\n" * n),
}
REFUSED = {
    "brackets open": "[" * NESTED,
    "address does not end": "[a](" * NESTED,
    "headings, rules or boxes": "# a\n" * NESTED,
    "boxes follow each other": "??? note\n" * NESTED,
    "too many footnotes": "".join(f"[^{n}]: a\n\n[^{n}]\n\n" for n in range(5_000)),
    "more than 2000 tabs": '=== "a"\n\n' * NESTED,
    "tags do not end": "<a b " * NESTED,
    "one footnote": "[^1] " * NESTED + "\n\n[^1]: a",
    "signs such as": "*a " * 30_000,
    "more than 12000 cells": "|a" * 200 + "|\n" + "|-" * 200 + "|\n" + ("|a" * 200 + "|\n") * 100,
    "lack too many cells": "|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "|\n" * 20_000,
}


@pytest.mark.parametrize("name", GROWING)
def test_work_grows_linearly_with_the_source(name: str) -> None:
    times, source = GROWING[name]
    # Tags nested deeper than 500 are text.
    size = NESTED // 10 if name in {"tags", "tables"} else min(times // 40, 100)
    assert_grows_linearly(lambda n: render(source(n)), size)


@pytest.mark.parametrize("reason", REFUSED)
def test_python_markdown_refuses_the_source_and_names_the_line(reason: str) -> None:
    with pytest.raises(RenderError, match=rf"from line 3 on, .*{reason}"):
        render("好\n\n" + REFUSED[reason], dialect="python-markdown")


@pytest.mark.parametrize("reason", REFUSED)
def test_refusing_is_less_work_than_parsing(reason: str) -> None:
    """Python-Markdown never gets input for which it needs minutes."""
    source = REFUSED[reason]

    def refuse() -> None:
        with pytest.raises(RenderError):
            render(source, dialect="python-markdown")

    assert steps(refuse) < 100 * len(source)


@pytest.mark.parametrize("name", ["stars", "lone brackets", "lone pictures", "spans", "cells"])
def test_input_over_a_limit_is_shown_as_text_with_a_warning(name: str) -> None:
    times, repeated = GROWING[name]
    rendered = render(f"好\n\n{repeated(times)}")
    assert [w.line for w in rendered.warnings if "is shown as text" in w.message]
    assert rendered.html.count("a") >= repeated(times).count("a")


def test_a_hundred_thousand_backticks_render_as_text_in_python_markdown_too() -> None:
    assert "`" * 100 in render("`" * 100_000, dialect="python-markdown").html


def test_unclosed_environments_search_for_their_end_once() -> None:
    closing_positions.cache_clear()
    assert render("\\begin{cases} a\n" * 1_000).html.count("begin") == 1_000
    assert closing_positions.cache_info().misses < 5


def test_a_lone_dollar_pair_does_not_search_the_text_above(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(math, "EMPTY_LINE", Mock(split=looked.append, search=looked.append))
    render("$$\n" * 100)
    assert not looked


@pytest.mark.parametrize("note", ["[^a{}]: 注\n\n", "文[^a{}]\n\n"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_source_is_searched_for_a_hundred_incomplete_footnotes(note: str, dialect: str) -> None:
    rendered = render("文\n\n" + "".join(map(note.format, range(300))), dialect=dialect)
    assert sum("The footnote" in warning.message for warning in rendered.warnings) == 100


@pytest.mark.parametrize("name", ["headings", "links", "table", "list", "code"])
def test_long_articles_of_the_same_kind_are_not_refused(name: str) -> None:
    source = {
        "headings": "# a\n\n文 [a](b) [^1]\n\n" * 300 + "[^1]: c",
        "links": "[a](b 'c') [d] (e) `[` \\[ " * 100,
        "table": "|a|b|c|\n|-|-|-|\n" + "|d|e|f|\n" * 2_000,
        "list": "- a [b](c)\n    - d\n" * 500,
        "code": "```\n" + "# [a](\n" * 5_000 + "```\n",
    }[name]
    assert render(source, dialect="python-markdown").html


def test_a_table_shows_its_full_rows_until_too_many_cells_are_missing() -> None:
    rendered = render("|a" * 50 + "|\n" + "|-" * 50 + "|\n" + "|b\n" * 1_000)
    assert 150 < rendered.html.count("<tr>") < 300
    assert "lack so many cells" in rendered.warnings[0].message
    assert rendered.warnings[0].line == 2 + rendered.html.count("<tr>")


def test_tags_nested_too_deep_are_shown_and_later_text_is_unchanged() -> None:
    rendered = render("<div>" * 600 + "</div>" * 600 + "\n\n**后**")
    assert rendered.html.count("<div>") == 500
    assert "<strong>后</strong>" in rendered.html
    assert any("500 deep" in warning.message for warning in rendered.warnings)


def test_many_tags_that_other_tags_close_are_not_deep() -> None:
    rendered = render("<p>a\n" * 1_000 + "\n<ul>" + "<li>b" * 1_000 + "</ul>")
    assert "&lt;" not in rendered.html


def test_a_drawing_of_many_shapes_is_not_deep() -> None:
    html = render("<svg>" + '<path d="M0 0"/>' * 1_000 + "</svg>", raw_html=True).html
    assert html.count("<path") == 1_000
