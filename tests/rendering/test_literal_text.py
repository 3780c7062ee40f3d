"""Text that is not meant as markup is shown, and lost text is warned of."""

import re
from pathlib import Path

import pytest

from rendering import DIALECTS, render
from rendering.html.allowed import HTML_NAMES
from rendering.html.palette import PALETTE, nearest_palette_colour
from tests.each import check_each

ROOT = Path(__file__).parents[2]
BREAKS = {"br", "wbr"}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_tag_that_a_sentence_names_is_shown(dialect: str) -> None:
    def check(name: str) -> None:
        rendered = render(f"网页里用<{name}>标签，\n再写别的。", dialect=dialect)
        assert f"用&lt;{name}&gt;标签" in rendered.html
        (warning,) = rendered.warnings
        assert f"<{name}>" in warning.message
        assert warning.line == 1

    check_each(sorted(HTML_NAMES - BREAKS), check)


TOLD = {
    "a^b^c=0": (1, "superscript"),
    "**Theorem:\u00a0**As": (1, ""),
    "前\n\n[caption id=x]只有字": (3, "caption"),
    "文%%注释%%字": (1, "comment"),
    "<p style='font-size:30px;line-height:3'>字</p>": (1, "font-size, line-height"),
    "前\n\n<iframe src='https://a.example/x'></iframe>": (3, "<iframe>"),
    "前\n\n<big>大</big>": (3, "<big>"),
    "甲<int>乙": (1, "<int>"),
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("source", TOLD)
def test_markup_shown_as_text_or_removed_is_warned_of(source: str, dialect: str) -> None:
    line, words = TOLD[source]
    assert [
        warning
        for warning in render(source, dialect=dialect).warnings
        if warning.line == line and words in warning.message
    ]


MENDED = {
    ("commonmark", "**Theorem:\u00a0**As"): "**Theorem:**\u00a0As",
    ("python-markdown", "**Theorem: **As"): "**Theorem:** As",
    ("commonmark", "![图](a b.png)"): "![图](a%20b.png)",
    ("commonmark", "见[文](my file.pdf)"): "见[文](my%20file.pdf)",
    ("python-markdown", "- 一\n   - 二"): "    - 二",
    ("python-markdown", "1. 一\n  - 二\n    - 三"): "    - 二",
}


@pytest.mark.parametrize(("dialect", "source"), MENDED)
def test_a_warning_has_a_fix_where_one_is_possible(dialect: str, source: str) -> None:
    fixes = [warning.fix for warning in render(source, dialect=dialect).warnings]
    assert MENDED[dialect, source] in fixes


QUIET = [
    "2 ** 3 **4 与 a ** b",
    r"\*\*不粗\*\*，\![图](a.png)",
    "- 一\n    - 二\n        - 三",
    "1. 一\n\n    ```\n    x\n    ```\n\n1. 二",
    "1. 一\n\n```\nx\n```\n\n2. 二",
    "`**a **b`，`%%x%%`，`a^b^c`",
    "H~2~O，x^2^y，10^-3^，E=mc^2^",
    "<font color=black>黑</font>，<span style='color:#333'>灰</span>",
]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("source", QUIET)
def test_intended_text_causes_no_warning(source: str, dialect: str) -> None:
    assert not render(source, dialect=dialect).warnings


def test_a_removed_comment_is_warned_of() -> None:
    (warning,) = render("前\n\n文 %%藏%% 字").warnings
    assert "%%藏%%" in warning.message
    assert warning.line == 3
    (warning,) = render("前\n\n%%\n藏\n\n又藏\n%%\n\n后").warnings
    assert warning.line == 3


def test_a_list_that_restarts_is_warned_of_with_the_needed_indent() -> None:
    found = render("1. 一\n```\nx\n```\n1. 二\n```\ny\n```\n1. 三").warnings
    assert [warning.line for warning in found] == [2, 6]
    assert "3 spaces" in found[0].message
    (warning,) = render("1. 一\n\n```\nx\n```\n\n1. 二", dialect="python-markdown").warnings
    assert "4 spaces" in warning.message


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("Red", "red"),
        ("#ff0000", "red"),
        ("#f00", "red"),
        ("rgb(255, 0, 0)", "red"),
        ("rgba(214,53,53,.8)", "red"),
        ("ff0000", "red"),
        ("darkorange", "yellow"),
        ("#DAA520", "yellow"),
        ("lime", "green"),
        ("#00CED1", "teal"),
        ("#1E90FF", "blue"),
        ("#ff00ff", "purple"),
        ("#888", "grey"),
        ("#333", ""),
        ("white", ""),
        ("black", ""),
        ("var(--x)", ""),
        ("expression(alert(1))", ""),
    ],
)
def test_a_colour_is_the_nearest_of_the_palette(written: str, colour: str) -> None:
    assert nearest_palette_colour(written) == colour


def test_every_colour_has_a_css_rule() -> None:
    css = (ROOT / "static/css/longwave.css").read_text(encoding="utf-8")
    assert not [name for name in PALETTE if not re.search(rf"\.{name} \{{ color: var", css)]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("rest", ["<title title=>", "<b x=>", "</b x=>", "<img src=>"])
def test_a_tag_that_only_one_rule_knows_may_end_a_paragraph(rest: str, dialect: str) -> None:
    assert "在" in render(f"在<head>里<title a=1></title>{rest}", dialect=dialect).html
