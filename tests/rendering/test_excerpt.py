"""Where excerpts are cut."""

import pytest

from rendering import render


def excerpt(source: str, language: str = "zh-hans") -> str:
    return render(source, language=language).excerpt


def test_a_short_text_is_not_cut_and_has_no_ellipsis() -> None:
    assert excerpt("短。" * 100) == "短。" * 100


def test_a_long_text_is_cut_at_the_end_of_a_sentence() -> None:
    sentence = "一二三四五六七八九十" * 4 + "。"
    assert excerpt(sentence * 20) == sentence * 7 + "…"


def test_the_last_sentence_may_end_a_little_beyond_the_limit() -> None:
    text = "字" * 309 + "。"
    assert excerpt(text) == text


def test_a_word_is_never_cut_if_no_sentence_ends_nearby() -> None:
    cut = excerpt("internationalization " * 40, "en")
    assert cut.endswith("internationalization…")
    assert len(cut) <= 301


@pytest.mark.parametrize("padding", range(285, 301))
def test_a_number_is_never_cut(padding: int) -> None:
    cut = excerpt("字" * padding + "3.14159265358979" + "字" * 100)
    assert "3.14159265358979" in cut or "3" not in cut


@pytest.mark.parametrize("padding", range(285, 301))
def test_a_placeholder_is_never_cut(padding: int) -> None:
    cut = excerpt("字" * padding + "$x$" + "字" * 100)
    assert "[Math]" in cut or "[" not in cut


def test_a_cut_leaves_no_dangling_comma() -> None:
    assert excerpt("字" * 299 + "，" + "字" * 200) == "字" * 299 + "…"


def test_a_decimal_point_ends_no_sentence() -> None:
    cut = excerpt(("word " * 50 + "pi is 3.14 and ") * 3, "en")
    assert not cut.endswith(("3.…", "3. …"))


def test_an_address_longer_than_the_limit_is_cut() -> None:
    assert len(excerpt("a" * 1000)) == 301


def test_there_is_a_space_between_an_english_stop_and_the_ellipsis():
    assert excerpt("This is one sentence. " * 30, "en").endswith("sentence. …")
    assert excerpt("这是一句话。" * 80, "zh-hans").endswith("话。…")


@pytest.mark.parametrize("title", ["目录", "**目录**", "一、目录", "📖 目录：", "[Contents](#x)"])
@pytest.mark.parametrize("contents", ["1. 背景\n2. 方法\n   - 数据", "- [背景](#背景)"])
def test_a_list_of_contents_is_no_excerpt(title: str, contents: str) -> None:
    assert excerpt(f"## {title}\n\n{contents}\n\n## 背景\n\n正文。") == "正文。"


def test_a_list_below_another_heading_is_an_excerpt() -> None:
    assert excerpt("## 目录树\n\n- 背景\n- 方法") == "背景 方法"
    assert excerpt("## 目录\n\n先说明。\n\n- 背景") == "先说明。背景"


def test_contents_are_an_excerpt_if_there_is_nothing_else() -> None:
    assert "背景" in excerpt("## 目录\n\n- 背景\n- 方法")
