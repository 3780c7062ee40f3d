"""Snippets: the part of a text around hits, with the hits marked."""

import pytest

from fulltext.parser import parse_query
from fulltext.section_hits import TextHits
from fulltext.snippets import WIDTH, hits_in, pattern_of, snippet


def snippet_for(text, words):
    hits = hits_in(text, pattern_of(parse_query(words)))
    return snippet(text, hits) if hits else []


def shown(pieces):
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("从线性注意力到状态", "注意力", "从线性[注意力]到状态"),
        ("力与注意力", "力", "[力]与注意[力]"),
        ("FlashAttention 与 attention", "attention", "Flash[Attention] 与 [attention]"),
        ("ＡＴＴＥＮＴＩＯＮ", "attention", "[ＡＴＴＥＮＴＩＯＮ]"),
        ("ＡＴＴＥＮtion ＡＴＴＥＮｔｉｏｎ", "attention", "[ＡＴＴＥＮtion] [ＡＴＴＥＮｔｉｏｎ]"),
        ("attentional", "attention", "attentional"),
        ("été ÉTÉ", "été", "[été] [ÉTÉ]"),
        ("使用attention机制", "attention", "使用[attention]机制"),
        ("gradient-checkpointing", '"gradient checkpointing"', "[gradient-checkpointing]"),
        ("C++17 and C", "c++17", "[C++17] and C"),
        ("ResNet50", "resnet", "[ResNet]50"),
        ("a <b> & c", "b", "a <[b]> & c"),
        ("nothing", "", "nothing"),
        ("nothing", "-nothing tag:nothing", "nothing"),
    ],
)
def test_every_hit_is_marked(text, words, expected):
    hits = TextHits(parse_query(words), title=text, headings="", prose="", code="", ends=())
    assert shown(hits.marked(text)) == expected


def test_snippet_shows_the_part_with_most_terms():
    text = "注意。" + "别的。" * 200 + "这里注意分块的事。" + "别的。" * 200
    found = shown(snippet_for(text, "注意 分块"))
    assert "这里[注意][分块]的事" in found
    assert found.startswith("…")
    assert found.endswith("…")
    assert len(found) <= WIDTH


def test_short_text_is_shown_whole_on_one_line():
    assert shown(snippet_for("one\ntwo", "two")) == "one [two]"


@pytest.mark.parametrize("text", ["a" * 300_000, "注意" * 150_000, "注 " * 150_000])
def test_hostile_text_takes_linear_time(text):
    snippet_for(text, "注意 a 注")
