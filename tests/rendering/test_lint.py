"""Probable mistakes are warned of, with the corrected line; other text causes no warning."""

import pytest

from rendering import render

MENDED = {
    "#标题": "# 标题",
    "##Title here": "## Title here",
    "> ##标题": "> ## 标题",
    "＃ 标题": "# 标题",
    "1、甲\n2、乙": "1. 甲",
    "１．项": "1. 项",
    "-甲\n-乙": "- 甲",
    "• 甲\n• 乙": "- 甲",
    "－ 项": "- 项",
    "见[x]（https://a.b）。": "见[x](https://a.b)。",
    "！［图］（a.png）": "![图](a.png)",
    "！[图](a.png)": "![图](a.png)",
    "** 粗 **与**粗 **": "**粗**与**粗**",
    "- [ ]项": "- [ ] 项",
    "术语\n：释义": ": 释义",
    "| a | b |\n| 1 | 2 |": "| a | b |\n| --- | --- |",
    "| a | b | c |\n|---|---|\n| 1 | 2 | 3 |": "| --- | --- | --- |",
    "| a | b |\n| —— | —— |\n| 1 | 2 |": "| --- | --- |",
    "````text\nx\n```\n": "````",
}

QUIET = [
    "#深度学习 #NLP",
    "#include <vector>",
    "#123 已修复",
    "#!/bin/sh",
    "正文\n#话题 在中间",
    "#这是一句话，不是标题。",
    "`#标题` 与 `[x]（https://a.b）`",
    "```text\n#标题\n1、甲\n2、乙\n```",
    "1、只有一条",
    "1．引言",
    "图［1］（见下）与[注]（张三）",
    "完了！[点这里](https://a.b)",
    "2 ** 3 ** 4，a == b == c",
    "`** 粗 **`",
    "- [x](https://a.b)",
    "比例：\n  甲：乙",
    "| 绝对值 |\n两条竖线",
    "~~~~text\n```\nx\n```\n~~~~",
    "$#标题$",
]


@pytest.mark.parametrize("source", MENDED)
def test_a_mistake_is_warned_of_with_the_corrected_line(source: str) -> None:
    fixes = [warning.fix for warning in render(source).warnings]
    assert MENDED[source] in fixes


@pytest.mark.parametrize("source", QUIET)
def test_text_that_may_be_intended_causes_no_warning(source: str) -> None:
    assert not [warning for warning in render(source).warnings if warning.fix]


def test_the_corrected_line_causes_no_warning() -> None:
    for source, fix in MENDED.items():
        if source.count("\n") == 0:
            assert not [warning for warning in render(fix).warnings if warning.fix]


def test_a_mistake_has_its_line() -> None:
    (warning,) = render("正文\n\n> 引\n>\n> ##标题").warnings
    assert warning.line == 5
    assert warning.fix == "> ## 标题"


def test_an_unclosed_fence_is_warned_of() -> None:
    (warning,) = render("正文\n\n```py\nx = 1\n").warnings
    assert warning.line == 3
    assert "never ends" in warning.message


def test_a_closed_fence_in_a_list_is_not_warned_of() -> None:
    assert not render("- 项\n\n  ```py\n  x = 1\n  ```\n- 二").warnings


def test_at_most_a_hundred_mistakes_are_warned_of() -> None:
    assert len(render("##标题\n\n" * 1000).warnings) == 100
