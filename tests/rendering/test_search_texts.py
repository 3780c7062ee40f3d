"""The texts for search: formulas between marks, and where the sections end in each text."""

import re

import pytest

from rendering import render
from rendering.result import DISPLAY_START, FORMULA_END, FORMULA_START

SOURCE = """开头 $x$。

## 一 $\\alpha$

文 `inline`

### 小节

$$
a
= b
$$

```python title="a.py" linenos=5
first
second
```

## 二

尾

```
plain
```
"""


def parts(rendered):
    """The headings, prose and code of each section."""
    shown = re.sub(f"([{FORMULA_START}{DISPLAY_START}])[^{FORMULA_END}]*.", r"\1", rendered.prose)
    line = start = 0
    for section in rendered.sections:
        headings = rendered.headings.split("\n")[line : section.headings]
        code = [(number, rendered.code[a:b]) for a, b, number in section.code]
        yield section.id, headings, shown[start : section.prose].split(), code
        line, start = section.headings, section.prose


@pytest.mark.parametrize("dialect", ["commonmark", "python-markdown"])
def test_each_section_has_its_headings_prose_and_code(dialect):
    source = SOURCE.replace(' title="a.py" linenos=5', "") if dialect != "commonmark" else SOURCE
    first, second, third = parts(render(source, dialect=dialect))
    assert first == ("", [], ["开头", f"{FORMULA_START}。"], [])
    title = f"一 {FORMULA_START}\\alpha{FORMULA_END}"
    assert second[:3] == ("一-alpha", [title, "小节"], ["文", "inline", DISPLAY_START])
    assert [code for _number, code in second[3]] == ["first\nsecond"]
    assert third == ("二", ["二"], ["尾"], [(0, "plain")])


def test_code_has_the_line_numbers_of_the_page():
    assert next(iter(parts(render("```python\nx\n```"))))[3] == [(1, "x")]
    assert next(iter(parts(render("```text\nx\n```"))))[3] == [(0, "x")]


def test_formula_is_one_line_between_marks():
    assert render("$$\na\n= b\n$$").prose == f"{DISPLAY_START}a = b{FORMULA_END}"


def test_no_source_can_write_the_marks():
    marks = f"{FORMULA_START}{DISPLAY_START}{FORMULA_END}"
    assert not set(marks) & set(render(f"a{marks}b &#xfdd4;c").prose)


def test_article_without_text_has_no_sections():
    assert render("").sections == ()
