"""What is there for speed changes nothing."""

from importlib import import_module
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.serializers import to_xhtml_string
from markdown_it.rules_block import StateBlock

from rendering import render
from rendering.dialects import commonmark, python_markdown
from rendering.dialects.commonmark.speedups import SIGN, Lines
from rendering.dialects.python_markdown.math import without_marks
from rendering.dialects.python_markdown.placeholders import NAME_BEGINS, NAME_ENDS, with_elements
from rendering.document import Document
from rendering.html import sanitize
from rendering.math import guard
from rendering.options import Options

COLUMNS = ("bMarks", "eMarks", "tShift", "sCount", "bsCount", "lineMax")
BITS = st.sampled_from([" ", "\t", "\n", "a", "文", "\u3000", "- ", "> "])
SIGNS = st.sampled_from(
    ["*", "_", "`", "[", "](x)", "![", "[^1]", "<b>", "</b>", "&lt;", "\\", "$", "~~", "  \n"]
)
BLOCKS = st.sampled_from(
    [
        *(
            "\n\n",
            "# ",
            "\n===\n",
            "|a|b|\n|-|-|\n|c|d|\n",
            "*[a]: b\n",
            ": ",
            "[a]: /b\n",
            "[^1]: ",
        ),
        *(
            "!!! note\n    ",
            "??? tip\n\n    ",
            '=== "a"\n\n    ',
            "    ",
            "$$\nx\n$$",
            "```\na\n```\n",
        ),
    ]
)
LINE_BEGINNINGS = (
    *("\n> ", "\n- ", "\n1. ", "\n---\n", "\n~~~\n", "\n{.a}\n", "\n%% a %%\n", "\n\\[x\\]\n"),
    *("\n<div>\n", "\n[a]: b\n", "\n[^1]: c\n", "\n\u3000{.a}\n", "\n\x0b%%a%%\n", "\n~ a\n"),
)
TAGS = st.sampled_from(
    [
        "<b>",
        "</b>",
        "<B>",
        "<p>",
        "</div>",
        "<div>",
        "<vector>",
        "<script>",
        "</script>",
        "<br>",
        "a",
    ]
)
LATEX = st.sampled_from(
    ["(", ")", "[", "{", "}", "\\{", "\\langle ", "\\left(", "\\right)", "^", "_", "\\bigl(", "x"]
)


@given(st.lists(BITS).map("".join))
def test_the_lines_of_a_source_are_those_of_the_parser(source: str) -> None:
    markdown = commonmark.parser()
    quick, plain = Lines(source, markdown, {}, []), StateBlock(source, markdown, {}, [])
    for column in COLUMNS:
        assert getattr(quick, column) == getattr(plain, column)


@given(st.lists(st.one_of(SIGNS, BLOCKS, BITS, st.sampled_from(LINE_BEGINNINGS))).map("".join))
def test_commonmark_finds_the_same_where_every_rule_is_asked_at_every_line(source: str) -> None:
    quick, slow = commonmark.parser(), commonmark.parser.__wrapped__()
    del slow.block.ruler.getRules
    found, wanted = (
        [token.as_dict() for token in markdown.parse(source, {"document": Document(source)})]
        for markdown in (quick, slow)
    )
    assert found == wanted


def test_a_line_of_prose_asks_few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(StateBlock, "is_code_block", lambda _state, line: bool(asked.append(line)))
    commonmark.parser().parse("文\n" * 100, {"document": Document("")})
    assert len(asked) < 10


def stock_serializer(root: Element) -> str:
    """In an attribute the name of a formula is bare."""
    for element in root.iter():
        for key, value in element.items():
            element.set(key, value.replace(NAME_BEGINS, "").replace(NAME_ENDS, ""))
    return to_xhtml_string(root)


@given(st.lists(st.one_of(SIGNS, BLOCKS, BITS)).map("".join))
def test_python_markdown_finds_the_same_with_and_without_haste(source: str) -> None:
    document = Document(source, Options("python-markdown"))
    slow = python_markdown.parser(document)
    slow.serializer = stock_serializer
    plain = with_elements(document, without_marks(document, slow.convert(source)))
    again = Document(source, Options("python-markdown"), token=document.token)
    assert python_markdown.to_html(again) == python_markdown.as_written(document, plain)


@pytest.mark.parametrize(
    "source",
    [
        "![a $x$](b.png)",
        "[$y$](z '$t$')",
        "[a](https://x.com/$a$/\\(b\\).pdf)",
        "<b title='$x$'>c</b>",
        "*[HTML]: $x$\n\nHTML",
        "# $x$\n\n[^1]\n\n[^1]: $y$",
        "![*\\(x\\)1$$y$$*](z)",
    ],
)
def test_no_placeholder_is_left_in_an_attribute(source: str) -> None:
    once, again = (render(source, dialect="python-markdown") for _ in range(2))
    assert once == again


def test_no_placeholder_is_left_in_the_code_that_search_reads() -> None:
    source = "用 `$...$` 或 `$`，不用 `$`"
    once, again = (render(source, dialect="python-markdown") for _ in range(2))
    assert once == again


def test_a_formula_in_an_address_is_none() -> None:
    html = render("[a](https://x.com/$a$/\\(b\\).pdf '$t$') $x$", dialect="python-markdown").html
    assert 'href="https://x.com/$a$/(b).pdf" title="$t$"' in html
    assert html.count("<math") == 1


def test_a_sign_for_less_is_no_tag() -> None:
    assert "<math" in render("当 a<b 时 $x>y$", dialect="python-markdown").html


def test_inline_constructs_begin_where_the_parser_says() -> None:
    assert (
        set(filter(SIGN.match, map(chr, range(0x110000))))
        == import_module("markdown_it.rules_inline.text")._TerminatorChars
    )


@given(st.lists(st.one_of(TAGS, st.just("<div>" * 501))).map("".join))
def test_only_what_needs_no_look_at_each_tag_is_spared_it(html: str) -> None:
    quick = Document("", html=html)
    shown = sanitize.escape_non_tags(quick)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sanitize, "has_only_tags", lambda *_: False)
        slow = Document("", html=html)
        assert shown == sanitize.escape_non_tags(slow)
    assert quick.warnings == slow.warnings


@given(st.lists(LATEX, max_size=90).map("".join))
def test_what_is_too_small_to_be_measured_is_within_bounds(latex: str) -> None:
    if guard.is_small(latex):
        assert guard.depth(latex) <= guard.DEEPEST
        assert guard.most_open(latex) <= guard.MOST_OPEN


def test_a_bad_formula_written_twice_is_warned_of_twice() -> None:
    rendered = render("坏 $x\\right$\n\n又 $x\\right$，好 $y$ 和 $y$")
    assert rendered.html.count('class="bad-math"') == 2
    assert [warning.line for warning in rendered.warnings] == [1, 3]
    assert rendered.html.count("<math") == 2


def test_a_macro_defined_between_two_equal_formulas_holds_for_the_second() -> None:
    html = render("$\\Rey$ $\\newcommand\\Rey{R}$ $\\Rey$ $z$ $\\renewcommand\\z{y}$ $z$").html
    assert html.count('class="bad-math"') == 1
