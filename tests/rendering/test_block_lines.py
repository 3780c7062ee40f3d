"""The source line of each block of the page."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from rendering import DIALECTS, render

BOTH = [
    ("一\n\n二\n二\n\n三", [1, 3, 6]),
    ("# 题\n文\n\n二\n--\n\n- a\n- b\n\n1. c\n", [1, 2, 4, 7, 10]),
    ("> 引\n> 文\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n文", [1, 4, 8]),
    ("文\n\n```python\nx\n\ny\n```\n\n文", [1, 3, 9]),
    ("文[^1]\n\n[^1]: 注\n\n末", [1, 5, None]),
    ("![图](a.png)\n\n[链接](https://a.example) 文\n\n**重**点\n\n$x$ 起头", [1, 3, 5, 7]),
    ("同\n\n异\n\n同\n\n同", [1, 3, 5, 7]),
    ("{{< notice tip >}}\n里\n{{< /notice >}}\n\n外", [2, 5]),
    ("$$\nx\n$$\n\n文\n\n\\[ y \\]\n\n    code\n", [1, 5, 7, 9]),
]
COMMONMARK = [
    ("文\n\n---\n\n文", [1, 3, 5]),
    ("> [!NOTE]\n> 注\n\n> [!tip]- 折\n> 叠\n\n文", [1, 4, 7]),
    ("<div>\n\n里\n\n</div>\n\n<details><summary>a</summary>b</details>\n", [1, 7]),
    ("https://arxiv.org/abs/1706.03762\n\n文", [1, 3]),
    ("```python tab\nx\n```\n```cpp tab\ny\n```\n\n文", [1, 8]),
    ("```math\nx\n```\n文\n\n词\n: 义\n", [2, 4, 6]),
]


def both_dialects(cases):
    return [(dialect, *case) for case in cases for dialect in DIALECTS]


@pytest.mark.parametrize(
    ("dialect", "source", "lines"),
    [*both_dialects(BOTH), *(("commonmark", *case) for case in COMMONMARK)],
)
def test_lines_of_small_texts(dialect, source, lines):
    assert list(render(source, dialect=dialect).lines.blocks) == lines


def test_lines_of_headings_wherever_they_stand():
    lines = render("# 一\n\n> ## 二\n\n<h2>三</h2>\n\n文\n\n## 四\n").lines.headings
    assert dict(lines) == {"一": 1, "二": 3, "三": 5, "四": 9}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("path", sorted(Path("sample").glob("*.md")), ids=lambda path: path.stem)
def test_lines_of_articles_rise_and_most_are_known(path, dialect):
    source = path.read_text().split("\n---\n", 1)[1]
    rendered = render(source, dialect=dialect)
    lines = rendered.lines.blocks
    known = [line for line in lines if line]
    assert known == sorted(known)
    assert all(1 <= line <= source.count("\n") + 1 for line in known)
    assert len(known) > 0.8 * len(lines)
    body = LexborHTMLParser(f"<body>{rendered.html}").body
    assert len(lines) == sum(1 for _ in body.iter())


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "source",
    [
        '<p data-line="3">a</p>\n\nb',
        '<div class="a\n\nb "c" d\n\n<div title="e"\n\nf',
        "<script>\n\na\n\n<b data-line=1>",
        "<div>\n\n" * 600 + "a\n\nb",
    ],
)
def test_a_mark_is_never_on_the_page(dialect, source):
    rendered = render(source, dialect=dialect)
    assert "data-line" not in rendered.html.replace("&lt;b data-line=1&gt;", "")
    assert "data-line" not in rendered.excerpt_html


@pytest.mark.parametrize("dialect", ["commonmark", "python-markdown"])
def test_each_block_begins_where_its_element_begins(dialect):
    rendered = render("# 一\n\n文 $x$\n\n```py\na\n```\n\n- b\n- c\n\n$$\nd\n$$\n", dialect=dialect)
    places = [*rendered.lines.starts, len(rendered.html)]
    blocks = [rendered.html[start:end] for start, end in pairwise(places)]
    tags = [re.match("<([a-z0-9]+)", block)[1] for block in blocks]
    assert (tags[0], tags[1], tags[3]) == ("h2", "p", "ul")
    assert len(blocks) == len(rendered.lines.blocks) == 5
    assert "".join(blocks) == rendered.html


def test_text_around_raw_elements_belongs_to_a_block():
    rendered = render("<div>a</div>b<div>c</div>d", raw_html=True)
    assert len(rendered.lines.starts) == len(rendered.lines.blocks)
    assert rendered.lines.starts[0] == 0
    assert render("").lines.starts == ()
