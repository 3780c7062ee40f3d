"""Each section has a link beside its heading, with its number."""

import pytest

from rendering import DIALECTS, for_feed, render, section_numbers, written_numbers


@pytest.mark.parametrize("dialect", DIALECTS)
def test_sections_are_numbered_and_lead_to_themselves(dialect):
    html = render("## 一\n\n### 甲\n\n## 二", dialect=dialect).html
    assert '<h2 id="一"><a class="sec" href="#一" aria-label="01 本节链接">01</a>一</h2>' in html
    assert ">02</a>二" in html
    assert html.count('class="sec"') == 2


@pytest.mark.parametrize(
    ("title", "number", "rest"),
    [
        ("1. 引言", "1.", "引言"),
        ("8.1 `x`", "8.1", "<code>x</code>"),
        ("IV. End", "IV.", "End"),
    ],
)
def test_the_number_that_the_author_wrote_is_the_link(title, number, rest):
    assert section_numbers({"a": title, "b": "后记"}) == {}
    html = render(f"## {title}\n\n## 后记").html
    assert f">{number}</a>{rest}</h2>" in html
    assert html.count("sec written") == html.count("sec unnumbered") == 1


def test_numbers_without_a_stop_count_if_most_sections_have_one():
    numbered = render("## 1 Introduction\n\n## 2 `Method`\n\n## References").html
    assert ">1</a>Introduction</h2>" in numbered
    assert ">2</a><code>Method</code></h2>" in numbered
    counted = render("## 激活为什么要留着\n\n## 16 是怎么来的\n\n## 多算了多少").html
    assert ">02</a>16 是怎么来的</h2>" in counted


@pytest.mark.parametrize(
    ("title", "number", "rest"),
    [
        ("8.1 基本概念", "8.1", "基本概念"),
        ("12.10.3 `x`", "12.10.3", "`x`"),
        ("3. 方法", "3", "方法"),
        ("IV. End", "IV", "End"),
        ("第十二章 图", "第十二章", "图"),
        ("第一部分：证明", "第一部分", "证明"),
        ("二、方法", "二", "方法"),
    ],
)
def test_written_numbers_are_apart_from_titles(title, number, rest):
    assert written_numbers({"a": title, "b": "后记"}) == {"a": (number, rest)}


@pytest.mark.parametrize("title", ["第一部分", "8.1", "2019.12.31 日记", "引言", "3D 视觉"])
def test_a_title_without_a_number_or_that_is_one_stays_whole(title):
    assert written_numbers({"a": title, "b": "8. 后记"}) == {"b": ("8", "后记")}


@pytest.mark.parametrize("title", ["第一章 引言", "一、引言", "2019.12.31 日记", "1."])
def test_a_number_that_does_not_fit_the_margin_stays_in_the_heading(title):
    html = render(f"## {title}\n\n## 1. 甲").html
    assert f">#</a>{title}</h2>" in html


def test_feeds_and_contents_keep_the_number_that_the_author_wrote():
    rendered = render("## 8.1 基本\n\n文")
    assert for_feed(rendered.html, base="https://example.org/").startswith("<h2>8.1 基本</h2>")
    assert rendered.toc[0].text == "8.1 基本"
    assert "8.1 基本" in rendered.headings


def test_the_link_is_in_no_excerpt_contents_or_search_text():
    rendered = render("## 一\n\n正文")
    assert "01" not in rendered.excerpt + rendered.headings + rendered.prose + rendered.toc[0].text
