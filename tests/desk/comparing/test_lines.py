"""Lines with what changed in them, and where a line of an old text stands in a new one."""

import pytest
from hypothesis import given

from desk.comparing.lines import marked_lines, moved_lines
from tests.desk.texts import three_texts

OLD = "# 一\n\n所以怎么走都行。图很差。\n\n```python\na = 1\n```\n\n尾声。\n"


@pytest.mark.parametrize(
    ("new", "line", "now"),
    [
        (f"新的开头。\n\n{OLD}", 3, 5),
        (OLD.replace("怎么走都行", "任选一条"), 3, 3),
        (OLD.replace("# 一\n\n", ""), 3, 1),
        (OLD.replace("a = 1\n", "b = 2\n\na = 1\n"), 6, 8),
        (OLD.replace("尾声。", "再见，各位读者。"), 9, None),
        (OLD.replace("所以怎么走都行。图很差。\n\n", ""), 3, None),
        ("", 3, None),
    ],
)
def test_a_line_is_found_where_it_stands_now(new, line, now):
    assert moved_lines(OLD, new).get(line) == now


def test_every_line_of_an_unchanged_text_stays():
    assert moved_lines(OLD, OLD) == {n: n for n in range(1, 10)}


def test_what_changed_is_marked_in_its_line():
    new = OLD.replace("很差", "模糊").replace("# 一\n\n", "").replace("尾声。", "尾声。\n又一行")
    lines = marked_lines(OLD, new)
    assert [each.operation for each in lines if each.operation != "same"] == [
        *("removed", "removed", "changed", "added")
    ]
    changed = next(each for each in lines if each.operation == "changed")
    assert [(s.operation, s.text) for s in changed.spans][1:3] == [
        *(("removed", "很差"), ("added", "模糊"))
    ]


def test_lines_that_are_joined_are_one_line():
    [line] = marked_lines("one \ntwo\n", "one two\n")
    assert (line.number, line.operation) == (1, "changed")


@given(three_texts())
def test_the_lines_make_up_the_new_text(texts):
    old, new, _other = texts
    lines = [each for each in marked_lines(old, new) if each.number]
    written = ["".join(s.text for s in each.spans if s.operation != "removed") for each in lines]
    assert "\n".join(written) == new.removesuffix("\n")
    assert [each.number for each in lines] == list(range(1, len(lines) + 1))
    count = len(lines)
    assert all(1 <= to <= count for to in moved_lines(old, new).values())
