"""The HTML of exported articles as Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering import render
from tests.each import check_each
from transfer.html import html_to_markdown

pytestmark = pytest.mark.either_database

FORMULAS = {
    "MathJax in the text": (
        r"<p>Let \(a_1\) &amp; \[x &lt; y\] so</p>",
        "Let $a_1$ &\n\n$$\nx < y\n$$\n\nso",
    ),
    "two dollars over lines": ("<p>$$<br />\nx_1<br>\n= 2\n$$</p>", "$$\nx_1\n= 2\n$$"),
    "one dollar": ("<p>$n$, $x_1$是 $a = b$</p>", "$n$, $x_1$是 $a = b$"),
    "money": ("<p>cost $5 and $10, $HOME/bin:$PATH</p>", r"cost \$5 and \$10, \$HOME/bin:\$PATH"),
    "code": (r"<p><code>$x_1$</code></p><pre>\(x\)</pre>", "`$x_1$`\n\n```\n\\(x\\)\n```"),
    "an attribute": ('<p><img src="a.png" alt="$x_1$"></p>', "![\\$x\\_1\\$](a.png)"),
    "an environment": (
        r"<p>\begin{align}a&amp;=b\\c&amp;=d\end{align}</p>",
        "$$\n\\begin{align}a&=b\\\\c&=d\\end{align}\n$$",
    ),
    "WordPress": (r"<p>$latex \alpha&amp;s=2$ is</p>", r"$\alpha$ is"),
    "a script at the beginning": ('<script type="math/tex; mode=display">x</script>', "$$\nx\n$$"),
    "a picture of Jetpack": (
        '<p>a <img src="https://s0.wp.com/latex.php?latex=%5Calpha_1&#038;bg=fff" alt="x"></p>',
        r"a $\alpha_1$",
    ),
    "a picture of CodeCogs": (
        r'<p>a <img src="https://latex.codecogs.com/gif.latex?\dpi{120}&amp;space;\inline'
        r' x+&amp;space;y"></p>',
        "a $x+ y$",
    ),
    "a picture of Google": (
        '<p>a <img src="https://chart.googleapis.com/chart?cht=tx&amp;chl=x%5E2"></p>',
        "a $x^2$",
    ),
}
CODE = {
    "SyntaxHighlighter": ('<pre class="brush: python; title: ; notranslate">x\n</pre>', "python"),
    "Crayon": ('<pre class="lang:python decode:true">x</pre>', "python"),
    "EnlighterJS": (
        '<pre class="EnlighterJSRAW" data-enlighter-language="python">x</pre>',
        "python",
    ),
    "Prism with numbers": (
        '<pre class="line-numbers"><code class="language-css line-numbers">x</code></pre>',
        "css",
    ),
    "Syntax-highlighting Code Block": (
        '<pre class="wp-block-code" data-shcb-language-slug="python"><code>x</code>'
        '<small class="shcb-language">Code language: Python</small></pre>',
        "python",
    ),
    "Chroma with numbers": (
        '<table class="lntable"><tr><td class="lntd"><pre class="chroma"><code><span class="lnt">1'
        '</span></code></pre></td><td class="lntd"><pre class="chroma"><code data-lang="go">x'
        "</code></pre></td></tr></table>",
        "go",
    ),
    "an old highlighter": (
        '<div class="dp-highlighter bg_python"><ol><li>x</li></ol></div>',
        "python",
    ),
    "SyntaxHighlighter as shown": (
        '<div class="syntaxhighlighter python"><table><tr><td class="gutter"><div>1</div></td>'
        '<td class="code"><div class="line"><code class="python plain">x</code></div></td></tr>'
        "</table></div>",
        "python",
    ),
    "cnblogs": (
        '<div class="cnblogs_code"><div class="cnblogs_code_toolbar">复制代码</div><pre><span>'
        "1</span> x\n</pre></div>",
        "",
    ),
    "Hexo with a title": (
        '<figure class="highlight python"><figcaption><span>a.py</span></figcaption><table><tr>'
        '<td class="gutter"><pre>1</pre></td><td class="code"><pre>x<br></pre></td></tr></table>'
        "</figure>",
        'python title="a.py"',
    ),
    "marked lines": ('<pre class="brush: python; highlight: [1, 3]">x</pre>', "python {1,3}"),
    "Juejin": (
        '<pre><div class="code-block-extension-header"><span>js</span></div><code class="hljs'
        ' language-js">x</code></pre>',
        "js",
    ),
}
BLOCKS = {
    "a thumbnail": (
        '<p><a href="https://a.example/p.png"><img src="/p-300x200.png" alt="q"></a></p>',
        "![q](https://a.example/p.png)",
    ),
    "a gallery of blocks": (
        '<figure class="wp-block-gallery"><ul><li><figure><img src="a.png"><figcaption>A'
        '</figcaption></figure></li><li><figure><img src="b.png"></figure></li></ul><figcaption>'
        "both</figcaption></figure>",
        '![](a.png "A") ![](b.png)\n\nboth',
    ),
    "a caption with a link": (
        '<figure><img src="a.png"><figcaption>by <a href="https://a.example">A</a></figcaption></figure>',
        "![](a.png)\n\nby [A](https://a.example)",
    ),
    "an old player": (
        '<object><param name="movie" value="http://www.youtube.com/v/abcdefghijk"></object>',
        "<https://www.youtube.com/watch?v=abcdefghijk>",
    ),
    "a gist": (
        '<script src="https://gist.github.com/a/0123abcd.js"></script>',
        "<https://gist.github.com/a/0123abcd>",
    ),
    "a film beside the text": ('<video src="a.mp4"></video>', "![](a.mp4)"),
    "a heading that a link leads to": (
        '<h2 id="a">A</h2><h2 id="b">B</h2><p><a href="#a">to</a></p>',
        "## A {#a}\n\n## B\n\n[to](#a)",
    ),
    "footnotes of WordPress": (
        '<p>a<sup data-fn="0f0e" class="fn"><a href="#0f0e" id="0f0e-link">1</a></sup></p>'
        '<ol class="wp-block-footnotes"><li id="0f0e">b</li></ol>',
        "a[^1]\n\n[^1]: b",
    ),
    "merged cells": (
        '<table><tr><th colspan="2">a</th></tr><tr><td align="right">b</td><td><ul><li>c</li></ul>'
        "</td></tr></table>",
        '<table>\n<tr>\n<th colspan="2">a</th>\n</tr>\n<tr>\n<td align="right">b</td>\n<td>\n\n- c'
        "\n\n</td>\n</tr>\n</table>",
    ),
}


def test_variables_of_make_are_no_formula():
    html = "<p>CFLAGS= $(OPT) $(EXTRA_CFLAGS)<br>\n# Both<br>\nCPPFLAGS= -I$(srcdir)/Include</p>"
    assert "`" not in html_to_markdown(html)
    assert html_to_markdown("<p>$a_1<br>b_2$</p>") == "\\$a_1\\\nb_2\\$"


def test_formulas_of_the_old_site_stay_formulas():
    check_each(FORMULAS.values(), converts)


def test_blocks_become_markdown():
    check_each(BLOCKS.values(), converts)


def test_code_keeps_its_language_and_loses_its_numbers():
    check_each(CODE.values(), lambda html, language: converts(html, f"```{language}\nx\n```"))


def converts(html, markdown):
    assert html_to_markdown(html) == markdown


def test_relative_links_become_those_of_the_old_site():
    html = '<p><a href="../b/">b</a> <img src="/c.png"></p>'
    markdown = "[b](https://a.example/2020/b/) ![](https://a.example/c.png)"
    assert html_to_markdown(html, base_url="https://a.example/2020/a/") == markdown


def test_cells_of_a_table_that_stays_html_are_rendered_as_markdown():
    html = "<table><tr><td colspan=2>a <b>b</b> \\(x\\)</td></tr><tr><td>1<td>2</tr></table>"
    page = render(html_to_markdown(html)).html
    assert 'colspan="2"' in page
    assert "<strong>b</strong>" in page
    assert "<math" in page


def test_html_that_is_nested_too_deeply_stays_html():
    html = "<div>" * 1000 + "a"
    assert html_to_markdown(html) == html


@given(st.text(alphabet="$\\([)]ab<br/>_^& \n", max_size=60))
def test_signs_of_formulas_never_lose_a_letter(text):
    html = text.replace("<", "&lt;")
    assert sorted(c for c in html_to_markdown(f"<p>{html}</p>") if c in "ab") >= sorted(
        c for c in text if c in "ab"
    )
