"""The tokens of texts. Add cases as lines of cases/tokens.txt."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulltext.tokens import LONGEST, phrase_search_text, tokens

CASES = Path(__file__).parent / "cases"


def cases(name):
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line.split(" → ") for line in lines if line and not line.startswith("# ")]


@pytest.mark.parametrize(("text", "expected"), cases("tokens.txt"))
def test_tokens(text, expected):
    assert tokens(text) == expected.split()


@given(st.text())
def test_tokens_are_short_and_have_no_spaces(text):
    for token in tokens(text):
        assert token
        assert len(token) <= 2 * LONGEST
        assert not any(c.isspace() or c in "\"'\x00:" for c in token)


@given(st.text())
def test_a_text_in_capitals_has_the_same_plain_form(text):
    ascii_only = text.encode("ascii", "ignore").decode()
    assert phrase_search_text(ascii_only.upper()) == phrase_search_text(ascii_only)


def test_a_phrase_does_not_reach_over_the_end_of_a_line():
    assert phrase_search_text("注意\n力 all, you\nneed") == " 注意 \n 力 all you \n need "
    assert phrase_search_text("") == ""


@pytest.mark.parametrize("piece", ["a", "a.", "_", "\\", "a+", "é", "字", "A1", "a-", "."])
def test_hostile_text_takes_linear_time(piece):
    assert len(tokens(piece * 100_000)) <= 200_001
