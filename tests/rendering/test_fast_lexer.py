"""The fast lexers find the same tokens as Pygments."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name

from rendering.code.fast_lexer import first_characters, speed_up_lexer

LANGUAGES = (
    *("bash", "c++", "console", "css", "diff", "docker", "go", "html", "ini", "js", "json"),
    *("julia", "latex", "make", "matlab", "python", "r", "rust", "sql", "toml", "ts", "yaml"),
)
SOURCES = [
    'def f(x: int) -> str:\n    """Doc \\n"""\n    return f"{x!r:>{10}} 中文" # 注\n',
    "@a.b\nclass C(D, metaclass=E): x = y if not z else 0x1F\n",
    '#!/bin/sh\nfor f in *.py; do echo "$f ${x%%.*}"; done <<EOF\n$(date)\nEOF\n',
    "#include <a>\ntemplate<class T> int f(T &a) { return a->b ? 1.5e3 : 0x1F; } /* é */\n",
    "{\"a\": [1, null, true], 'b': `c ${d}`} // e\n<p class=x>&amp;</p>\n- k: v\n",
    "\\begin{a}$x$\\end{a} % c\nSELECT * FROM t WHERE a = 'b''c'; -- d\n=> |> 'a 'b' \x0b \u2028\n",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tokens_are_those_of_pygments(language: str) -> None:
    plain, quick = lexer(language), speed_up_lexer(lexer(language))
    for source in SOURCES:
        assert tokens(quick, source) == tokens(plain, source)


PLAIN = get_lexer_by_name("python", stripnl=False)
QUICK = speed_up_lexer(get_lexer_by_name("python", stripnl=False))
ANY_PYTHON = st.lists(
    st.sampled_from([*"\"'\\\n\t ({[]})@#=é文", "f'", '"""', "def ", "in", "0x1", "if "])
).map("".join)


@settings(max_examples=100)
@given(ANY_PYTHON)
def test_any_text_gives_the_same_tokens(source: str) -> None:
    assert tokens(QUICK, source) == tokens(PLAIN, source)


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        ("ab", "a"),
        ("[a-c]+x", "abc"),
        ("a?b", "ab"),
        ("(?:a|(b))c", "ab"),
        (r"(?=x)\d", "0123456789"),
        ("(?i)a", "aA"),
        (r"\bé|a", "a"),
    ],
)
def test_first_characters_of_an_expression(pattern: str, characters: str) -> None:
    assert first_characters(re.compile(pattern)) == frozenset(characters)


@pytest.mark.parametrize("pattern", ["a*", "", "$", r"(a)|\1", "(?s).", "(?i)[^a]"])
def test_an_expression_that_cannot_be_analysed_may_begin_with_anything(pattern: str) -> None:
    assert len(first_characters(re.compile(pattern))) == 128


def lexer(language: str):
    return get_lexer_by_name(language, stripnl=False)


def tokens(found, source: str) -> list:
    return [token for token in found.get_tokens(source) if token[1]]
