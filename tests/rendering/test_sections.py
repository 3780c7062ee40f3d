"""Each section has a link beside its heading, with its number."""

import pytest

from rendering import DIALECTS, render, section_numbers


@pytest.mark.parametrize("dialect", DIALECTS)
def test_sections_are_numbered_and_lead_to_themselves(dialect):
    html = render("## 一\n\n### 甲\n\n## 二", dialect=dialect).html
    assert '<h2 id="一"><a class="sec" href="#一" aria-label="01 本节链接">01</a>一</h2>' in html
    assert ">02</a>二" in html
    assert html.count('class="sec"') == 2


@pytest.mark.parametrize(
    "title", ["1. 引言", "1 Introduction", "第一章 引言", "一、引言", "IV. End"]
)
def test_sections_that_are_numbered_by_hand_get_no_second_number(title):
    assert section_numbers({"a": title, "b": "后记"}) == {}
    assert ">#</a>" in render(f"## {title}").html


def test_the_link_is_in_no_excerpt_contents_or_search_text():
    rendered = render("## 一\n\n正文")
    assert "01" not in rendered.excerpt + rendered.headings + rendered.prose + rendered.toc[0].text
