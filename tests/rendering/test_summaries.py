"""Titles of folded parts contain no links, empty cells are no headers, lone formulas have names."""

import re

from rendering import render


def test_links_move_from_the_title_of_a_folded_part_into_it():
    html = render("> [!note]- 代码（[题目](https://a.example/)）\n> 正文").html
    assert "<summary>代码（题目）</summary>" in html
    assert (
        html.index("</summary>") < html.index('<a href="https://a.example/"') < html.index("正文")
    )


def test_the_mark_of_a_note_moves_too():
    html = render("> [!note]- 标题[^1]\n> 正文\n\n[^1]: 脚注").html
    assert "<a" not in html[: html.index("</summary>")]
    assert html.count('id="fnref-1"') == 1


def test_a_heading_in_a_title_is_no_link():
    html = render("<details><summary><h2>标题</h2></summary>\n\n正文\n\n</details>").html
    assert '<span class="sec">01</span>标题' in html


def test_a_reference_in_a_formula_of_a_title_is_no_link():
    html = render("$$x \\label{a} \\tag{1}$$\n\n> [!note]- 由 $x \\eqref{a}$\n> 正文").html
    assert "<a " not in html[html.index("<summary>") : html.index("</summary>")]


def test_moving_links_changes_neither_excerpt_nor_search_text():
    folded = render("> [!note]- [题目](https://a.example/)\n> 正文")
    plain = render("> [!note]- 题目\n> 正文")
    assert (folded.excerpt, folded.prose) == (plain.excerpt, plain.prose)


def test_an_empty_head_of_a_column_is_a_cell():
    html = render("|  | b |\n|--|---|\n| 1 | 2 |").html
    assert re.findall(r"<(t[hd])[ >]", html) == ["td", "th", "td", "td"]


def test_a_formula_alone_in_a_head_a_heading_or_a_link_has_a_name():
    source = "| $x^2$ | y $z$ |\n|--|--|\n| $1$ | 2 |\n\n## $\\alpha$\n\n[$\\binom{n}{k}$](https://a.example)"
    names = re.findall(r'<math aria-label="([^"]*)"', render(source).html)
    assert names == ["x 的平方", "alpha", r"\binom{n}{k}"]
