"""The first page of the desk says at which sentence one stopped."""

import pytest

from desk.overview.place_of_change import LONGEST, sentence_of_change

OLD = "# 标题\n\n第一句。第二句。\n\n最后一段。\n"


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (OLD.replace("第二句", "第二句改了"), "第二句改了。"),
        (OLD.replace("第一句", "第一句改了"), "第一句改了。"),
        (OLD + "\n- 新的一条", "新的一条"),
        (OLD.replace("第二句。", ""), "第一句。"),
        (OLD.replace("最后一段。\n", ""), "第二句。"),
        (OLD.replace("标题", "新标题"), "新标题"),
        (OLD + "\n```\n", "最后一段。"),
        ("One. See [it](a.md) and 3.5 more! Then", "Then"),
        ("", ""),
        ("```\n```\n", ""),
    ],
)
def test_the_sentence_that_changed_last(new, sentence):
    assert sentence_of_change(OLD, new) == sentence


def test_an_unchanged_text_ends_where_it_ends():
    assert sentence_of_change("", OLD) == "最后一段。"
    assert (
        sentence_of_change("", "One. See [it](a.md) and 3.5 more!")
        == "See [it](a.md) and 3.5 more!"
    )


def test_a_long_sentence_shows_its_end():
    shown = sentence_of_change("", "a" * 1000 + "z")
    assert shown.startswith("…a")
    assert shown.endswith("z")
    assert len(shown) == LONGEST + 1
