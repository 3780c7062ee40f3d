"""A comparison never cuts a character, a formula or code."""

from hypothesis import given

from desk.comparing.blocks import split_blocks
from desk.comparing.words import split_units
from tests.desk.texts import texts


def units(text):
    return [unit.text for unit in split_units(split_blocks(text))]


@given(texts)
def test_blocks_and_units_make_up_the_text(text):
    blocks = split_blocks(text)
    assert "".join(block.text for block in blocks) == text
    assert "".join(units(text)) == text
    assert all(block.text for block in blocks)


def test_chinese_is_split_into_characters_and_latin_into_words():
    assert units("加噪 don't stop。") == ["加", "噪", " ", "don't", " ", "stop", "。"]


def test_a_character_that_readers_see_is_never_cut():
    family = "👩‍👩‍👧"
    assert units(f"{family}葛\U000e0100🇨🇳e\u0301") == [family, "葛\U000e0100", "🇨🇳", "e\u0301"]


def test_formulas_and_code_in_a_line_are_units():
    assert units(r"a $x_{t-1} = 1$ `b c` \(y\)") == [
        *("a", " ", "$x_{t-1} = 1$", " ", "`b c`", " ", r"\(y\)")
    ]


def test_a_dollar_that_opens_no_formula_is_a_sign():
    assert units("$5 和 $10")[:2] == ["$", "5"]


def test_an_address_is_a_unit():
    assert units("见 https://example.org/a?b=c。") == [
        *("见", " ", "https://example.org/a?b=c", "。")
    ]


def test_a_displayed_formula_is_one_unit():
    formula = "$$\na = b \\\\\nc = d\n$$\n"
    assert units(f"x\n\n{formula}y\n") == ["x", "\n", "\n", formula, "y", "\n"]


def test_a_line_of_code_is_a_unit_whatever_is_in_it():
    assert units("```python\nprice = '$5'\n$$\n```\nend") == [
        *("```python\n", "price = '$5'\n", "$$\n", "```\n", "end")
    ]


def test_a_formula_without_an_end_swallows_nothing():
    assert {block.text for block in split_blocks("$$\nx\n\ny\n")} == {"$$\n", "x\n", "\ny\n"}


def test_blank_lines_belong_to_what_follows_them():
    assert [block.text for block in split_blocks("a\n\nb\n\n\n")] == ["a\n", "\nb\n", "\n\n"]
