"""What an author surely meant otherwise is told, with the line mended; all else is left alone."""

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
def test_a_trap_is_told_with_the_mended_line(source: str) -> None:
    fixes = [warning.fix for warning in render(source).warnings]
    assert MENDED[source] in fixes


@pytest.mark.parametrize("source", QUIET)
def test_what_could_be_meant_is_left_in_peace(source: str) -> None:
    assert not [warning for warning in render(source).warnings if warning.fix]


def test_the_mended_line_is_no_trap() -> None:
    for source, fix in MENDED.items():
        if source.count("\n") == 0:
            assert not [warning for warning in render(fix).warnings if warning.fix]


def test_a_trap_has_its_line() -> None:
    (warning,) = render("正文\n\n> 引\n>\n> ##标题").warnings
    assert warning.line == 5
    assert warning.fix == "> ## 标题"


def test_a_fence_that_never_ends_is_told() -> None:
    (warning,) = render("正文\n\n```py\nx = 1\n").warnings
    assert warning.line == 3
    assert "never ends" in warning.message


def test_a_fence_in_a_list_that_ends_is_not_told() -> None:
    assert not render("- 项\n\n  ```py\n  x = 1\n  ```\n- 二").warnings


def test_a_thousand_traps_are_told_a_hundred_times() -> None:
    assert len(render("##标题\n\n" * 1000).warnings) == 100
