"""Exports of WordPress: what its posts become, and what stays private."""

import shutil
from html import escape

import pytest

from tests.each import check_each
from tests.transfer.unpacking.exported import Unpacked, write_zip
from transfer.reading.hidden_parts import hidden_part
from transfer.unpacking import UnknownExport
from transfer.unpacking.wordpress.classic_text import with_paragraphs

pytestmark = pytest.mark.either_database

PICTURE = b"\x89PNG\r\n\x1a\n"
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.5" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Blog</title><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://net.example</wp:base_site_url>
<wp:base_blog_url>https://old.example/blog</wp:base_blog_url>
<wp:author><wp:author_login><![CDATA[anna]]></wp:author_login>
<wp:author_display_name><![CDATA[Anna Li]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>tech</wp:category_nicename>
<wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[技术]]></wp:cat_name></wp:category>
<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>python</wp:category_nicename>
<wp:category_parent>tech</wp:category_parent><wp:cat_name><![CDATA[Python]]></wp:cat_name>
</wp:category>
<wp:tag><wp:term_id>5</wp:term_id><wp:tag_slug>ai</wp:tag_slug><wp:tag_name>AI</wp:tag_name></wp:tag>
"""
END = "</channel></rss>"


def post(
    content="<p>正文</p>", *, pk=7, extra="", kind="post", status="publish", excerpt="", **values
):
    fields = {
        "title": "标题 &amp; more",
        "link": f"https://old.example/blog/2020/01/hello-{pk}/",
        "post_name": f"hello-{pk}",
        "post_date": "2020-01-02 18:00:00",
        "post_date_gmt": "2020-01-02 10:00:00",
        **values,
    }
    written = "".join(
        f"<{tag}><![CDATA[{fields[name]}]]></{tag}>"
        for name, tag in (("title", "title"), ("link", "link"))
    ) + "".join(
        f"<wp:{name}>{value}</wp:{name}>"
        for name, value in fields.items()
        if name not in ("title", "link")
    )
    return (
        f"<item>{written}<dc:creator>anna</dc:creator><wp:post_id>{pk}</wp:post_id>"
        f"<wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>{extra}</item>"
    )


def meta(key, value):
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]>"
        "</wp:meta_value></wp:postmeta>"
    )


def attachment(pk, url, parent=0):
    return post(
        "", pk=pk, kind="attachment", status="inherit", post_parent=parent,
        excerpt="Words", extra=f"<wp:attachment_url>{url}</wp:attachment_url>",
    )  # fmt: skip


def comment(pk, approved="1", kind="comment"):
    return (
        f"<wp:comment><wp:comment_id>{pk}</wp:comment_id><wp:comment_author>Bo</wp:comment_author>"
        "<wp:comment_author_email>bo@private.example</wp:comment_author_email>"
        "<wp:comment_author_IP>192.0.2.7</wp:comment_author_IP>"
        "<wp:comment_date_gmt>2020-02-01 10:00:00</wp:comment_date_gmt>"
        "<wp:comment_content><![CDATA[<b>好</b>]]></wp:comment_content>"
        f"<wp:comment_approved>{approved}</wp:comment_approved>"
        f"<wp:comment_type>{kind}</wp:comment_type></wp:comment>"
    )


@pytest.fixture
def unpack(tmp_path):
    def unpacked(*items, end=END):
        path = tmp_path / "blog.xml"
        path.write_text(HEAD + "".join(items) + end, encoding="utf-8")
        shutil.rmtree(tmp_path / "made", ignore_errors=True)
        return Unpacked(path, tmp_path / "made")

    return unpacked


def test_a_post_keeps_what_belongs_to_it(unpack):
    terms = (
        '<category domain="category" nicename="python">Python</category>'
        '<category domain="post_tag" nicename="ai">AI</category>'
    )
    made = unpack(
        post(
            excerpt="<em>Short</em>",
            is_sticky=1,
            post_modified_gmt="2021-01-02 10:00:00",
            extra=terms
            + comment(1)
            + comment(2, "0")
            + comment(3, "spam")
            + comment(4, kind="pingback")
            + meta("_thumbnail_id", "9")
            + meta("_wp_old_slug", "former"),
        ),
        attachment(9, "https://old.example/blog/wp-content/uploads/2020/01/a.png"),
    )
    assert made.result.system == "wordpress"
    assert made.result.site_name == "old.example"
    assert made.result.hosts == ("old.example",)
    assert made.head("posts/7.md") == {
        "title": "标题 & more",
        "slug": "hello-7",
        "date": "2020-01-02 10:00:00+00:00",
        "updated": "2021-01-02 10:00:00+00:00",
        "categories": ["技术", "Python"],
        "tags": ["AI"],
        "author": "Anna Li",
        "summary": "Short",
        "featured": True,
        "redirect_from": [
            "/blog/2020/01/hello-7/", "/blog/2020/01/former/", "/blog/?p=7",
        ],
        "cover": "https://old.example/blog/wp-content/uploads/2020/01/a.png",
        "comments": [
            {"id": "1", "author": "Bo", "date": "2020-02-01 10:00:00+00:00", "text": "**好**"}
        ],
    }  # fmt: skip
    assert made.notes["export-comments-left-out"] == {"count": 2}
    assert "private.example" not in (made.folder / "posts/7.md").read_text()


def test_nothing_private_is_stated_as_public(unpack):
    states = {
        "draft": {"status": "draft"},
        "pending": {"status": "pending"},
        "private": {"status": "private"},
        "future": {"status": "future"},
        "unknown-to-us": {"status": "draft"},
    }
    items = [post(pk=pk, status=status) for pk, status in enumerate(states, 10)]
    made = unpack(
        *items,
        post(pk=30, post_password="secret"),
        post(pk=31, kind="portfolio"),
        post(pk=32, kind="feedback"),
        post(pk=33, status="trash"),
        post(pk=34, kind="revision", status="inherit"),
    )
    for pk, stated in enumerate(states.values(), 10):
        assert made.head(f"posts/{pk}.md")["status"] == stated["status"]
    assert made.head("posts/30.md")["password"] is True
    assert made.head("posts/31.md")["draft"] is True
    assert not {"posts/32.md", "posts/33.md", "posts/34.md"} & {*made.names}
    assert {"export-kind-left-out", "export-trash-left-out", "export-revisions-left-out"} <= {
        *made.notes
    }
    assert "secret" not in (made.folder / "posts/30.md").read_text()


def test_a_page_has_its_path_and_its_number_as_old_addresses(unpack):
    made = unpack(post(pk=5, kind="page", link="https://old.example/blog/a/%E9%A1%B5/"))
    assert made.head("pages/5.md")["layout"] == "page"
    assert made.head("pages/5.md")["redirect_from"] == ["/blog/a/页/", "/blog/?page_id=5"]


def test_addresses_of_categories_and_tags_are_listed(unpack):
    lines = (unpack(post()).folder / "redirects.csv").read_text().splitlines()
    assert lines[0] == "old,kind,name"
    assert "/blog/category/tech/python/,category,Python" in lines
    assert "/blog/tag/ai/,tag,AI" in lines


BODIES = {
    "classic paragraphs": (
        "one\ntwo\n\n<b>three</b>\n<pre>a\n\nb</pre>",
        "one\\\ntwo\n\n**three**\n\n```\na\n\nb\n```",
    ),
    "more": ("a\n\n<!--more-->\n\nb", "a\n\n<!-- more -->\n\nb"),
    "[sourcecode]": (
        '[sourcecode language="python"]\na &lt; b\n\n[0]\n[/sourcecode]',
        "```python\na < b\n\n[0]\n```",
    ),
    "[python]": ("[python]x = 1[/python]", "```python\nx = 1\n```"),
    "[code] with tags": ('[code lang="html"]<b>x</b>[/code]', "```html\n<b>x</b>\n```"),
    "[latex]": ("so [latex]a_1 < b[/latex] is", "so $a_1 < b$ is"),
    "$latex": ("so $latex a_1$ is", "so $a_1$ is"),
    "[caption]": (
        '[caption id="x" width="3"]<a href="https://x.example/a.png"><img src="https://x.example/'
        'a-3x2.png"></a> Words[/caption]',
        '![](https://x.example/a.png "Words")',
    ),
    "[embed]": ("[embed]https://youtu.be/abcdefghijk[/embed]", "<https://youtu.be/abcdefghijk>"),
    "[video]": ('[video mp4="https://x.example/a.mp4"][/video]', "![](https://x.example/a.mp4)"),
    "[[code]]": ("write [[code]] here", "write [code] here"),
    "blocks": (
        "<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->\n\n"
        '<!-- wp:code {"language":"go"} -->\n<pre class="wp-block-code"><code>'
        "x &lt; y</code></pre>\n<!-- /wp:code -->",
        "a\n\n```go\nx < y\n```",
    ),
    "a block of code in its comment": (
        '<!-- wp:kevinbatdorf/code-block-pro {"code":"x = 1","language":"python"} -->\n<div><pre>'
        "<span>x</span></pre></div>\n<!-- /wp:kevinbatdorf/code-block-pro -->",
        "```python\nx = 1\n```",
    ),
    "a block of Markdown": (
        '<!-- wp:jetpack/markdown {"source":"- **a** $x$\\n- b"} --><div>a</div>\n'
        "<!-- /wp:jetpack/markdown -->",
        "- **a** $x$\n- b",
    ),
    "a block of a formula": (
        '<!-- wp:math {"latex":"x_1"} -->\n<div><math><mi>x</mi></math></div>\n<!-- /wp:math -->',
        "$$\nx_1\n$$",
    ),
    "an embedded page": (
        '<!-- wp:embed {"url":"https://youtu.be/abcdefghijk"} -->\n<figure><div>\nhttps://youtu.be/'
        "abcdefghijk\n</div><figcaption>Film</figcaption></figure>\n<!-- /wp:embed -->",
        "<https://youtu.be/abcdefghijk>\n\nFilm",
    ),
    "relative links": ('<a href="/blog/about/">a</a>', "[a](https://old.example/blog/about/)"),
}


def test_texts_become_markdown(unpack):
    items = [post(content, pk=pk) for pk, (content, _) in enumerate(BODIES.values(), 100)]
    made = unpack(*items)
    cases = [(f"posts/{pk}.md", body) for pk, (_, body) in enumerate(BODIES.values(), 100)]

    def is_body(name, body):
        assert made.body(name) == body

    check_each(cases, is_body)


def test_footnotes_and_reusable_blocks_are_taken_from_where_they_are_stored(unpack):
    text = (
        '<!-- wp:paragraph --><p>a<sup data-fn="f1" class="fn"><a href="#f1" id="f1-link">1'
        '</a></sup></p><!-- /wp:paragraph --><!-- wp:block {"ref":50} /--><!-- wp:footnotes /-->'
    )
    notes = '[{"content":"<em>note</em>","id":"f1"}]'
    made = unpack(
        post(text, extra=meta("footnotes", notes)),
        post("<!-- wp:paragraph --><p>again</p><!-- /wp:paragraph -->", pk=50, kind="wp_block"),
    )
    assert made.body("posts/7.md") == "a[^1]\n\nagain\n\n[^1]: *note*"


def test_a_gallery_shows_its_attachments(unpack):
    base = "https://old.example/blog/wp-content/uploads"
    made = unpack(
        post('[gallery ids="8,9"]'),
        attachment(8, f"{base}/a.png"),
        attachment(9, f"{base}/b.png", parent=7),
        post("[gallery]", pk=20),
    )
    assert made.body("posts/7.md").count("![") == 2
    assert f'({base}/b.png "Words")' in made.body("posts/7.md")


def test_unknown_shortcodes_stay_and_are_told(unpack):
    made = unpack(post("[contact id='3'] and [1] [x]"))
    assert "[contact id='3'] and [1] [x]" in made.body("posts/7.md")
    assert made.notes["export-shortcode-unknown"] == {"name": "contact", "count": 1}


def test_uploads_beside_the_export_become_files(unpack, tmp_path):
    uploads = tmp_path / "wp-content/uploads/2020/01"
    uploads.mkdir(parents=True)
    (uploads / "图.png").write_bytes(PICTURE)
    url = "https://old.example/blog/wp-content/uploads/2020/01/%E5%9B%BE.png"
    made = unpack(
        post(
            f'<img src="{url.replace(".png", "-300x200.png")}">', extra=meta("_thumbnail_id", "9")
        ),
        attachment(9, url),
    )
    assert made.body("posts/7.md").startswith(
        "![](../files/wp-content/uploads/2020/01/%E5%9B%BE.png)"
    )
    assert made.head("posts/7.md")["cover"] == "../files/wp-content/uploads/2020/01/图.png"
    assert (made.folder / "files/wp-content/uploads/2020/01/图.png").read_bytes() == PICTURE


def test_a_zip_with_several_files_and_uploads_is_one_export(tmp_path):
    text = post('<a href="https://old.example/wp-content/uploads/a.pdf">a</a>', pk=1)
    path = write_zip(
        tmp_path / "all.zip",
        {
            "export/one.xml": HEAD + text + END,
            "export/two.xml": HEAD + post(pk=2) + END,
            "site/wp-content/uploads/a.pdf": b"%PDF",
        },
    )
    made = Unpacked(path, tmp_path / "made")
    assert {"posts/1.md", "posts/2.md", "files/site/wp-content/uploads/a.pdf"} <= {*made.names}


def test_what_plugins_do_not_show_to_everybody_is_marked(unpack):
    block = "<!-- wp:jetpack/premium-content/container --><p>S</p><!-- /wp:jetpack/premium-content"
    restrictions = {
        "_members_access_role": "editor",
        "_jetpack_newsletter_access": "subscribers",
        "um_content_restriction": 'a:2:{s:26:"_um_custom_access_settings";s:1:"1";}',
    }
    open_to_all = {"_jetpack_newsletter_access": "everybody", "_hide_title": "1", "_is_paid": "0"}
    posts = [post(pk=n, extra=meta(*each)) for n, each in enumerate(restrictions.items(), 1)]
    posts += [post(pk=n, extra=meta(*each)) for n, each in enumerate(open_to_all.items(), 11)]
    made = unpack(*posts, post(f"{block}/container -->", pk=20), post("[hide]S[/hide]", pk=21))
    assert [made.head(f"posts/{n}.md")["members_only"] for n in (1, 2, 3)] == list(restrictions)
    assert not any("members_only" in made.head(f"posts/{n}.md") for n in (11, 12, 13))
    assert all(hidden_part(made.body(f"posts/{n}.md")) for n in (20, 21))


def test_characters_that_xml_forbids_are_left_out(unpack):
    made = unpack(post("a\x08b\x0bc&nbsp;d &#8; e"), f"<wp:x>&nbsp;&#1;{escape('<')}</wp:x>")
    assert made.body("posts/7.md") == "abc d e"


def test_what_stands_before_the_end_of_a_broken_file_is_read(unpack):
    made = unpack(post(pk=1), post(pk=2)[:-300], end="")
    assert made.names == ["posts/1.md", "redirects.csv"]
    assert "export-cut-off" in made.notes


def test_a_damaged_file_is_told_to_be_one(unpack):
    with pytest.raises(UnknownExport, match="is damaged or ends too early"):
        unpack("<item><title>", end="")


def test_entities_of_a_document_type_are_refused(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    path = tmp_path / "bomb.xml"
    path.write_text(HEAD.replace("<rss", f"{bomb}<rss") + post("&b;") + END)
    with pytest.raises(UnknownExport, match="looks like an export of"):
        Unpacked(path, tmp_path / "made")


def test_paragraphs_are_made_as_wordpress_makes_them():
    assert with_paragraphs("a\n\nb\nc") == "<p>a</p>\n<p>b<br>\nc</p>"
    assert with_paragraphs("<img\nsrc='x'>") == "<p><img src='x'></p>"
    assert "<br>" not in with_paragraphs("<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n\nc")


def test_starts_without_an_end_take_no_longer_than_other_text(unpack):
    signs = (
        "<pre>",
        "[code]",
        "<!-- wp:code -->",
        "<!-- wp:code {",
        r"\(a",
        r"\begin{align}",
        "$a",
    )
    made = unpack(*(post(sign * (20_000 // len(sign)), pk=pk) for pk, sign in enumerate(signs, 1)))
    assert made.body("posts/7.md").count("a") == 10_000
