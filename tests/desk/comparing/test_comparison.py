"""What changed between two texts, as a person would tell it."""

import pytest
from hypothesis import given

from desk.comparing import comparison as comparing
from desk.comparing import sequences
from desk.comparing.comparison import compare, compare_words
from tests.desk.texts import texts
from tests.work import assert_grows_linearly

MARKS = {"same": "", "removed": "-", "added": "+"}


def changed(old, new):
    return [
        [
            MARKS[span.operation] + span.text.rstrip("\n")
            for span in passage.spans
            if span.text != "\n"
        ]
        for passage in compare(old, new).changed()
    ]


@given(texts, texts)
def test_each_side_can_be_read_off_the_passages(old, new):
    passages = compare(old, new).passages
    for text, side in ((old, "old_text"), (new, "new_text")):
        written = "".join(getattr(passage, side) for passage in passages)
        assert "".join(written.split()) == "".join(text.split())


@given(texts)
def test_a_text_compared_with_itself_is_unchanged(text):
    comparison = compare(text, text)
    assert comparison.is_same
    assert (comparison.added, comparison.removed) == (0, 0)


def test_only_the_words_that_changed_are_marked_in_chinese():
    old = "任意时刻的加噪结果可以直接得到：\n"
    new = "任意时刻的加噪结果可以一步写出：\n"
    assert changed(old, new) == [["任意时刻的加噪结果可以", "-直接得到", "+一步写出", "："]]


def test_a_rewritten_sentence_is_not_scattered():
    old = "人们的看法是这样的，所以怎么走都行。\n"
    new = "任何一条路的走法，只要处处满足，都可以用。\n"
    assert len(changed(old, new)[0]) <= 3


def test_an_added_sentence_begins_where_a_sentence_does():
    assert changed("甲说。乙说。\n", "甲说。丙说。乙说。\n") == [["甲说。", "+丙说。", "乙说。"]]


def test_an_added_paragraph_is_whole():
    assert changed("甲。\n\n乙。\n", "甲。\n\n丙，丁。\n\n乙。\n") == [["+丙，丁。"]]


def test_a_line_after_an_added_one_is_compared_for_itself():
    assert changed("End.\n", "A whole new paragraph.\n\nEnd, he said.\n") == [
        ["+A whole new paragraph."],
        ["End", "+, he said", "."],
    ]


def test_rewritten_paragraphs_stand_one_after_the_other():
    assert changed("a b c\n\nd e f\n", "g h\n") == [["-a b c"], ["-d e f"], ["+g h"]]


def test_rewrapped_lines_show_no_changed_word():
    spans = [
        span for line in changed("one two three\nfour\n", "one\ntwo three four\n") for span in line
    ]
    assert {span for span in spans if span[:1] in "+-" and span.strip("+- \n")} == set()


def test_code_changes_by_lines():
    old, new = ("```\na = 1\nb = 2\n```\n", "```\na = 1\nb = 3\n```\n")
    assert changed(old, new) == [["-b = 2", "+b = 3"]]
    assert compare(old, new).changed()[0].kind == "code"


def test_an_old_formula_and_the_new_one_are_one_passage():
    old, new = ("$$\nx = k\n$$\n", "$$\nx = k + z\n$$\n")
    (passage,) = compare(old, new).changed()
    assert passage.kind == "formula"
    assert (passage.old_text, passage.new_text) == (old, new)


def test_words_of_a_formula_are_compared_alone():
    spans = compare_words(["x", "=", "k"], ["x", "=", "y"])
    assert [(span.operation, span.text) for span in spans] == [
        *(("same", "x="), ("removed", "k"), ("added", "y"))
    ]


def test_passages_say_the_lines_where_they_begin():
    passages = compare("a\n\nb\n\nc\n", "a\n\nx\n\nb\n\nd\n").changed()
    assert [(passage.line, passage.new_line) for passage in passages] == [(2, 3), (5, 7)]


def test_characters_are_counted_without_white_space():
    for old, new, counts in [
        ("加噪 结果\n", "加噪 一步 写出\n", (4, 2)),
        ("hel", "hello", (2, 0)),
        ("one\n\ntwo", "one\n\ntwo cats\n\nmore", (8, 0)),
    ]:
        comparison = compare(old, new)
        assert (comparison.added, comparison.removed) == counts


def test_counts_are_the_same_without_a_comparison(monkeypatch):
    old, new = "猫。\n\na cat\n", "猫。\n\n又一行\n\ntwo cats\n"
    for most in (100_000, 1):
        monkeypatch.setattr(comparing, "MOST_COUNTED", most)
        found = compare(old, new)
        assert comparing.changed_lengths(old, new) == (found.added, found.removed)


@pytest.mark.parametrize("change", [lambda line: line.upper(), lambda line: "", lambda line: "}"])
def test_the_work_of_a_comparison_is_linear(change):
    def run(count):
        lines = [f"第 {n} 行，a word {n} and $x_{n}$\n\n" for n in range(count)]
        compare("".join(lines), "".join(map(change, lines)))

    assert_grows_linearly(run, 20)


def test_long_texts_without_a_common_word_are_compared_in_bounded_memory(monkeypatch):
    """The library needs memory for each pair of elements."""
    pairs = []
    opcodes = sequences.LCSseq.opcodes

    class Counting:
        @staticmethod
        def opcodes(old, new):
            pairs.append(len(old) * len(new))
            return opcodes(old, new)

    monkeypatch.setattr(sequences, "LCSseq", Counting)
    compare("甲 a\n" * 13_000, "a\n乙\n" * 10_000)
    compare("字" * 13_000, "句。" * 10_000)
    assert max(pairs, default=0) <= sequences.MOST_PAIRS


def test_an_insertion_into_a_very_long_line_is_found():
    old = "".join(chr(0x4E00 + n) for n in range(20_000))
    assert changed(f"首{old}尾", f"新{old[:9000]}插入{old[9000:]}末")[0][1::2] != []


def test_many_lines_that_all_changed_are_not_cut_into_words(monkeypatch):
    monkeypatch.setattr(comparing, "MOST_LINES", 6)
    old = ["one two\n", "one three\n"] * 4
    new = [line.replace("one", "a") for line in old]
    for number, whole in ((3, False), (4, True)):
        passages = compare("".join(old[:number]), "".join(new[:number])).changed()
        assert all(len(passage.spans) == 1 for passage in passages) == whole
