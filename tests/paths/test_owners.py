"""What the site answers at a path is known without a request."""

from itertools import chain

from django.urls import get_resolver

from articles.models.path_owners import first_segments, meanings_of
from tests.each import check_each

MEANINGS = {
    "/articles/a": {("article", "a")},
    "/articles/a.md": {("article", "a.md"), ("article", "a")},
    "/topics/a": {("topic", "a")},
    "/about": {("page", "about")},
    "/a.html": {("page", "a.html")},
    "/authors/a": {("author", "a")},
}


OF_THE_SITE = (
    *("/", "/archive/2020", "/tags/a/feed.xml", "/page/2", "/feed.xml", "/preview"),
    *("/admin/x", "/desk", "/uploads/a/b", "/files/a/b", "/static/a"),
)
OF_NOTHING = ("/2020/a", "/posts/a.html", "/a/b/c", "/articles/a/b")


def test_meaning_of_a_path_is_known():
    check_each(MEANINGS.items(), lambda path, meant: equal(set(meanings_of(path)), meant))
    check_each(OF_NOTHING, lambda path: equal(set(meanings_of(path)), set()))
    check_each(OF_THE_SITE, lambda path: equal(("site", "") in meanings_of(path), True))


def equal(found, wanted):
    assert found == wanted


def test_patterns_that_begin_with_a_variable_have_one_segment():
    assert {"articles", "topics", "admin", "uploads", "archive"} <= first_segments()
    patterns = get_resolver().url_patterns
    nested = (each.url_patterns for each in patterns if not str(each.pattern))
    routes = [str(each.pattern) for each in chain(patterns, *nested)]
    longer = [route for route in routes if "/" in route.rstrip("/")]
    assert [route for route in longer if "<" in route.partition("/")[0]] == []
