"""All spellings of an old address have one normal form."""

from articles.paths.normal import OldAddress, read_address, without_pairs
from articles.paths.old_feeds import old_feed
from tests.each import check_each

SPELLINGS = {
    "/": [
        "",
        "/",
        "//",
        "/index.html",
        "/index.php",
        "https://old.example",
        "https://a.b/?",
        "/#x",
    ],
    "/2020/hello": ["2020/hello", "/2020/hello/", "//2020//hello", "/2020/hello/index.html"],
    "/2020/Hello.html": ["/2020/Hello.html", "http://OLD.example:80/2020/Hello.html#top"],
    "/分类/文": ["/分类/文/", "/%E5%88%86%E7%B1%BB/%E6%96%87", "/%B7%D6%C0%E0/%CE%C4/"],
    "/café": ["/cafe\u0301", "/caf%C3%A9/"],
    "/?p=123": ["/?p=123", "?p=123", "/index.php?p=123", "https://old.example/?p=123#more"],
    "/a?b=2&c=1": ["/a?c=1&b=2", "/a/?b=2&c=1"],
    "/read.php?tid-12.html": ["/read.php?tid-12.html"],
    "/list?名=文": ["/list?%C3%FB=%CE%C4", "/list?%E5%90%8D=%E6%96%87", "/list?名=文"],
    "/100%25": ["/100%25"],
    "/why%3F": ["/why%3F"],
    "/a?b=c%26d": ["/a?b=c%26d"],
    "/ab": ["/a%00b", "/a%0Ab"],
}


def test_spellings_of_an_address_are_equal_and_stay_so():
    cases = [(form, each) for form, spellings in SPELLINGS.items() for each in [form, *spellings]]

    def check(form, spelling):
        assert str(read_address(spelling)) == form

    check_each(cases, check)


def test_names_of_parameters_are_known():
    names = {"/?p=1": "p", "/a?id=2&mod=x": "id&mod", "/r?t-1": "=", "/a": "", "/a?b&c=1": "=&c"}
    check_each(names.items(), lambda text, names: equal(read_address(text).parameters, names))


def equal(found, wanted):
    assert found == wanted


def test_what_is_not_part_of_the_address_stays_in_the_query():
    pairs = (("p", "123"),)
    assert without_pairs("p=123&utm_source=a%20b", pairs) == "utm_source=a%20b"
    assert without_pairs("utm=1&p=123&p=4", pairs) == "utm=1&p=4"
    assert without_pairs("p=123", pairs) == ""


FEEDS = {
    **dict.fromkeys(("/feed", "/atom.xml", "/index.xml", "/feed/atom"), ("", "atom")),
    **dict.fromkeys(("/feeds/all.atom.xml", "/blog/feed", "/index.php/feed"), ("", "atom")),
    **dict.fromkeys(("/rss", "/rss2.xml", "/feed.rss", "/RSS.xml", "/feed/rss2"), ("", "rss")),
    "/category/x/feed": ("/category/x", "atom"),
    "/tags/深度学习/index.xml": ("/tags/深度学习", "atom"),
    "/2020/hello/feed": ("/2020/hello", "atom"),
}


def test_old_feeds_are_recognised():
    check_each(FEEDS.items(), lambda path, feed: equal(old_feed(path), feed))
    others = ["/feedback", "/a.xml", "/", "/sitemap.xml", "/feed/x", "/myfeed", "/rss/a"]
    check_each(others, lambda path: equal(old_feed(path), None))


def test_an_address_is_its_path_and_its_parameters():
    assert read_address("/a?b=1") == OldAddress("/a", (("b", "1"),))
