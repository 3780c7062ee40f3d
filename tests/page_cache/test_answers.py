"""Cached responses follow HTTP: encodings, ETag, 304, HEAD, Last-Modified."""

import gzip
from itertools import pairwise

import brotli
import pytest
import zstandard

from articles.missed_paths.noticing import NotFoundNotes, WithNotFoundNotes
from blog.page_cache import GenerationTracker, PageCache
from blog.page_cache.encodings import negotiated_encoding
from tests.page_cache.conftest import Reader

READ = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
    "": bytes,
}


def test_a_page_is_built_once(site, reader):
    first, *others = [reader.get() for _ in range(5)]
    assert len(site.built) == 1
    assert all(other == first for other in others)


@pytest.mark.parametrize("status", ["301 Moved Permanently", "404 Not Found", "410 Gone"])
def test_cacheable_statuses(site, reader, status):
    site.status = status
    assert [reader.get().status for _ in range(3)] == [status] * 3
    assert len(site.built) == 1


@pytest.mark.parametrize(
    "said",
    [
        {"status": "302 Found"},
        {"status": "400 Bad Request"},
        {"headers": [("Content-Type", "text/html")]},
        {"headers": [("Cache-Control", "private, max-age=0")]},
        {"headers": [("Cache-Control", "public"), ("Set-Cookie", "a=b")]},
        {"headers": [("Cache-Control", "public"), ("Content-Type", "image/png")]},
    ],
)
def test_uncacheable_responses(site, reader, said):
    for name, value in said.items():
        setattr(site, name, value)
    reader.get(user_agent="x")
    reader.get(user_agent="x")
    assert [env.get("HTTP_USER_AGENT") for env in site.built] == [None, "x", "x"]


def test_a_page_that_failed_is_cached_when_it_works_again(site, reader):
    site.status = "503 Service Unavailable"
    assert reader.get().status == site.status
    site.status = "200 OK"
    reader.get()
    reader.get()
    assert len(site.built) == 3  # it failed for the cache, and for the reader


@pytest.mark.parametrize(
    "request_of_one",
    [
        {"cookie": "sessionid=abc"},
        {"cookie": "theme=dark; sessionid=abc"},
        {"authorization": "Basic x"},
        {"method": "POST"},
        {"path": "/admin/"},
        {"path": "/preview/token/"},
        {"path": "/uploads/a.svg"},
        {"query": "q=" + "x" * 3000},
        {"cookie": "x=" + "x" * 3000},
    ],
)
def test_uncached_requests_reach_django_unchanged(site, reader, request_of_one):
    for _ in range(2):
        reader.get(user_agent="x", **request_of_one)
    assert [environ["HTTP_USER_AGENT"] for environ in site.built] == ["x", "x"]


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", ""])
def test_the_body_is_the_same_in_each_encoding(site, reader, encoding):
    for _ in range(2):
        answer = reader.get(accept_encoding=encoding)
        assert READ[encoding](answer.body).decode() == site.text
        assert answer.headers.get("Content-Encoding", "") == encoding
        assert answer.headers["Content-Length"] == str(len(answer.body))
        assert answer.headers["Vary"] == "Accept-Encoding"
    assert len(site.built) == 1


def test_every_encoding_can_be_made_of_every_other(reader, site):
    for one, other in pairwise(["gzip", "br", "", "zstd", "gzip", "", "br", "zstd", "br"]):
        reader.application.tracker.generation.pages.clear()
        site.version += 1
        site.now += 1
        for encoding in (one, other):
            body = reader.get(accept_encoding=encoding).body
            assert READ[encoding](body).decode() == site.text


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate, zstd", "zstd"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("gzip;q=0", ""),
        ("*", "br"),
        ("br;q=0, *", "zstd"),
        ("identity", ""),
        ("", ""),
        ("gzip;q=nonsense", ""),
        ("deflate", ""),
    ],
)
def test_the_best_accepted_encoding_is_chosen(accepted, encoding):
    assert negotiated_encoding(accepted) == encoding


def test_a_short_body_is_not_compressed(site, reader):
    site.text = "short"
    assert "Content-Encoding" not in reader.get(accept_encoding="br").headers


def test_each_encoding_has_a_strong_tag_of_its_own(reader):
    tags = {reader.get(accept_encoding=name).headers["ETag"] for name in READ}
    assert len(tags) == 4
    assert not any(tag.startswith("W/") for tag in tags)


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', "*"])
def test_matching_etags_get_a_304(reader, form):
    tag = reader.get(accept_encoding="br").headers["ETag"]
    for _ in range(2):
        answer = reader.get(accept_encoding="br", if_none_match=form.format(tag))
        assert (answer.status, answer.body) == ("304 Not Modified", b"")
        assert answer.headers.keys() == {"ETag", "Vary", "Cache-Control"}


@pytest.mark.parametrize("tag", ['"x"', "", '"{}-gzip"'])
def test_other_etags_get_the_page(reader, tag):
    reader.get(accept_encoding="br")
    assert reader.get(accept_encoding="br", if_none_match=tag).status == "200 OK"


def test_head_has_the_headers_and_no_body(site, reader):
    for _ in range(2):
        head, page = reader.get(method="HEAD"), reader.get()
        assert head.headers == page.headers
        assert not head.body
        assert page.body
    assert len(site.built) == 1


def test_last_modified_is_sent_after_half_a_second(site, reader, tracker, monkeypatch):
    seconds = 1_000_000.9
    monkeypatch.setattr("blog.page_cache.page_store.time", lambda: seconds)
    site.now += 1
    assert "Last-Modified" not in reader.get().headers
    seconds += 1.2
    tracker.tick()
    date = reader.get().headers["Last-Modified"]
    assert reader.get(if_modified_since=date).status == "304 Not Modified"
    assert reader.get(if_modified_since=date, if_none_match='"x"').status == "200 OK"
    site.version, site.text = 2, "new"
    tracker.tick()
    assert reader.get(if_modified_since=date).body == b"new"


def test_a_redirect_keeps_unknown_parameters(site, reader):
    site.status = "301 Moved Permanently"
    site.headers.append(("Location", "/x"))
    for _ in range(2):
        reader.get(query="utm=1")
    assert site.built[-1]["QUERY_STRING"] == "utm=1"


def test_etag_is_another_one_when_the_policy_changes(site, tracker, reader):
    before = reader.get().headers["ETag"]
    site.headers.append(("Content-Security-Policy", "default-src 'none'"))
    site.version += 1
    tracker.tick()
    answer = reader.get(if_none_match=before)
    assert answer.status == "200 OK"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"


def test_parameters_of_redirected_addresses_have_pages_of_their_own(site, tracker, reader):
    reader.get(query="p=1")
    reader.get(query="p=2&utm=x")
    assert [environ["QUERY_STRING"] for environ in site.built] == [""]
    site.old_parameters = frozenset({"p"})
    site.version += 1
    tracker.tick()
    for query in ("p=1", "utm=x&p=1", "p=2", "utm=x", "p=1"):
        reader.get(query=query)
    assert [environ["QUERY_STRING"] for environ in site.built[1:]] == ["", "p=1", "p=2"]


def test_first_request_of_a_process_knows_the_parameters_of_redirected_addresses(site, reader):
    site.old_parameters = frozenset({"p"})
    reader.get(query="p=1")
    assert [environ["QUERY_STRING"] for environ in site.built] == ["p=1"]


def test_each_request_for_a_missing_page_is_noted(site, tracker, monkeypatch):
    notes = NotFoundNotes()
    monkeypatch.setattr(GenerationTracker, "start", lambda self: None)
    reader = Reader(WithNotFoundNotes(PageCache(site.application, tracker), notes))
    site.status = "404 Not Found"
    for _time in range(3):
        reader.get("/lost/", referer="https://other.example/x?y")
    assert len(site.built) == 1
    assert [(note.path, note.times) for note in notes.referred.values()] == [("/lost", 3)]
