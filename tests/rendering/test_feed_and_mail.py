"""Properties of the HTML for feeds and mails that single cases cannot show."""

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rendering import DIALECTS, RenderError, for_feed, for_mail, render

BASE = "https://example.org/articles/a/"
PIECES = st.sampled_from(
    [
        *("# ", "> ", "- ", "1. ", "    ", "```", "~~~", "$", "$$", "**", "`", "[^1]", "[^1]: "),
        *("| a |\n|---|\n", "<details>", "</details>", "<b title='\"&<>'>", "&nbsp;", "&#1;", "&"),
        *("[x](http://[)", "![a](b.png)", "![](c)", "<br>", "\n", "\n\n", "文", "word", "!!! note"),
        *("\x0b", "\ufffe", "\ud800", "<ol reversed>", "<a href='x:y'>", "\\frac{1}{2}", "{#i}"),
    ]
)


@settings(max_examples=150)
@given(pieces=st.lists(PIECES, max_size=40), dialect=st.sampled_from(list(DIALECTS)))
def test_any_article_is_well_formed_in_feed_and_mail(pieces: list[str], dialect: str) -> None:
    try:
        html = render("".join(pieces), dialect=dialect).html
    except RenderError:
        return
    mail = for_mail(html, base=BASE)
    for form in (for_feed(html, base=BASE), mail.html):
        root = ElementTree.fromstring(f"<div>{form}</div>")
        for node in root.iter():
            assert not {"id", "class", "style", "tabindex", "role", "loading"} & set(node.attrib)
            assert "input" not in node.tag
            assert "details" not in node.tag
    assert mail.text.endswith("\n")


def test_only_web_addresses_are_left_in_a_feed() -> None:
    found = for_feed('<p><a href="http://[">x</a><img src="a b.png" alt=""></p>', base=BASE)
    assert found == f'<p><a href="{BASE}">x</a><img src="{BASE}a%20b.png" alt=""/></p>'


def test_two_entries_share_no_id() -> None:
    html = render("## 节 {#x}\n\n文[^1] $$a \\label{e}$$\n\n[^1]: 注").html
    assert ' id="' in html
    assert " id=" not in for_feed(html, base=BASE)


def test_video_and_audio_become_links() -> None:
    html = '<figure><video src="a%20b.mp4" controls></video></figure><audio title="曲" src="c.mp3">'
    found = for_feed(html, base=BASE)
    assert f'<a href="{BASE}a%20b.mp4">▶ a b.mp4</a>' in found
    assert f'<a href="{BASE}c.mp3">▶ 曲</a>' in found


def test_the_description_of_a_video_occurs_once() -> None:
    found = for_feed(render("![演示](a.mp4)").html, base=BASE)
    assert f'<a href="{BASE}a.mp4">▶ a.mp4</a>' in found
    assert found.count("演示") == 1


def test_the_description_of_a_numbered_picture_occurs_once() -> None:
    rendered = render("![曲线](a.png)\n:label:`fig_a`\n\n见 :numref:`fig_a`")
    assert for_feed(rendered.html, base=BASE).count("曲线") == 1
    assert rendered.prose.count("曲线") == 1


def test_tabs_become_consecutive_sections() -> None:
    html = render("```py tab\na\n```\n\n```js tab\nb\n```").html
    found = for_feed(html, base=BASE)
    assert found.count("<strong>Python</strong>") == found.count("<strong>JavaScript</strong>") == 1
    assert found.index("Python") < found.index("a\n") < found.index("JavaScript")


def test_control_characters_are_removed() -> None:
    assert for_feed("<p>a\x00\x0b\ufffeb</p>", base=BASE) == "<p>ab</p>"


@pytest.mark.parametrize("levels", [30, 900])
def test_deep_nesting_in_a_mail_is_fast_and_limits_the_indent(levels: int) -> None:
    html = "<blockquote>" * levels + "<p>深</p>" + "</blockquote>" * levels
    assert for_mail(html, base=BASE).text == "> " * 20 + "深\n"


def test_mail_has_formulas_as_latex_in_html_and_text() -> None:
    mail = for_mail(render("令 $x<y$ 为\n\n$$\na\n$$").html, base=BASE)
    assert "<code>$x&lt;y$</code>" in mail.html
    assert "<pre><code>$$\na\n$$</code></pre>" in mail.html
    assert "令 $x<y$ 为" in mail.text
    assert "math" not in mail.html


def test_a_wide_table_takes_linear_time() -> None:
    html = "<table><tr>" + "<td>a</td>" * 20_000 + "</tr></table>"
    assert for_mail(html, base=BASE).text.count(" | ") == 19_999
