"""What a parser alone would take minutes for is done in time, or refused with its place."""

import time
from unittest.mock import Mock

import pytest

from rendering import DIALECTS, RenderError, render
from rendering.dialects.commonmark import math
from rendering.math.formula_delimiters import closing_positions

pytestmark = pytest.mark.slow

NESTED = 10_000
# Each once took time that grew with its square; a linear step takes well under a second.
GROWING = {
    "tasks": "- [ ] a\n" * 5_000,
    "definitions": "".join(f"[a{n}]: b\n" for n in range(5_000)),
    "titles": '[a]: b "\n' * 5_000,
    "links": "https://x.com/a。" * 5_000,
    "footnotes": "^[a] " * 3_000,
    "tags": "<div>" * NESTED,
    "tables": "<table><tr><td>" * NESTED,
    "labels": ":label:`a` " * 5_000,
    "stars": "*a " * 330_000,
    "lone brackets": "[" * 50_000,
    "lone pictures": "![" * 9_000,
    "backticks": "`" * 1_500_000,
    "spans": "`a " * 100_000,
    "cells": ("|a" * 200 + "|\n") + ("|-" * 200 + "|\n") + ("|a" * 200 + "|\n") * 500,
    "row": "|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "|\n" * 20_000,
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
def test_time_grows_with_the_source_alone(name: str) -> None:
    started = time.process_time()
    render(GROWING[name])
    assert time.process_time() - started < 4


@pytest.mark.parametrize("reason", REFUSED)
def test_python_markdown_refuses_at_once_and_names_the_line(reason: str) -> None:
    started = time.process_time()
    with pytest.raises(RenderError, match=rf"from line 3 on, .*{reason}"):
        render("好\n\n" + REFUSED[reason], dialect="python-markdown")
    assert time.process_time() - started < 1


@pytest.mark.parametrize("name", ["stars", "lone brackets", "lone pictures", "spans", "cells"])
def test_what_is_too_much_is_shown_as_text_and_told(name: str) -> None:
    rendered = render(f"好\n\n{GROWING[name]}")
    assert [w.line for w in rendered.warnings if "is shown as text" in w.message]
    assert rendered.html.count("a") >= GROWING[name].count("a")


def test_backticks_without_end_are_done_in_time_in_both_dialects() -> None:
    assert "`" * 100 in render("`" * 100_000, dialect="python-markdown").html


def test_environments_that_do_not_end_look_for_their_end_once() -> None:
    closing_positions.cache_clear()
    assert render("\\begin{cases} a\n" * 1_000).html.count("begin") == 1_000
    assert closing_positions.cache_info().misses < 5


def test_a_lone_dollar_pair_does_not_look_through_what_is_above(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(math, "EMPTY_LINE", Mock(split=looked.append, search=looked.append))
    render("$$\n" * 100)
    assert not looked


@pytest.mark.parametrize("note", ["[^a{}]: 注\n\n", "文[^a{}]\n\n"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_source_is_looked_through_for_a_hundred_incomplete_notes(
    note: str, dialect: str
) -> None:
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


def test_a_table_shows_its_full_rows_before_it_lacks_too_many_cells() -> None:
    rendered = render("|a" * 50 + "|\n" + "|-" * 50 + "|\n" + "|b\n" * 1_000)
    assert 150 < rendered.html.count("<tr>") < 300
    assert "lack so many cells" in rendered.warnings[0].message
    assert rendered.warnings[0].line == 2 + rendered.html.count("<tr>")


def test_tags_too_deep_are_shown_and_what_follows_is_untouched() -> None:
    rendered = render("<div>" * 600 + "</div>" * 600 + "\n\n**后**")
    assert rendered.html.count("<div>") == 500
    assert "<strong>后</strong>" in rendered.html
    assert any("500 deep" in warning.message for warning in rendered.warnings)


def test_many_tags_that_others_end_are_not_deep() -> None:
    rendered = render("<p>a\n" * 1_000 + "\n<ul>" + "<li>b" * 1_000 + "</ul>")
    assert "&lt;" not in rendered.html


def test_a_drawing_of_many_shapes_is_not_deep() -> None:
    html = render("<svg>" + '<path d="M0 0"/>' * 1_000 + "</svg>", raw_html=True).html
    assert html.count("<path") == 1_000
