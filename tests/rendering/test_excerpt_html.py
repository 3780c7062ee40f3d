"""Excerpts as HTML, and graphemes that no cut may split."""

import re
from html import unescape

import pytest

from rendering import render

TAG = re.compile(r"<[^>]*>")


def plain(excerpt_html: str) -> str:
    return unescape(TAG.sub("", excerpt_html)).replace(" ", "")


@pytest.mark.parametrize("padding", range(285, 345, 3))
def test_both_forms_are_cut_at_the_same_place(padding: int) -> None:
    found = render("字" * padding + "$x$ 与 $y$。" + "文" * 100 + "。" + "尾" * 100)
    assert plain(found.excerpt_html) == found.excerpt.replace(" ", "")


def test_an_excerpt_cannot_carry_markup() -> None:
    found = render(r"\<script\>alert(1)\</script\> 与 `<img onerror=x>`")
    assert "<script" not in found.excerpt_html
    assert "&lt;script&gt;" in found.excerpt_html
    assert "<img" not in found.excerpt_html


def test_an_author_cannot_write_the_placeholder_characters_of_labels() -> None:
    marks = "".join(map(chr, range(0xFDD0, 0xFDF0)))
    references = "".join(f"&#{code};" for code in range(0xFDD0, 0xFDF0))
    for dialect in ("commonmark", "python-markdown"):
        found = render(f"a{marks}0{marks}b{references}c", dialect=dialect)
        assert not set(marks) & set(found.html + found.excerpt + found.prose)
        assert "chip" not in found.excerpt_html


@pytest.mark.parametrize(
    "character",
    ["👨‍👩‍👧‍👦", "e\u0301\u0323", "👍🏽", "🇨🇳", "❤️‍🔥", "葛\U000e0100", "か\u3099", "नि"],
)
@pytest.mark.parametrize("padding", range(12))
def test_a_cut_never_splits_a_grapheme(character: str, padding: int) -> None:
    cut = render("x" * padding + character * 300).excerpt.removesuffix("…")
    assert cut[padding:] == character * (len(cut[padding:]) // len(character))
    assert cut


def test_a_very_long_grapheme_is_cut() -> None:
    assert len(render("e" + "\u0301" * 5000).excerpt) == 301


def test_direction_controls_are_removed_from_excerpts() -> None:
    assert render("正\u202e文\u2067。").excerpt == "正文。"


def test_a_full_width_stop_ends_a_sentence() -> None:
    sentence = "一二三四五六七八九十" * 4 + "．"
    assert render(sentence * 20).excerpt == sentence * 7 + "…"


def test_a_full_width_decimal_point_ends_no_sentence() -> None:
    text = "字" * 290 + "３．１４是圆周率" + "字" * 100
    assert not render(text).excerpt.endswith("３．…")
