"""Exports of Medium and Substack."""

import json
from html import escape

from tests.transfer.unpacking.exported import Unpacked, write_zip

MEDIUM = """<html><head><title>T</title></head><body><article class="h-entry"><header>
<h1 class="p-name">标题</h1></header><section data-field="subtitle" class="p-summary">Sub</section>
<section data-field="body" class="e-content"><section class="section"><div class="section-divider">
<hr class="section-divider"></div><h3 class="graf graf--h3 graf--title">标题</h3>
<h4 class="graf graf--subtitle">Sub</h4><p class="graf">text</p>
<pre class="graf graf--pre">a = 1</pre><pre class="graf graf--pre">b = 2</pre>
<pre data-code-block-lang="python" class="graf graf--pre">
<span class="pre--content">x<br>y</span></pre>
<div class="graf--mixtapeEmbed"><a href="https://a.example" ><strong>T</strong><br>
<em>D</em>a.example</a><a href="https://a.example" class="js-mixtapeImage"></a></div>
</section></section><footer><p>By <a href="https://medium.com/@anna" class="p-author">Anna</a> on
<a href="https://medium.com/p/0123456789ab">
<time class="dt-published" datetime="2020-01-02T10:00:00.000Z"></time></a></p><p>
<a href="https://medium.com/@anna/title-0123456789ab" class="p-canonical">link</a></p>
</footer></article></body></html>"""


def test_stories_of_medium_are_read(tmp_path):
    files = {
        "medium/posts/2020-01-02_Title-0123456789ab.html": MEDIUM,
        "medium/posts/draft_Other-ba9876543210.html": MEDIUM,
        "medium/profile/profile.html": "<p>anna@private.example</p>",
    }
    made = Unpacked(write_zip(tmp_path / "medium-export.zip", files), tmp_path / "made")
    assert made.result.system == "medium"
    assert made.names == ["0123456789ab.md", "ba9876543210.md"]
    head = made.head("0123456789ab.md")
    assert (head["title"], head["author"], head["summary"]) == ("标题", "Anna", "Sub")
    assert head["redirect_from"] == [
        *("/p/0123456789ab", "/@anna/title-0123456789ab", "/title-0123456789ab"),
    ]
    assert made.head("ba9876543210.md")["draft"] is True
    assert "redirect_from" not in made.head("ba9876543210.md")
    assert made.body("0123456789ab.md") == (
        "text\n\n```\na = 1\nb = 2\n```\n\n```python\nx\ny\n```\n\n> [T](https://a.example)\n>\n> D"
    )


def data_attributes(**values):
    return f'data-attrs="{escape(json.dumps(values))}"'


LETTER = (
    '<p>a<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a></p>'
    f'<div class="latex-rendered" {data_attributes(persistentExpression="x_1")}></div>'
    f'<div class="youtube2 youtube-wrap" {data_attributes(videoId="abcdefghijk")}></div>'
    '<div class="subscription-widget-wrap"><p>Subscribe!</p></div>'
    f'<div class="highlighted_code_block" {data_attributes(language="python")}><pre>'
    '<code>y</code></pre></div><p class="button-wrapper"><a class="button primary" href="%%checkout'
    '_url%%">Pay</a></p>'
    '<div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1'
    '</a><div class="footnote-content"><p>note</p></div></div>'
)
POSTS = (
    "post_id,post_date,is_published,type,audience,title,subtitle\n"
    "11.one,2020-01-02T10:00:00.000Z,true,newsletter,everyone,标题,Sub\n"
    "12.two,2020-01-02T10:00:00.000Z,true,newsletter,only_paid,Two,\n"
    "13.three,,false,newsletter,everyone,Three,\n"
)


def test_letters_of_substack_are_read(tmp_path):
    files = {
        "posts.csv": POSTS,
        "posts/11.one.html": LETTER,
        "posts/12.two.html": "<p>paid</p>",
        "posts/13.three.html": "<p>draft</p>",
        "email_list.blog.csv": "email\nreader@private.example\n",
    }
    made = Unpacked(write_zip(tmp_path / "substack.zip", files), tmp_path / "made")
    assert made.result.system == "substack"
    assert made.body("11.md") == (
        "a[^1]\n\n$$\nx_1\n$$\n\n<https://www.youtube.com/watch?v=abcdefghijk>\n\n```python\ny\n```\n\n"
        "[^1]: note"
    )
    assert made.head("11.md")["redirect_from"] == ["/p/one"]
    assert made.head("12.md")["visibility"] == "only_paid"
    assert made.head("13.md")["draft"] is True
    assert made.names == ["11.md", "12.md", "13.md"]
    assert "export-members-left-out" in made.notes
