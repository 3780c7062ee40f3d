"""Code blocks: language, title, lines."""

import re

import pytest

from rendering import DIALECTS, render


def code(info: str, source: str = "x = 1", dialect: str = "commonmark") -> str:
    return render(f"```{info}\n{source}\n```", dialect=dialect).html


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("info", "label"),
    [
        ("py", "Python"),
        ("sh", "Shell"),
        ("c++", "C++"),
        ("cpp", "C++"),
        ("js", "JavaScript"),
        ("{.python .input}", "Python"),
        ("vue", "Vue"),
        ("pseudo", "伪代码"),
    ],
)
def test_common_language_names_are_recognised(info: str, label: str, dialect: str) -> None:
    assert f'<span class="lang">{label}</span>' in code(info, dialect=dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_unknown_language_is_shown_as_text_and_warned_of_with_its_line(dialect: str) -> None:
    rendered = render("前\n\n```nosuch\na < b\n```", dialect=dialect)
    assert "a &lt; b" in rendered.html
    (warning,) = rendered.warnings
    assert "nosuch" in warning.message
    assert warning.line in (3, 4)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_line_has_an_element_even_inside_a_string(dialect: str) -> None:
    html = code("python", 's = """a\n\nb"""', dialect)
    content = re.search("<code>(.*)</code>", html, re.DOTALL)
    assert content is not None
    lines = re.findall(
        r"<span>(?:(?!</?span).|<span class=[^>]*>[^<]*</span>)*</span>", content[1], re.DOTALL
    )
    assert len(lines) == 3


@pytest.mark.parametrize("dialect", DIALECTS)
def test_blank_lines_and_indents_are_kept(dialect: str) -> None:
    html = code("text", "  a\n\n    b", dialect)
    assert "<span>  a\n</span><span>\n</span><span>    b\n</span>" in html


@pytest.mark.parametrize("dialect", DIALECTS)
def test_code_is_escaped_once(dialect: str) -> None:
    assert "&lt;b&gt; &amp;amp;" in code("text", "<b> &amp;", dialect)


def test_a_title_cannot_carry_markup() -> None:
    html = code('python title="<script>alert(1)</script>"')
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("info", ["console", "text", "output", "diff", ""])
def test_text_that_is_no_program_has_no_line_numbers(info: str) -> None:
    assert '<figure class="code plain">' in code(info)


def test_no_inline_style_is_written() -> None:
    assert " style=" not in code("python", "class A:\n    '''doc'''\n")


def test_very_long_code_is_not_highlighted_and_warned_of() -> None:
    rendered = render("```python\n" + "x = 1\n" * 40_000 + "```")
    assert '<span class="n">' not in rendered.html
    assert "too long" in rendered.warnings[0].message


def test_code_is_counted_by_its_lines() -> None:
    counts = render("```python\na\nb\n```\n\n```\nc\n```").counts
    assert (counts.code_blocks, counts.code_lines) == (2, 3)
