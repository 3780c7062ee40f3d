"""No word is lost silently: each is on the page, or a warning names it and its position."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.compare.losses import lost_characters
from rendering import DIALECTS, render
from rendering.lint.losses import PageText, losses


def test_what_is_on_the_page_is_not_lost() -> None:
    assert (
        losses("甲 **乙** [丙](/d)", PageText.of('<p>甲 <b>乙</b> <a href="/d">丙</a></p>')) == []
    )


def test_a_loss_has_its_position() -> None:
    (loss,) = losses("一行\n\n甲乙，丙丁 words", PageText.of("<p>一行</p><p>甲乙</p>"))
    assert (loss.line, loss.column, loss.text) == (3, 4, "丙丁 words")
    assert loss.characters == 7


def test_a_word_shown_once_of_two_times_is_a_loss() -> None:
    (loss,) = losses("甲，乙，甲", PageText.of("<p>甲，乙</p>"))
    assert loss.runs == ("甲",)


def test_words_moved_joined_or_in_attributes_are_no_loss() -> None:
    page = PageText.of('<p>甲乙</p><img alt="丙" src="a%20b.png"><li>丁</li>')
    assert losses("丁\n甲\n乙 ![丙](<a b.png>)", page) == []


def test_a_tag_is_syntax_only_where_the_page_has_it() -> None:
    assert losses("<b>甲</b>", PageText.of("<b>甲</b>")) == []
    (loss,) = losses("在<head>里", PageText.of("<p>在里</p>"))
    assert loss.runs == ("head",)


def test_a_tag_shown_in_code_does_not_count_as_an_element() -> None:
    page = PageText.of('<code>&lt;a&gt;</code> <a href="/x">甲</a>')
    assert losses('`<a>` <a title="乙" href="/x">甲</a>', page) == []
    (loss,) = losses("`<a>` <a>甲</a>", PageText.of("<code>&lt;a&gt;</code> 甲"))
    assert loss.runs == ("a",)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_target_of_a_definition_that_a_link_names_is_no_text(dialect: str) -> None:
    """Also where the link leads to nothing here, and so has no address on the page."""
    source = (
        '见 [甲][a] 与 [Offline]。\n\n[a]: ../gone/page.md "Its title"\n[offline]: ../offline.md\n'
    )
    assert "text-lost" not in [w.code for w in render(source, dialect=dialect).warnings]


def test_the_language_above_indented_code_is_no_text() -> None:
    warnings = render("文\n\n    :::bash\n    cd /tmp\n", dialect="python-markdown").warnings
    assert not warnings


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_article_that_uses_all_syntax_has_no_loss(dialect: str) -> None:
    source = (
        "# 题 {#own}\n\n1. 一\n2. 二\n\n```python title='x.py'\ny = 1\n```\n\n"
        "[词][ref] ![图](a.png '题') [^n] &nbsp;`#!python z`\n\n[ref]: https://a.example/b\n\n"
        "[^n]: 注\n\n<!-- 藏 -->\n\n<div class='x'>块</div>\n\n$\\alpha_1$ 与 ++ctrl+c++"
    )
    assert not [
        w for w in render(source, dialect=dialect).warnings if "not on the page" in w.message
    ]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_unused_definition_is_warned_of(dialect: str) -> None:
    (warning,) = render("文\n\n[r]: https://somewhere.example/path", dialect=dialect).warnings
    assert "somewhere" in warning.message
    assert "column" in warning.message
    assert warning.line == 3


@pytest.mark.parametrize(
    ("source", "dialect"),
    [
        ('??? note "Note"\n    文', "python-markdown"),
        ("![img](https://a.example/b.png)", "commonmark"),
        ("见https://a.example/sagemaker获得。又sagemaker", "commonmark"),
        ("```toc\n:maxdepth: 2\n\njupyter\n```", "commonmark"),
    ],
)
def test_text_shown_in_another_form_is_no_loss(source: str, dialect: str) -> None:
    warnings = render(source, dialect=dialect).warnings
    assert not [w for w in warnings if "not on the page" in w.message]


WORDS = st.sampled_from(
    [
        "文字",
        "深度学习",
        "word",
        "C++",
        "i++",
        "a==b",
        "===",
        "!=",
        "%%",
        "%%i",
        "100%",
        "a^b^c",
        "x^2^",
        "H~2~O",
        "~/a",
        "<head>",
        "<T>",
        "<b>",
        "</b>",
        "<center>",
        "</center>",
        "<br>",
        "<font color=red>",
        "</font>",
        "<input>",
        "<h1>",
        "**",
        "*",
        "_",
        "`",
        "``",
        "==",
        "++",
        "~~",
        "[",
        "](",
        ")",
        "![",
        "[^1]",
        "[x](y.md)",
        "![图](a b.png)",
        ":100:",
        "12:30:45",
        ":smile:",
        "{.x}",
        "{:.a}",
        "{{ x }}",
        "||藏||",
        "&nbsp;",
        "&amp",
        "\\",
        "\\*",
        "<!--",
        "-->",
        "，",
        "。",
        "<your-name>",
        "vector<int>",
        "<script>",
        "</script>",
        "^[",
        "]",
        "[[",
        "]]",
        "http://a.example",
    ]
)
LINES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\n- ",
        "\n   - ",
        "\n1. ",
        "\n> ",
        "\n## ",
        "\n    ",
        "\n: ",
        "\n| a | b |\n|---|---|\n| ",
        "\n```\n",
        "\n~~~ py\n",
        "\n%%\n",
        "\n!!! note\n    ",
        "\n> [!tip] ",
        "\n[r]: ",
        "\n[^1]: ",
        "\n---\n",
        "\n*[HTML]: ",
        "\n<div>\n",
        "\n</div>\n",
        "\n<details>\n<summary>",
        " ",
        " ",
        "",
    ]
)
SOURCES = st.lists(st.tuples(WORDS, LINES), max_size=14).map(
    lambda parts: "".join(word + line for word, line in parts)
)
SIGNS = {"ins": "++++", "mark": "====", "sub": "~~", "sup": "^^"}


@settings(max_examples=150)
@given(SOURCES, st.sampled_from(DIALECTS))
def test_no_letter_is_lost_without_a_warning_on_its_line(source: str, dialect: str) -> None:
    rendered = render(source, dialect=dialect)
    assert lost_characters(source, rendered)[1] == 0


PLAIN = st.lists(
    st.sampled_from(
        ["C++", "i++", "==", "===", "!=", "%%", "a^b^c", "~", "1~10", "字", " ", "，", "<x>"]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=150)
@given(PLAIN, st.sampled_from(DIALECTS))
def test_a_removed_sign_made_an_element_or_a_warning(source: str, dialect: str) -> None:
    rendered = render(source, dialect=dialect)
    shown = Counter(re.sub(r"<[^>]*>", "", rendered.html).replace("&lt;", "<").replace("&gt;", ">"))
    for tag, signs in SIGNS.items():
        shown.update(signs * rendered.html.count(f"<{tag}>"))
    shown.update("~~~~" * rendered.html.count("<del>"))
    if not any("comment" in warning.message for warning in rendered.warnings):
        assert all(shown[sign] >= source.count(sign) for sign in "+=%^~<>")


@pytest.mark.parametrize("code", [r"print('\nbatch')", r"cd C:\user\include", "sed 's/a_b/b/g'"])
def test_spans_in_highlighted_code_do_not_split_words(code: str) -> None:
    source = f"```python\n{code}\n```\n\n```console\n$ {code}\n```\n"
    assert losses(source, PageText.of(render(source).html)) == []


def test_a_name_in_angle_brackets_is_warned_of() -> None:
    (warning,) = render("甲\n\n锁 lock<std::mutex> 与 <std::mutex>").warnings
    assert "<std::mutex>" in warning.message
    assert warning.line == 3


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_source_of_a_player_is_not_lost(dialect: str) -> None:
    source = '<audio controls>\n  <source src="a.mp3" type="audio/mpeg">\n</audio>\n'
    assert not render(source, dialect=dialect).warnings


def test_the_name_of_a_placeholder_is_no_word_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rendering.document.secrets.token_hex", lambda _bytes: "lost")
    (warning,) = render("$y$ 与字\n\n[unused]: /lost").warnings
    assert "“lost” is not on the page" in warning.message
