"""From Python-Markdown to CommonMark: the source changes, the page does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rendering import render
from transfer.convert import to_commonmark
from transfer.convert.page_diff import page_difference

CASES = {
    "a note": ('!!! note "标题"\n    内容 $x$\n', "> [!note] 标题\n> 内容 $x$\n"),
    "a note without a title of its own": ("!!! warning\n    text\n", "> [!warning]\n> text\n"),
    "a folded note": ('??? tip "提示"\n    内容\n', "> [!tip]- 提示\n> 内容\n"),
    "an unfolded note": ("???+ note\n    text\n", "> [!note]+\n> text\n"),
    "a note that begins with a list": (
        "!!! note\n    - a\n    - b\n",
        "> [!note]\n>\n> - a\n> - b\n",
    ),
    "a note with everything in it": (
        "!!! note\n    text\n\n    ```python\n    x = 1\n\n    y\n    ```\n\n"
        "    $$\n    x\n    $$\n\n"
        "    | a | b |\n    |---|---|\n    | 1 | 2 |\n",
        "> [!note]\n> text\n>\n> ```python\n> x = 1\n>\n> y\n> ```\n>\n> $$\n> x\n> $$\n>\n"
        "> | a | b |\n> |---|---|\n> | 1 | 2 |\n",
    ),
    "a note in a note": (
        '!!! note "甲"\n    外\n\n    ??? tip "乙"\n        内\n',
        "> [!note] 甲\n> 外\n>\n> > [!tip]- 乙\n> > 内\n",
    ),
    "two notes in a row": (
        "!!! note\n    a\n\n!!! tip\n    b\n",
        "> [!note]\n> a\n\n> [!tip]\n> b\n",
    ),
    "a note in a list": (
        "- a\n\n    !!! note\n        b\n",
        "- a\n\n    > [!note]\n    > b\n",
    ),
    "a nested list": ("- a\n    - b\n        - c\n- d\n", "- a\n    - b\n        - c\n- d\n"),
    "a list of other marks": ("* a\n- b\n+ c\n", "* a\n* b\n* c\n"),
    "a list that begins elsewhere": ("3. a\n4. b\n", "3. a\n4. b\n"),
    "a list indented by two, which is flat": ("- a\n  - b\n", "- a\n- b\n"),
    "a marker that is too wide": ("-     a\n", "-   a\n"),
    "a list whose items are far apart": ("- a\n\n- b\n", "- a\n\n- b\n"),
    "a list right below a text, which is text": (
        "几种：\n- 甲\n- 乙\n1. 丙\n",
        "几种：\n\\- 甲\n\\- 乙\n1\\. 丙\n",
    ),
    "a number with a bracket, which is text": ("1) a\n", "1\\) a\n"),
    "code in a list": (
        "1. a\n\n    ```python\n    x\n    ```\n",
        "1. a\n\n    ```python\n    x\n    ```\n",
    ),
    "indented code in a list": ("- a\n\n        code\n", "-   a\n\n        code\n"),
    "a heading without its space": ("#标题\n", "# 标题\n"),
    "a heading with an id": ("## 标题 {: #here }\n", "## 标题 {#here}\n"),
    "a heading right below a text": ("text\n## a\nmore\n", "text\n\n## a\n\nmore\n"),
    "an underlined heading": ("标题\n---\n", "## 标题\n"),
    "a table of contents": ("[TOC]\n\ntext\n", "text\n"),
    "a backslash that escapes nothing": ("a \\, b \\< c\\\nd\n", "a \\\\, b \\\\< c\\\\\nd\n"),
    "a backslash that escapes": ("\\* \\_ \\# \\`\n", "\\* \\_ \\# \\`\n"),
    "bold beside punctuation": ("(a)**“b”**c", "(a)**“b”**c\n"),
    "bold that only Python-Markdown finds": ("甲a**(b)**c\n", "甲a<strong>(b)</strong>c\n"),
    "bold beside Chinese": ("**重点。**内容\n", "**重点。**内容\n"),
    "underscores within words": ("some_long_name 和 _em_ 变量_名_称\n",) * 2,
    "an address with a space": ("[x](a b.pdf)\n", "[x](<a b.pdf>)\n"),
    "attributes": ("![a](b.png){: width=50% }\n", "![a](b.png){width=50%}\n"),
    "something else in braces": ("`a`x{: b }\n", "`a`x{: b }\n"),
    "two percent signs": ("a %%b%% 100%%\n", "a &#37;%b%% 100%%\n"),
    "brackets that are a link in Obsidian": ("[[1, 2]]\n", "\\[[1, 2]]\n"),
    "inserted text": ("a ^^b c^^ d\n", "a <ins>b c</ins> d\n"),
    "other marks": ("==a== H~2~O x^2^ ~~b~~ ++ctrl+c++\n",) * 2,
    "a definition list": ("Term\n:   means\n", "Term\n:   means\n"),
    "an abbreviation": (
        "HTML is old.\n\n*[HTML]: Hypertext\n",
        "HTML is old.\n\n*[HTML]: Hypertext\n",
    ),
    "a footnote of two paragraphs": (
        "a[^1]\n\n[^1]: one\n\n    two\n",
        "a[^1]\n\n[^1]: one\n\n    two\n",
    ),
    "a link definition right below a text": (
        "[a][b] c\n[b]: /x 'T'\n",
        "[a][b] c\n\n[b]: /x 'T'\n",
    ),
    "quotes in a row, which are one": ("> a\n\n> b\n", "> a\n>\n> b\n"),
    "a lazy quote": ("> a\nb\n", "> a\n> b\n"),
    "HTML before text": ("<div>a</div>\n**b**\n", "<div>a</div>\n\n**b**\n"),
    "HTML with empty lines": (
        "<div>\n\n**a**\n\n</div>\n",
        "<div>\n**a**\n</div>\n",
    ),
    "HTML with Markdown in it": (
        '<div markdown="1">\n**a**\n</div>\n',
        '<div markdown="1">\n\n**a**\n\n</div>\n',
    ),
    "a tag on a line of its own": ("<kbd>a</kbd>\n", "<kbd>a</kbd>\n"),
    "a table without outer pipes": ("a | b\n--|--\n1 | 2\n", "a | b\n--|--\n1 | 2\n"),
    "a pipe in code in a table": (
        "| a | b |\n|---|---|\n| `x|y` | 2 |\n",
        "| a | b |\n|---|---|\n| `x\\|y` | 2 |\n",
    ),
    "tabs of code": (
        '=== "C++"\n    ```cpp\n    int a;\n    ```\n\n'
        '=== "Python"\n    ```python\n    a\n    ```\n',
        '```cpp tab="C++"\nint a;\n```\n\n```python tab="Python"\na\n```\n',
    ),
    "options of a fence": (
        '```{.python hl_lines="1" title="a.py"}\nx\n```\n',
        '```{.python hl_lines="1" title="a.py"}\nx\n```\n',
    ),
    "a snippet": ('```\n--8<-- "a.py"\n```\n', '```\n--8<-- "a.py"\n```\n'),
    "a fence that is not closed": ("text\n```\nx\n", "text\n\\```\nx\n"),
    "a formula in a text": ("a $x_1 * y_2$ b \\(c\\) d\n", "a $x_1 * y_2$ b \\(c\\) d\n"),
    "a formula with an empty line": ("- a\n\n    $$\n    a\n\n    b\n    $$\n",) * 2,
    "formulas that begin items": (
        "- $$\n    a\n    $$\n- $$\n    b\n    $$\n\ntext\n",
        "- $$\n    a\n    $$\n- $$\n    b\n    $$\n\ntext\n",
    ),
    "a reference to an equation": ("见 \\eqref{a_b_c} 和 \\ref{x}\n",) * 2,
    "a formula of its own": ("$$\na\n$$\n", "$$\na\n$$\n"),
}


@pytest.mark.parametrize(("source", "expected"), CASES.values(), ids=CASES.keys())
def test_source_becomes_commonmark(source, expected):
    assert to_commonmark(source) == expected


@pytest.mark.parametrize("source", [s for s, _ in CASES.values()], ids=CASES.keys())
def test_page_stays_the_same(source):
    before = render(source, dialect="python-markdown")
    assert page_difference(before, render(to_commonmark(source))) == []


@pytest.mark.parametrize("source", [s for s, _ in CASES.values()], ids=CASES.keys())
def test_converted_source_stays_as_it_is(source):
    converted = to_commonmark(source)
    assert to_commonmark(converted) == converted


def test_pelican_code_becomes_a_fence():
    assert to_commonmark("a\n\n    :::python\n    x = 1\n") == "a\n\n```python\nx = 1\n```\n"


def test_tabs_with_text_become_details():
    source = '=== "甲"\n    文 **字**\n\n=== "乙"\n    - 列表\n'
    converted = to_commonmark(source)
    assert "<summary>甲</summary>\n\n文 **字**\n" in converted
    assert not page_difference(render(source, dialect="python-markdown"), render(converted))


def test_an_admonition_without_a_title_gets_none():
    source = '!!! tip ""\n    内容\n'
    converted = to_commonmark(source)
    assert not page_difference(render(source, dialect="python-markdown"), render(converted))
    assert "<b>" not in render(converted).html


def test_tabs_in_code_stay():
    assert "\tx\ty" in to_commonmark("- a\n\n    ```make\n    all:\n    \tx\ty\n    ```\n")


def test_longer_fence_holds_a_fence():
    source = "````\n```\na\n```\n````\n"
    assert to_commonmark(source) == source


def test_difference_shows_what_a_reader_sees():
    before, after = render("a **b**"), render("a b")
    assert page_difference(before, after) == ["@@ -1 +1 @@", "-a <strong>b</strong>", "+a b"]


def test_difference_shows_formulas_as_latex():
    assert page_difference(render("甲 $x_1$"), render("乙 $x_1$"))[1:] == ["-甲 $x_1$", "+乙 $x_1$"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("- a\n- b", "- a\n\n- b"),
        ("见 https://example.com/a 吧", "见 <https://example.com/a> 吧"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("```\na\tb\n```", "```\na   b\n```"),
    ],
    ids=["loose list", "bare address", "empty lines", "tabs"],
)
def test_invisible_differences_are_ignored(one, other):
    assert page_difference(render(one), render(other)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("- a\n- b", "1. a\n2. b"),
        ("[a](/b)", "[a](/c)"),
        ("$x$", "$y$"),
        ("a\n\nb", "a\nb"),
        ("`a b`", "`a  b`c"),
    ],
    ids=["list", "address", "formula", "paragraphs", "code"],
)
def test_visible_differences_are_reported(one, other):
    assert page_difference(render(one), render(other))


# What an article is made of, one below the other or inside one another.

WORDS = st.sampled_from(
    ["正文，一行。", "plain words", "**粗体** and *em*", "a_b_c `code` $x_1$", "行一\n行二"]
)
CODE = st.sampled_from(["x = 1", "a\n\nb", "  - not a list", "# no heading", "$no$ *math*", "<b>"])
FORMULA = st.sampled_from(
    ["a_1 * b_2", r"\frac{a}{b}", "x < y", r"\begin{cases} 1 \\ 2 \end{cases}"]
)


def inside(text, indent="    "):
    return "\n".join(indent + line if line else "" for line in text.split("\n"))


def containers(blocks):
    several = st.lists(blocks, min_size=1, max_size=3).map("\n\n".join)
    return st.one_of(
        several.map(lambda text: f'!!! note "标题"\n{inside(text)}'),
        several.map(lambda text: f"??? tip\n{inside(text)}"),
        st.tuples(WORDS, several).map(
            lambda parts: f"- {inside(parts[0]).lstrip()}\n\n{inside(parts[1])}"
        ),
        st.tuples(WORDS, several).map(
            lambda parts: f"1. {inside(parts[0]).lstrip()}\n\n{inside(parts[1])}"
        ),
    )


LEAVES = st.one_of(
    WORDS,
    CODE.map(lambda code: f"```python\n{code}\n```"),
    FORMULA.map(lambda latex: f"$$\n{latex}\n$$"),
    st.sampled_from(["# 标题", "- a\n- b", "1. 甲\n2. 乙", "| a | b |\n|---|---|\n| 1 | 2 |"]),
)
ARTICLES = st.lists(st.recursive(LEAVES, containers, max_leaves=6), min_size=1, max_size=5).map(
    "\n\n".join
)


@settings(max_examples=60)
@given(ARTICLES)
def test_converting_is_idempotent(source):
    converted = to_commonmark(source)
    assert to_commonmark(converted) == converted


@settings(max_examples=60)
@given(ARTICLES)
def test_no_code_and_no_formula_is_lost(source):
    before = render(source, dialect="python-markdown")
    after = render(to_commonmark(source))
    assert after.code == before.code
    assert after.counts.formulas == before.counts.formulas
    assert after.counts.code_blocks == before.counts.code_blocks


@settings(max_examples=60)
@given(st.text(st.sampled_from("ab 中。*_`$\\#>-1.|[](){}!?:<&\n    "), max_size=60))
def test_any_text_can_be_converted(source):
    to_commonmark(to_commonmark(source))
