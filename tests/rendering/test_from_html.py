"""HTML of other programs as Markdown: short pieces, as each of them writes it."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from rendering import render
from rendering.from_html import TooLarge, markdown_from_html, markdown_table

LINES = {
    # Emphasis beside Chinese punctuation, and what only tags can say
    "正文<b>重点。</b>后面": "正文**重点。**后面",
    "<strong>“引用”</strong>后面": "**“引用”**后面",
    "x<b>a)</b>b": "x<strong>a)</strong>b",
    "<b>a</b><b>b</b> <i>c</i>": "**ab** *c*",
    "<b>a <i>b</i></b><i> c</i>": "**a *b*** *c*",
    "<b>a</b><i>b</i>": "**a**<em>b</em>",
    "<b>，</b>字<b> </b>": "，字",
    "<del>gone</del> <mark>重点</mark> <kbd>Ctrl</kbd>": "~~gone~~ ==重点== <kbd>Ctrl</kbd>",
    "H<sub>2</sub>O, x<sup>2</sup>, e<sup>a b</sup>": "H~2~O, x^2^, e<sup>a b</sup>",
    "a<br>b": "a\\\nb",
    "第一行\n第二行 and\nmore": "第一行第二行 and more",
    "<code>a`b</code> <tt>x</tt>": "``a`b`` `x`",
    "<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby><q>x</q>": "漢（hàn）“x”",
    # Styles of Google Docs, Word, Feishu
    '<span style="font-weight:700">粗</span><span style="font-weight:400">细</span>': "**粗**细",
    '<span style="font-style:italic;text-decoration:line-through">x</span>': "*~~x~~*",
    "a<span style='font-family:Consolas'>x = 1</span>": "a`x = 1`",
    "<span style='mso-highlight:yellow;background:yellow'>重</span>": "==重==",
    # Links and pictures
    '<a href="https://a.example/x_(y)">A [1]</a>': "[A \\[1\\]](https://a.example/x_(y))",
    '<a href="https://a.example/a_b_c">https://a.example/a_b_c</a>': "<https://a.example/a_b_c>",
    '<a href="javascript:x()">no</a> <a href="data:x">here</a>': "no here",
    '<a href="https://link.zhihu.com/?target=https%3A//a.example">A</a>': "[A](https://a.example)",
    '<a href="https://www.google.com/url?q=https://a.example/&amp;sa=D">A</a>': (
        "[A](https://a.example/)"
    ),
    '<a href="b.html"><b>B</b></a>': "[**B**](https://site.example/b.html)",
    '<img src="/a.png" alt="A [b]" title="t">': '![A \\[b\\]](https://site.example/a.png "t")',
    '<img data-src="https://c.example/l.png" src="data:image/gif;base64,x" alt="">': (
        "![](https://c.example/l.png)"
    ),
    '<img class="emoji" alt="🚀" src="https://x.example/1.png">': "🚀",
    # Formulas
    '<span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi>'
    '<annotation encoding="application/x-tex">x^2</annotation></semantics></math></span>'
    '<span class="katex-html" aria-hidden="true">x2</span></span>是': "$x^2$是",
    'M<script type="math/tex">a_1</script>': "M$a_1$",
    '<span class="MathJax" data-mathml="&lt;math&gt;&lt;mi&gt;b&lt;/mi&gt;&lt;/math&gt;">b'
    "</span>": ("$b$"),
    '<mjx-container><mjx-math data-latex="c"></mjx-math></mjx-container>': "$c$",
    '<math alttext="d^{2}"><mi>d</mi></math>': "$d^{2}$",
    '<span class="mwe-math-element"><img class="mwe-math-fallback-image-inline"'
    ' alt="{\\displaystyle e^{x}}"></span>': "$e^{x}$",
    '<span class="ztext-math" data-eeimg="1" data-tex="f">f</span>': "$f$",
    '<img eeimg="1" src="https://www.zhihu.com/equation?tex=g" alt="g">': "$g$",
    '<img src="https://www.zhihu.com/equation?tex=h%5E2">': "$h^2$",
    '<card name="math" value="data:%7B%22code%22%3A%22i%22%7D"></card>': "$i$",
    '<span class="ql-formula" data-value="j">?</span>': "$j$",
    '<span class="math inline">\\(k\\)</span>': "$k$",
    "<math-renderer>$l$</math-renderer>": "$l$",
    "<math><msup><mi>m</mi><mn>2</mn></msup></math>5": "$`m^2`$5",
    "<!--[if gte msEquation 12]><m:oMath><m:r><m:rPr/><m:t>n</m:t></m:r></m:oMath><![endif]-->"
    "<![if !msEquation]><img src='file:///n.png'><![endif]>": "$n$",
    # Text that would be syntax
    "cost $5 and $10, a*b*c, 2 * 3, a_b_c, _x_": (
        "cost \\$5 and \\$10, a\\*b\\*c, 2 * 3, a_b_c, \\_x\\_"
    ),
    "[1] and [a](b), C:\\dir, \\(x\\)": "[1] and \\[a](b), C:\\dir, &#92;(x&#92;)",
    "&lt;div&gt; 1 &lt; 2 &amp;amp; :rocket: {{x}}": "\\<div> 1 < 2 \\&amp; \\:rocket: \\{{x}}",
    "~5 min, C++ and a == b, x^2": "~5 min, C++ and a == b, x^2",
    # What a page does not show
    'A<script>x()</script><style>b{}</style><span style="display:none">h</span><svg></svg>': "A",
    '<a class="sec" href="#x">01</a>标题<a class="headerlink" href="#x">¶</a>': "标题",
    '<a class="anchor" href="#x">标题</a>': "[标题](https://site.example/a.html#x)",
}


@pytest.mark.parametrize(("html", "markdown"), LINES.items(), ids=LINES.values())
def test_a_line_becomes_the_markdown_of_an_author(html, markdown):
    assert markdown_from_html(f"<p>{html}</p>", "https://site.example/a.html").markdown == markdown


BLOCKS = {
    "headings": (
        "<h2 id=x><b>标题</b></h2><p>正文</p><hr><h4>C #</h4>",
        "## 标题\n\n正文\n\n---\n\n#### C \\#",
    ),
    "lines that would be blocks": (
        "<p># a</p><p>1. b</p><p>- c</p><p>&gt; d</p><p>:::tip</p>",
        "\\# a\n\n1\\. b\n\n\\- c\n\n\\> d\n\n\\:::tip",
    ),
    "breaks that make paragraphs": ("<div>a<br><br>b</div><div>c</div>", "a\n\nb\n\nc"),
    "nested lists": (
        "<ol start=3><li>a<ul><li>b</li></ul></li><ul><li>c</li></ul></ol>",
        "3. a\n    - b\n    - c",
    ),
    "code in a list": (
        '<ul><li><p>a</p><pre><code class="language-python">x = 1\n</code></pre></li></ul>',
        "-   a\n\n    ```python\n    x = 1\n    ```",
    ),
    "tasks": (
        '<ul><li><input type="checkbox" checked> a</li><li><input type="checkbox"> b</li></ul>',
        "- [x] a\n- [ ] b",
    ),
    "a table": (
        '<table><tr><th>a|b<th style="text-align:right">n<tr><td><p>x</p><p>y</p><td><code>|</code>'
        "<tr><td><td></table>",
        "| a\\|b | n |\n| --- | --: |\n| x<br>y | `\\|` |",
    ),
    "definitions": ("<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>", "a\n:   b\n\nc\n:   d"),
    "a quotation": ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
    "a callout of GitHub": (
        '<div class="markdown-alert markdown-alert-tip"><p class="markdown-alert-title">Tip</p>'
        "<p>a</p></div>",
        "> [!tip]\n> a",
    ),
    "a fold": ("<details><summary>More</summary><p>a</p></details>", "> [!note]- More\n> a"),
    "a figure": (
        '<figure><img src="https://a.example/a.png" alt="x"><figcaption>图 1</figcaption></figure>',
        '![x](https://a.example/a.png "图 1")',
    ),
    "code of GitHub": (
        '<div class="highlight highlight-source-shell"><pre><span>ls</span> -l\n</pre></div>',
        "```shell\nls -l\n```",
    ),
    "code of Hexo with numbers": (
        '<figure class="highlight js"><table><tr><td class="gutter"><pre>1<br>2</pre></td>'
        '<td class="code"><pre><span class="line">a</span><br><span class="line">b</span><br></pre>'
        "</td></tr></table></figure>",
        "```js\na\nb\n```",
    ),
    "code of Feishu": (
        '<pre><code data-lark-language="Python"><div>a</div><div>  b</div></code></pre>',
        "```python\na\n  b\n```",
    ),
    "code with fences": ("<pre>```\na\n```</pre>", "````\n```\na\n```\n````"),
    "a displayed formula": (
        '<p>a<span class="katex-display"><span class="katex"><math display="block"><semantics>'
        '<annotation encoding="application/x-tex">x\n\n=y</annotation></semantics></math></span>'
        "</span>b</p>",
        "a\n\n$$\nx\n=y\n$$\n\nb",
    ),
    "a displayed formula of Zhihu": ('<p><img eeimg="1" alt="x=y\\\\"></p>', "$$\nx=y\n$$"),
    "a document of Google": (
        '<b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:700">a'
        "</span></p><ul><li><p>b</p></li></ul></b>",
        "**a**\n\n- b",
    ),
    "lists of Word": (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>甲<o:p></o:p></p>"
        "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><!--[if !supportLists]-->"
        "<span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>"
        "</span><!--[endif]-->乙</p>"
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2."
        "</span>丙</p><p class=MsoNormal>丁<o:p>&nbsp;</o:p></p>",
        "1. 甲\n    - 乙\n2. 丙\n\n丁",
    ),
    "footnotes of Pandoc and GitHub": (
        '<p>a<sup><a href="#fn1" id="fnref1">1</a></sup> b<a href="#fn2">[2]</a></p>'
        '<section class="footnotes"><hr><ol><li id="fn1"><p>c <a href="#fnref1">↩</a></p></li>'
        '<li id="fn2">d</li></ol></section>',
        "a[^1] b[^2]\n\n[^1]: c\n\n[^2]: d",
    ),
    "footnotes of Word": (
        "<p>a<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a></p><div style='mso-element:"
        "footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p><a href='#_ftnref1'"
        " name='_ftn1'><span>[1]</span></a> b</p></div></div>",
        "a[^1]\n\n[^1]: b",
    ),
    "a footnote whose text was not copied": ('<p>a<sup><a href="#fn1">[1]</a></sup></p>', "a[1]"),
    "a range of Excel": (
        "<html><head><!--[if gte mso 9]><xml><x:a></x:a></xml><![endif]--></head><body><table>"
        "<!--StartFragment--><col width=87><tr><td class=xl65>甲</td><td>乙</td></tr><tr><td>1</td>"
        "<td></td></tr><!--EndFragment--></table></body></html>",
        "| 甲 | 乙 |\n| --- | --- |\n| 1 |  |",
    ),
    "footnotes that nothing in the part refers to": (
        '<p>a<a href="#fn1">1</a></p><ol class="references"><li id="fn1">b</li>'
        '<li id="fn2">c</li></ol>',
        "a[^1]\n\n1. c\n\n[^1]: b",
    ),
    "the fragment of a clipboard": (
        "<html><body>\r\n<!--StartFragment--><p>a</p><!--EndFragment-->\r\n</body></html>",
        "a",
    ),
}


@pytest.mark.parametrize(("html", "markdown"), BLOCKS.values(), ids=BLOCKS)
def test_blocks_become_blocks(html, markdown):
    assert markdown_from_html(html).markdown == markdown


def test_what_cannot_be_taken_over_is_counted():
    html = '<img src="data:x"><img src="file:///c:/x.png"><table><tr><td colspan=2>a<td>b</table>'
    assert markdown_from_html(html).left_out == {"pictures": 2, "merged_cells": 1}
    assert markdown_from_html("<table><tr><td>a<td>b</table>").left_out == {}


def test_merged_cells_keep_their_places():
    html = "<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td colspan=2>d</table>"
    assert markdown_from_html(html).markdown == "| a | b |\n| --- | --- |\n|  | c |\n| d |  |"


def test_rows_of_plain_texts_become_a_table():
    assert (
        markdown_table([["a", "b*c*"], ["1|2"]]) == "| a | b\\*c\\* |\n| --- | --- |\n| 1\\|2 |  |"
    )


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000,
        "<ul><li>" * 100_000,
        "<i>" * 200,
        "<table><tr>" + "<td colspan=200>a" * 300,
        "<table><tr>" + "<td>a" * 300 + "<tr><td>b" * 200,
    ],
    ids=["blocks", "lists", "marks", "merged cells", "uneven rows"],
)
def test_html_that_is_too_large_is_refused(html):
    with pytest.raises(TooLarge):
        markdown_from_html(html)


@pytest.mark.parametrize(
    "rows", [[["a"]] * 100_000, [["a"] * 300, *[["b"]] * 200]], ids=["many", "uneven"]
)
def test_rows_that_make_too_large_a_table_are_refused(rows):
    with pytest.raises(TooLarge):
        markdown_table(rows)


def test_tables_keep_all_their_rows_and_columns():
    html = f"<table><tr>{'<td>a' * 300}</tr></table><table>{'<tr><td>b' * 5_100}</table>"
    markdown = markdown_from_html(html).markdown
    assert (markdown.count("a"), markdown.count("b")) == (300, 5_100)


@pytest.mark.parametrize(
    "html",
    [
        "<!--[if x]>",
        "<!--[if gte msEquation 12]>",
        "<!--[if !msEquation]-->",
        "<![if !msEquation]>",
    ],
)
def test_comments_of_word_without_end_take_no_longer_than_other_text(html):
    assert markdown_from_html(html * 40_000).markdown == ""


@pytest.mark.parametrize("sign", ["==", "~", "^"])
def test_many_signs_take_no_longer_than_other_text(sign):
    assert markdown_from_html(f"{sign}a" * 50_000).markdown.count("a") == 50_000


SYNTAX = st.sampled_from(
    (
        *(
            "$x$",
            "$$",
            "**",
            "__",
            "==",
            "++",
            "~~",
            "[a](b)",
            "![a](b)",
            "<b>",
            "&lt;",
            "\\(",
            "\\)",
        ),
        *(
            "\\[",
            "\\]",
            "\\begin{align}",
            "\\ref{a}",
            "{{<",
            "{%",
            "[[a]]",
            "[^1]",
            "^[x]",
            "%%a%%",
        ),
        *(
            ":rocket:",
            "http://a.b/c_d_e",
            "# ",
            "- ",
            "1. ",
            "> ",
            "```",
            "~~~",
            ":::",
            "---",
            "===",
        ),
        *(
            "| a |",
            "|---|",
            "*[A]: b",
            "[a]: b",
            "{#id}",
            "!!! note",
            ": def",
            "中文",
            "word ",
            "<!--",
        ),
        *(
            "a@b.c",
            "H~2~O",
            "x^2^",
            "++ctrl++",
            "<script>",
            "](",
            "(**x**)",
            "\\\\",
            "。",
            "“",
            "\n",
        ),
    )
)
SIGNS = st.text(alphabet="\\`*_{}[]()#+-.!|<>&$~^=:%@\"'/ 0xAé中，", min_size=1, max_size=3)
TEXTS = st.lists(SYNTAX | SIGNS, min_size=1, max_size=8).map("".join)
MARKUP = (
    "math, em, strong, del, mark, ins, sup, sub, ul, ol, h2, blockquote, pre, code, table, hr, img"
)


@given(TEXTS)
def test_text_of_a_page_is_the_same_text_on_our_page(text):
    page = LexborHTMLParser(render(markdown_from_html(f"<p>{escape(text)}").markdown).html)
    assert page.body is not None
    assert page.css(MARKUP) == []
    assert "".join(page.body.text().split()) == "".join(text.split())


NAMES = {"b": "strong", "i": "em", "s": "del", "mark": "mark"}
PARTS = st.tuples(
    st.sampled_from(["重点", "word", "a", "“引”", "(x)", "1", "b c", "a*", "中 文"]),
    st.frozensets(st.sampled_from(sorted(NAMES)), max_size=3),
    st.sampled_from(["", " "]),
)


def letters_with_marks(html: str) -> list[tuple[str, frozenset[str]]]:
    tree = LexborHTMLParser(html)
    assert tree.body is not None
    return list(letters_inside(tree.body, frozenset()))


def letters_inside(node: LexborNode, marks: frozenset[str]):
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield from ((letter, marks) for letter in (child.text_content or "") if letter.strip())
        else:
            name = NAMES.get(child.tag or "", child.tag or "")
            yield from letters_inside(child, marks | {name} if name != "p" else marks)


@given(st.lists(PARTS, min_size=1, max_size=5))
def test_every_letter_keeps_its_marks(parts):
    html = "<p>"
    for text, marks, space in parts:
        tags = sorted(marks)
        html += "".join(f"<{tag}>" for tag in tags) + text
        html += "".join(f"</{tag}>" for tag in reversed(tags)) + space
    ours = render(markdown_from_html(html).markdown).html
    assert letters_with_marks(ours) == letters_with_marks(html)
