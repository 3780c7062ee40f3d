"""The addresses in a page become those of the static site."""

from static_site.rewriting import Rewriting, with_policy
from static_site.static_addresses import ORIGIN, SiteAddress, StaticAddresses

HOME = SiteAddress("/")
PAGES = {"": {HOME, SiteAddress("/a/")}}


def rewriting(base="https://me.example/b", **options):
    site = StaticAddresses(base, False, PAGES, {"/feed.xml"}, {})
    return Rewriting(site, HOME, lambda path: path == "/uploads/图.png")


def test_links_in_tags_change_and_code_that_shows_links_does_not():
    page = (
        '<a class="x" href="/a/?x=1&amp;y=2">/a/</a> <code>href="/a/"</code> &lt;a href="/a/"&gt;'
    )
    assert rewriting().html(page) == (
        '<a class="x" href="/b/a/">/a/</a> <code>href="/a/"</code> &lt;a href="/a/"&gt;'
    )


def test_files_that_pages_name_are_collected():
    found = rewriting()
    page = found.html(
        '<img src="/uploads/%E5%9B%BE.png" srcset="/uploads/图.png 2x, /uploads/no.png 3x">'
    )
    assert page == '<img src="/b/uploads/%E5%9B%BE.png" srcset="/b/uploads/%E5%9B%BE.png 2x">'
    assert found.files == {"/uploads/图.png"}


def test_link_that_leads_nowhere_is_none():
    page = '<a rel="nofollow" href="/?tag=a&amp;year=1">1</a><link rel="next" href="/none/">'
    assert rewriting().html(page) == '<a rel="nofollow">1</a>'


def test_formats_that_do_not_exist_are_not_mentioned():
    page = (
        '<a href="/feed.xml" rel="alternate">Atom</a> <a href="/rss.xml" rel="alternate">RSS</a> .'
    )
    assert rewriting().html(page) == '<a href="/b/feed.xml" rel="alternate">Atom</a> .'


def test_whole_addresses_change_wherever_they_stand():
    text = f"<loc>{ORIGIN}/a/</loc> {ORIGIN}/feed.xml, “{ORIGIN}/unknown”"
    assert rewriting().text(text) == (
        "<loc>https://me.example/b/a/</loc> https://me.example/b/feed.xml,"
        " “https://me.example/b/unknown”"
    )


def test_page_without_a_known_address_claims_none():
    page = (
        f'<link rel="canonical" href="{ORIGIN}/a/"><meta property="og:url" content="{ORIGIN}/a/">'
        f'<script type="application/ld+json">{{"url":"{ORIGIN}/a/"}}</script><p>{ORIGIN}/a/</p>'
    )
    assert rewriting(base="").html(page) == "<p>/a/</p>"


def test_policy_is_in_the_page_without_what_a_page_cannot_say():
    page = with_policy('<head>\n<meta charset="utf-8">', "img-src 'self'; frame-ancestors 'none'")
    assert page.endswith('content="img-src &#x27;self&#x27;">')
