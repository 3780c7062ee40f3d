"""Addresses of the site as files, and how pages refer to each other."""

from static_site.static_addresses import NOT_FOUND, ORIGIN, Reference, SiteAddress, StaticAddresses
from tests.each import check_each

PAGES = {
    "": {
        SiteAddress("/"),
        SiteAddress("/page/2/"),
        SiteAddress("/articles/注意力/"),
        SiteAddress("/topics/nlp/"),
        SiteAddress("/topics/nlp/", 2),
        SiteAddress("/archive/2026/"),
        SiteAddress("/search/"),
        SiteAddress(NOT_FOUND),
    },
    "en": {SiteAddress("/", 1, "en"), SiteAddress("/topics/nlp/", 1, "en")},
}
FILES = {"/feed.xml", "/articles/x/card.png"}
HOME, ARTICLE = SiteAddress("/"), SiteAddress("/articles/注意力/")


def addresses(base="https://me.github.io/blog", *, relative=False):
    return StaticAddresses(base, relative, PAGES, FILES, {"en": "/en"})


def test_addresses_stay_as_they_are_on_the_server():
    def check(address, file):
        assert addresses().file_of(address) == file

    check_each(
        [
            (SiteAddress("/"), "index.html"),
            (ARTICLE, "articles/注意力/index.html"),
            (SiteAddress("/topics/nlp/", 2), "topics/nlp/page/2/index.html"),
            (SiteAddress("/topics/nlp/", 1, "en"), "en/topics/nlp/index.html"),
            (SiteAddress("/sitemap-articles.xml", 2), "sitemap-articles-2.xml"),
            (SiteAddress(NOT_FOUND), "404.html"),
            (SiteAddress("/articles/x.md"), "articles/x.md"),
        ],
        check,
    )


def written(link, here=HOME, **options):
    site = addresses(**options)
    found = site.reference(link, here)
    return site.written(found, here) if isinstance(found, Reference) else found


def check_link(link, expected):
    assert written(link) == expected


def test_links_lead_to_the_files():
    check_each(
        [
            ("/", "/blog/"),
            (
                "/articles/%E6%B3%A8%E6%84%8F%E5%8A%9B/#s",
                "/blog/articles/%E6%B3%A8%E6%84%8F%E5%8A%9B/#s",
            ),
            ("/topics/nlp/?page=2", "/blog/topics/nlp/page/2/"),
            ("/topics/nlp/?language=en", "/blog/en/topics/nlp/"),
            ("/?topic=nlp", "/blog/topics/nlp/"),
            ("/?year=2026", "/blog/archive/2026/"),
            ("/search/?q=%E7%86%B5", "/blog/search/?q=%E7%86%B5"),
            ("/articles/x/card.png?v=ab", "/blog/articles/x/card.png?v=ab"),
            ("#here", "#here"),
            ("https://other.example/", "https://other.example/"),
            ("mailto:a@b.example", "mailto:a@b.example"),
        ],
        check_link,
    )


def test_what_only_a_server_makes_has_no_link():
    check_each(
        [
            ("/?topic=nlp&year=2026", None),
            ("/topics/nlp/?year=2026", None),
            ("/topics/nlp/?page=3", None),
            ("/articles/draft/", None),
            ("/admin/", None),
            ("/?lang=en", None),
        ],
        check_link,
    )


def test_relative_links_work_below_any_path_and_without_a_server():
    def check(link, expected):
        assert written(link, ARTICLE, base="", relative=True) == expected

    check_each(
        [
            ("/", "../../index.html"),
            ("/topics/nlp/?page=2", "../../topics/nlp/page/2/index.html"),
            ("/feed.xml", "../../feed.xml"),
        ],
        check,
    )


def test_page_of_a_missing_address_is_shown_at_any_depth():
    assert written("/feed.xml", SiteAddress(NOT_FOUND), relative=True) == "/blog/feed.xml"


def test_whole_addresses_are_those_of_the_base_and_of_the_main_language():
    site = addresses()
    found = site.reference(f"{ORIGIN}/topics/nlp/", SiteAddress("/", 1, "en"))
    assert isinstance(found, Reference)
    assert site.absolute(found) == "https://me.github.io/blog/topics/nlp/"


def test_relative_link_of_an_author_is_resolved():
    assert written("../../feed.xml", ARTICLE) == "/blog/feed.xml"
