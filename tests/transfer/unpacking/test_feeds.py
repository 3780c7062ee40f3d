"""Feeds with full texts, and exports of Blogger."""

import pytest

from tests.transfer.unpacking.exported import Unpacked

pytestmark = pytest.mark.either_database

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Blog</title>
<link>https://old.example/</link>
<item><title>标题</title><link>https://old.example/2020/one.html</link><guid>g1</guid>
<pubDate>Thu, 02 Jan 2020 10:00:00 +0000</pubDate><dc:creator>Anna</dc:creator>
<category>AI</category><description>Short</description>
<content:encoded><![CDATA[<p>a <a href="/b/">b</a></p>]]></content:encoded></item>
<item><title>Cut</title><link>https://old.example/2.html</link><guid>g2</guid>
<description>&lt;p&gt;only the beginning…&lt;/p&gt;</description></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="https://hub.example/"/>
<link href="https://old.example/"/>
<entry><id>tag:x,1</id><title type="html">A &amp;amp; B</title>
<link rel="alternate" href="https://old.example/p/%E6%96%87/"/><published>2020-01-02T10:00:00Z</published>
<author><name>Anna</name></author><category term="ai" label="AI"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x <em>y</em></p></div></content>
</entry></feed>"""

BLOGGER = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app"
 xmlns:thr="http://purl.org/syndication/thread/1.0"><generator>Blogger</generator>
<id>tag:blogger.com,1999:blog-1.archive</id>{}</feed>"""


def blogger_entry(pk, kind, inner):
    return (
        f"<entry><id>tag:blogger.com,1999:blog-1.post-{pk}</id><published>2020-01-02T10:00:00Z"
        "</published><category scheme='http://schemas.google.com/g/2005#kind'"
        f" term='http://schemas.google.com/blogger/2008/kind#{kind}'/>{inner}</entry>"
    )


@pytest.fixture
def unpack(tmp_path):
    def unpacked(text, name="feed.xml"):
        (tmp_path / name).write_text(text)
        return Unpacked(tmp_path / name, tmp_path / "made")

    return unpacked


def by_title(made, title):
    return next(n for n in made.names if n.endswith(".md") and made.head(n)["title"] == title)


def test_rss_with_full_texts_is_read(unpack):
    made = unpack(RSS)
    name = by_title(made, "标题")
    assert (made.result.system, made.result.hosts) == ("feed", ("old.example",))
    assert made.head(name) == {
        "title": "标题",
        "slug": "one",
        "date": "Thu, 02 Jan 2020 10:00:00 +0000",
        "tags": ["AI"],
        "author": "Anna",
        "summary": "Short",
        "redirect_from": ["/2020/one.html"],
    }
    assert made.body(name) == "a [b](https://old.example/b/)"
    assert made.notes["export-excerpts-only"] == {"count": 1}


def test_atom_with_xhtml_is_read(unpack):
    made = unpack(ATOM, "atom.xml")
    name = by_title(made, "A & B")
    assert made.result.hosts == ("old.example",)
    assert made.body(name) == "x *y*"
    assert made.head(name)["redirect_from"] == ["/p/文/"]


def test_blogger_keeps_drafts_private_and_leaves_its_settings_out(unpack):
    content = "<title>{}</title><content type='html'>&lt;b&gt;a&lt;/b&gt;</content>"
    link = "<link rel='alternate' href='https://b.blogspot.com/2020/01/one.html'/>"
    draft = "<app:control><app:draft>yes</app:draft></app:control>"
    reply = "<thr:in-reply-to ref='tag:blogger.com,1999:blog-1.post-7'/>"
    reply += "<author><name>Bo</name></author>"
    made = unpack(
        BLOGGER.format(
            blogger_entry(7, "post", content.format("One") + link)
            + blogger_entry(8, "post", content.format("Two") + draft)
            + blogger_entry(9, "page", content.format("About"))
            + blogger_entry(10, "settings", content.format("Settings"))
            + blogger_entry(11, "comment", content.format("") + reply)
        ),
        "blog-01-02-2020.xml",
    )
    assert made.result.system == "blogger"
    assert made.names == ["pages/9.md", "posts/7.md", "posts/8.md"]
    assert made.head("posts/7.md")["redirect_from"] == ["/2020/01/one.html"]
    assert made.head("posts/7.md")["comments"][0]["author"] == "Bo"
    assert made.head("posts/8.md")["draft"] is True
    assert made.head("pages/9.md")["layout"] == "page"


def test_the_newer_export_of_blogger_is_read(unpack):
    entry = (
        "<entry><id>tag:blogger.com,1999:blog-1.post-7</id><blogger:type>POST</blogger:type>"
        "<blogger:status>{}</blogger:status><title>T</title><content type='html'>a</content>"
        "<blogger:filename>/2020/01/one.html</blogger:filename></entry>"
    )
    feed = BLOGGER.replace(
        "xmlns:app", "xmlns:blogger='http://schemas.google.com/blogger/2018' xmlns:app"
    )
    made = unpack(feed.format(entry.format("DRAFT") + entry.format("SOFT_TRASHED")), "feed.atom")
    assert made.names == ["posts/7.md"]
    assert made.head("posts/7.md")["draft"] is True
    assert made.head("posts/7.md")["redirect_from"] == ["/2020/01/one.html"]
    assert made.notes["export-trash-left-out"] == {"count": 1}
