"""Equivalent requests have the same cache key, and a page is built from its key alone."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.filters import PARAMETERS
from blog.page_cache.page_key import PageKey, normalised_query

ROOT = Path(__file__).resolve().parents[2]


def key(**values):
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "QUERY_STRING": "",
        "HTTP_HOST": "testserver",
        "wsgi.url_scheme": "http",
    }
    return PageKey.from_environ(environ | values)


SAME = [
    ({"QUERY_STRING": "page=2&topic=a"}, {"QUERY_STRING": "topic=a&page=2"}),
    ({"QUERY_STRING": "utm_source=x&page=2"}, {"QUERY_STRING": "page=2"}),
    ({"QUERY_STRING": "tag=%e6%b3%a8"}, {"QUERY_STRING": "tag=%E6%B3%A8"}),
    ({"HTTP_COOKIE": "analytics=1"}, {}),
    ({"HTTP_COOKIE": "theme=auto"}, {}),
    ({"HTTP_COOKIE": "theme=nonsense"}, {}),
    ({"HTTP_ACCEPT_LANGUAGE": "zh-CN,zh;q=0.9"}, {"HTTP_ACCEPT_LANGUAGE": "zh"}),
    ({"HTTP_ACCEPT_LANGUAGE": "en"}, {"HTTP_COOKIE": "django_language=en"}),
    ({"HTTP_ACCEPT": "text/html"}, {"HTTP_ACCEPT": "*/*"}),
    ({"REQUEST_METHOD": "HEAD"}, {}),
]
DIFFERENT = [
    ({"QUERY_STRING": "tag=a&tag=b"}, {"QUERY_STRING": "tag=b&tag=a"}),
    ({"QUERY_STRING": "page=2"}, {}),
    ({"HTTP_HOST": "other"}, {}),
    ({"PATH_INFO": "/a"}, {"PATH_INFO": "/a/"}),
    ({"HTTP_COOKIE": "theme=dark"}, {}),
    ({"HTTP_COOKIE": "languages=own"}, {}),
    ({"HTTP_COOKIE": "size=large"}, {"HTTP_COOKIE": "size=small"}),
    ({"HTTP_COOKIE": "keys=off"}, {}),
    ({"HTTP_ACCEPT_LANGUAGE": "en"}, {"HTTP_ACCEPT_LANGUAGE": "zh"}),
    ({"HTTP_X_FORWARDED_PROTO": "https"}, {}),
    ({"HTTP_X_FORWARDED_PROTO": "https"}, {"HTTP_X_FORWARDED_PROTO": "http"}),
    ({"wsgi.url_scheme": "https"}, {}),
    ({"PATH_INFO": "/feed.xml", "HTTP_ACCEPT": "text/html"}, {"PATH_INFO": "/feed.xml"}),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_equal_keys(one, other):
    assert key(**one) == key(**other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_keys(one, other):
    assert key(**one) != key(**other)


@pytest.mark.parametrize("query", ["q=x", "page=2&q=%E6%B3%A8", "q=", "%71=x"])
def test_a_search_has_no_key(query):
    """The search throttle counts clients, and a key has no client."""
    assert key(PATH_INFO="/search/", QUERY_STRING=query) is None


def test_the_environ_of_a_key_has_nothing_else():
    asked = {"HTTP_USER_AGENT": "x", "HTTP_COOKIE": "a=b", "REMOTE_ADDR": "1.2.3.4"}
    assert key(**asked).environ().keys() == key().environ().keys()
    built = key(**asked, QUERY_STRING="utm=1", HTTP_ACCEPT_LANGUAGE="en-GB").environ()
    assert (built["QUERY_STRING"], built["HTTP_ACCEPT_LANGUAGE"]) == ("", "en")


@given(st.text(alphabet="topicagqe=&%20+1;/?", max_size=60))
def test_normalising_is_idempotent(query):
    normal = normalised_query(query)
    assert normal is not None
    assert normalised_query(normal) == normal


@given(st.text(max_size=40))
def test_the_environ_of_a_key_has_the_same_key(query):
    first = key(QUERY_STRING=query)
    if first:
        assert PageKey.from_environ(first.environ()) == first


READS = re.compile(r"""(?:GET|query)(?:\.get|\.getlist)?[(\[]\s*["'](\w+)["']""")


def test_every_parameter_that_is_read_is_known():
    """A page that reads another one must name it in articles/filters.py."""
    files = [f for f in (ROOT / "articles").rglob("*.py") if "admin" not in f.parts]
    found = {name for file in files for name in READS.findall(file.read_text())}
    assert found
    assert found <= PARAMETERS
