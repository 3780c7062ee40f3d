"""A merge loses nothing: what does not overlap is merged, what does is a conflict."""

from collections import Counter

import pytest
from hypothesis import given

from desk.comparing.blocks import split_blocks
from desk.comparing.merge import MergedText, merge
from desk.comparing.words import split_units
from tests.desk.texts import texts, three_texts
from tests.work import assert_grows_linearly


@given(texts, texts)
def test_where_only_one_wrote_the_merge_is_that_text(base, changed):
    assert merge(base, base, changed).text == changed
    assert merge(base, changed, base).text == changed


@given(texts, texts)
def test_where_both_wrote_the_same_the_merge_is_that_text(base, changed):
    assert merge(base, changed, changed).text == changed


def words(text):
    return Counter(unit.text for unit in split_units(split_blocks(text)) if unit.text.strip())


@given(three_texts())
def test_no_inserted_word_is_lost(three):
    base, ours, theirs = three
    merged = merge(base, ours, theirs)
    for side, text in (("ours", ours), ("theirs", theirs)):
        whole = merged.resolve([side] * len(merged.conflicts))
        both = merged.resolve(["both"] * len(merged.conflicts))
        inserted = Counter(text.replace("\n", "")) - Counter(base)
        assert not inserted - Counter(whole)
        assert not inserted - Counter(both)


@given(three_texts())
def test_sides_of_a_merge_are_interchangeable(three):
    base, ours, theirs = three
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert [(c.ours, c.theirs) for c in one.conflicts] == [
        (c.theirs, c.ours) for c in other.conflicts
    ]


def test_different_lines_are_merged():
    assert merge("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n").text == "A\nb\nC\n"


def test_neighbouring_lines_are_merged():
    assert merge("甲\n乙\n", "甲一\n乙\n", "甲\n乙二\n").text == "甲一\n乙二\n"


def test_different_words_of_a_line_are_merged():
    base = "训练好的网络只知道边缘分布。直接跳，出来的图很差。\n"
    ours, theirs = base.replace("边缘", "联合"), base.replace("很差", "一团模糊")
    assert merge(base, ours, theirs).text == ours.replace("很差", "一团模糊")


def test_the_same_words_are_a_conflict_of_whole_lines_with_the_rest_merged():
    base = "开头。所以怎么走都行。直接跳，图很差。\n"
    ours = base.replace("怎么走都行", "任选一条")
    theirs = base.replace("怎么走都行", "保住分布就行").replace("很差", "一团模糊")
    (conflict,) = merge(f"首\n{base}尾\n", f"首\n{ours}尾\n", f"首\n{theirs}尾\n").conflicts
    assert conflict.base == base
    assert conflict.ours == ours.replace("很差", "一团模糊")
    assert conflict.theirs == theirs


def test_two_paragraphs_added_at_one_place_can_both_be_kept():
    merged = merge("a\n", "a\n\n我的\n", "a\n\n他的\n")
    assert merged.resolve(["both"]) == "a\n\n我的\n\n他的\n"


def test_keeping_two_versions_of_a_paragraph_keeps_them_apart():
    assert merge("一二\n", "三四\n", "五六\n").resolve(["both"]) == "三四\n\n五六\n"


def test_keeping_two_versions_of_code_does_not_break_it():
    base, ours, theirs = (f"```\nx = {n}\n```\n" for n in range(3))
    assert merge(base, ours, theirs).resolve(["both"]) == "```\nx = 1\nx = 2\n```\n"


def test_a_formula_that_both_changed_is_a_conflict():
    base, ours, theirs = (f"$$\n{latex}\n$$\n" for latex in ("a + b", "a + c", "d + b"))
    (conflict,) = merge(base, ours, theirs).conflicts
    assert (conflict.ours, conflict.theirs) == (ours, theirs)


def test_a_removed_line_that_the_other_changed_is_a_conflict():
    (conflict,) = merge("a\nb\nc\n", "a\nc\n", "a\nb and more\nc\n").conflicts
    assert (conflict.ours, conflict.theirs, conflict.both) == ("", *["b and more\n"] * 2)


def test_line_ends_of_forms_are_no_change():
    assert merge("a\nb\n", "a\r\nb\r\n", "a\nB\n").text == "a\nB\n"


def test_pieces_say_whose_they_are():
    pieces = merge("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nC\nd\n").parts
    assert [(p.text, p.origin) for p in pieces if isinstance(p, MergedText)] == [
        *(("A\n", "ours"), ("b\n", "base"), ("C\n", "theirs"), ("d\n", "base"))
    ]


def test_conflicts_need_a_choice_each():
    merged = merge("a\n", "b\n", "c\n")
    with pytest.raises(ValueError, match="1 conflicts need as many choices"):
        _ = merged.text


def test_the_work_of_a_merge_is_linear():
    def run(count):
        base = [f"第 {n} 行，a word {n} and $x_{n}$\n\n" for n in range(count)]
        merge(
            "".join(base),
            "".join(line.replace("word", "noun") for line in base),
            "".join(line.replace("word", "verb") for line in base),
        )

    assert_grows_linearly(run, 20)
