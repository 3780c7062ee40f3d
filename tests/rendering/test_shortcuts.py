"""Fast paths do not change the output, and placeholders are not visible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering import render
from rendering.document import Document
from rendering.html import sanitize
from rendering.math import guard

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


def test_a_formula_in_an_address_is_not_converted() -> None:
    html = render("[a](https://x.com/$a$/\\(b\\).pdf '$t$') $x$", dialect="python-markdown").html
    assert 'href="https://x.com/$a$/(b).pdf" title="$t$"' in html
    assert html.count("<math") == 1


def test_a_less_than_sign_is_no_tag() -> None:
    assert "<math" in render("当 a<b 时 $x>y$", dialect="python-markdown").html


@given(st.lists(st.one_of(TAGS, st.just("<div>" * 501))).map("".join))
def test_the_fast_path_accepts_only_html_without_tags_to_escape(html: str) -> None:
    quick = Document("", html=html)
    shown = sanitize.escape_non_tags(quick)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sanitize, "has_only_tags", lambda *_: False)
        slow = Document("", html=html)
        assert shown == sanitize.escape_non_tags(slow)
    assert quick.warnings == slow.warnings


@given(st.lists(LATEX, max_size=90).map("".join))
def test_formulas_that_skip_the_measurement_are_within_limits(latex: str) -> None:
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


def test_the_tags_of_one_text_are_examined_together() -> None:
    html = render('<a id="p"></a>**路径** <T> 与 <b>粗</b>\n', dialect="python-markdown").html
    assert '<a id="p"></a><strong>路径</strong> &lt;T&gt; 与 <b>粗</b>' in html
