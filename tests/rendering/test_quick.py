"""What is there for speed changes nothing."""

from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.rules_block import StateBlock

from articles.rendering import render
from articles.rendering.dialects import commonmark, python_markdown
from articles.rendering.dialects.quick import SIGN, Lines
from articles.rendering.document import Document
from articles.rendering.options import Options

COLUMNS = ("bMarks", "eMarks", "tShift", "sCount", "bsCount", "lineMax")
BITS = st.sampled_from([" ", "\t", "\n", "a", "文", "\u3000", "- ", "> "])
SIGNS = st.sampled_from(
    ["*", "_", "`", "[", "](x)", "![", "[^1]", "<b>", "</b>", "&lt;", "\\", "$", "~~", "  \n"]
)


@given(st.lists(BITS).map("".join))
def test_the_lines_of_a_source_are_those_of_the_parser(source: str) -> None:
    markdown = commonmark.parser()
    quick, plain = Lines(source, markdown, {}, []), StateBlock(source, markdown, {}, [])
    for column in COLUMNS:
        assert getattr(quick, column) == getattr(plain, column)


@settings(deadline=None)
@given(st.lists(st.one_of(SIGNS, BITS)).map("".join))
def test_python_markdown_finds_the_same_with_and_without_haste(source: str) -> None:
    document = Document(source, Options("python-markdown"))
    plain = python_markdown.parser(document).convert(source)
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
    ],
)
def test_no_placeholder_is_left_in_an_attribute(source: str) -> None:
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
