"""The strip of an article: kinds and lengths of its parts."""

import json

import pytest

from rendering import DIALECTS, render


def strip(source: str, dialect: str = "commonmark") -> list[str]:
    return list(render(source, dialect=dialect).strip)


def test_blocks_follow_in_the_order_of_reading() -> None:
    source = "## 节\n\n一二三\n\n```\nab\n```\n\n$$\nx\n$$\n\n![图](a.png)\n"
    assert strip(source) == ["h节", "p1,3", "c1", "f1", "g3", "p1"]


def test_formulas_within_a_text_are_marked_where_they_stand() -> None:
    assert strip("一二 $x$ 三四五 $y$") == ["p5 1"]
    assert strip("字" * 25 + " $x$ " + "字" * 40 + " $y$ 后") == ["p66 a"]


def test_a_formula_set_apart_within_a_sentence_stands_between_two_runs() -> None:
    assert strip("一二 $$x$$ 三") == ["p2", "f1", "p1"]


def test_words_are_converted_to_characters_by_reading_time() -> None:
    assert strip("one two three four five six seven eight nine ten eleven") == ["p20"]


def test_lines_of_code_are_digits() -> None:
    assert strip("```\n" + "x" * 6 + "\n\n" + "x" * 7 + "\n" + "x" * 500 + "\n```") == ["c102f"]


def test_rows_of_a_table_are_counted() -> None:
    assert strip("| a |\n|---|\n| b |\n| c |\n") == ["t3"]


@pytest.mark.parametrize(
    ("latex", "ticks"),
    [
        (r"a \\ b \\ c", 3),
        (r"\begin{aligned} a &= b \\ &= c \\ \end{aligned}", 2),
        (r"\begin{pmatrix} 1 \\ 2 \\ 3 \end{pmatrix}", 1),
        ("+".join("abcdefghijklmnopqrstuvwxyz" * 2), 2),
        (r"\operatorname{softmax} \left( x \right)", 1),
    ],
)
def test_a_formula_has_a_tick_per_row_and_two_per_wide_row(latex: str, ticks: int) -> None:
    assert strip(f"$$\n{latex}\n$$") == [f"f{ticks}"]


def test_sections_are_the_headings_at_the_top_of_the_contents() -> None:
    found = strip("### 甲\n\n#### 乙\n\n### 丙\n")
    assert [word for word in found if word[0] == "h"] == ["h甲", "h丙"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_lists_quotes_and_footnotes_are_read_too(dialect: str) -> None:
    source = "- 一二\n- 三[^1]\n\n> 四五六\n\n[^1]: 七八九十\n"
    assert strip(source, dialect) == ["p2,1,3,4"]


def test_a_long_article_fits_in_two_kilobytes() -> None:
    paragraph = "正" * 130 + " $x$ " + "文" * 40 + "\n\n"
    code = "```python\n" + "    value = compute(value)\n" * 12 + "```\n\n"
    section = "## 第{}节\n\n" + paragraph * 8 + code + "$$\nx = 1\n$$\n\n"
    source = "".join(section.format(number) for number in range(12))
    assert len(json.dumps(strip(source))) <= 2048


def test_an_empty_article_has_an_empty_strip() -> None:
    assert strip("") == []


@pytest.mark.slow
def test_ten_thousand_headings_are_drawn() -> None:
    assert len(strip("# a\n" * 10_000)) == 20_000


def test_a_list_of_contents_is_not_in_the_strip() -> None:
    assert strip("## 目录\n\n- 背景\n- 方法\n\n正文\n\n- 项") == ["h目录", "p2,2,1"]
