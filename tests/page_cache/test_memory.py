"""Memory stays bounded, and what is read most stays in it."""

from concurrent.futures import ThreadPoolExecutor
from sys import getsizeof
from threading import Event

import pytest

from blog.page_cache import PageCache, Watch
from blog.page_cache.store import MOST_ANSWERS
from tests.page_cache.conftest import Reader


def bytes_held(generation):
    return sum(page.size for page in generation.pages.values())


def test_memory_is_bounded_whatever_is_asked_for(site, watch, reader):
    site.text = "x" * 20_000
    for number in range(300):
        reader.get(f"/{number}/")
        reader.get(f"/{number}/", accept_encoding="gzip", accept_language="en")
        generation = watch.generation
        assert generation.size == bytes_held(generation) <= watch.limit
    assert len(generation.ready) <= MOST_ANSWERS * len(generation.pages)
    assert {id(a.page) for a in generation.ready.values()} <= {
        id(page) for page in generation.pages.values()
    }


def test_what_is_read_survives_what_is_asked_for_once(site, reader):
    site.text = "x" * 20_000
    for number in range(300):
        reader.get(f"/nonsense-{number}/")
        reader.get("/read/")
    assert len(site.built) == 301


def test_a_page_that_is_too_large_is_not_kept(site, reader, watch):
    site.text = "x" * watch.limit
    assert len(reader.get().body) == watch.limit
    assert not watch.generation.pages


def test_many_forms_of_a_request_are_not_all_remembered(watch, reader):
    for number in range(100):
        reader.get(accept_language=f"en;q=0.{number}")
    reader.get(accept_language="x" * 5000)
    assert len(watch.generation.ready) == MOST_ANSWERS


LONG = "x" * 1900


@pytest.mark.parametrize(
    "asked",
    [
        lambda n: {"path": f"/{n}/{LONG}"},
        lambda n: {"query": f"tag={n}{LONG}"},
        lambda n: {"host": f"{n}.{LONG}"},
        lambda n: {"accept_language": f"en, x-{n}{LONG}"},
        lambda n: {"cookie": f"a={n}{LONG}"},
        lambda n: {"accept_encoding": f"gzip, {n}{LONG}"},
        lambda n: {"if_none_match": f'"{n}{LONG}"'},
    ],
)
def test_what_strangers_make_long_is_counted(site, watch, reader, asked):
    """Everything that a request names, and not only what the site says."""
    site.text = "small"
    for n in range(1000):
        reader.get(**{"host": "testserver", **asked(n)})
    generation = watch.generation
    texts = [*generation.pages, *generation.ready]
    held = sum(getsizeof(each) for key in texts for each in key if isinstance(each, str))
    assert held <= generation.size <= watch.limit


def test_what_cannot_be_kept_is_noted_in_few_bytes(site, watch, reader):
    site.status = "400 Bad Request"
    for n in range(1000):
        reader.get(f"/{n}/{LONG}")
    assert sum(map(getsizeof, watch.generation.unstorable)) < 100 * 1000
    assert len(watch.generation.unstorable) == 1000


@pytest.mark.parametrize("name", ["path", "query", "host", "cookie"])
def test_what_is_longer_than_a_page_needs_has_no_key(site, watch, reader, name):
    reader.get(**{"host": "testserver", name: "/" + "x" * 3000})
    assert not watch.generation.pages
    assert not watch.generation.unstorable


def test_a_hundred_at_once_build_a_page_once(site, watch):
    begun, may_go_on = Event(), Event()

    def slow(environ, start_response):
        begun.set()
        assert may_go_on.wait(30)
        return site.application(environ, start_response)

    reader = Reader(PageCache(slow, watch))
    with ThreadPoolExecutor(100) as readers:
        first = readers.submit(reader.get)
        assert begun.wait(30)
        others = [readers.submit(reader.get) for _ in range(99)]
        may_go_on.set()
        answers = [each.result(30) for each in (first, *others)]
    assert len(site.built) == 1
    assert len({answer.body for answer in answers}) == 1


def test_who_waits_for_a_page_that_fails_asks_django(site, watch):
    begun, may_go_on = Event(), Event()

    def failing(environ, start_response):
        if not begun.is_set():
            begun.set()
            assert may_go_on.wait(30)
            raise RuntimeError("a bug")
        return site.application(environ, start_response)

    reader = Reader(PageCache(failing, watch))
    with ThreadPoolExecutor(2) as readers:
        first = readers.submit(reader.get)
        assert begun.wait(30)
        other = readers.submit(reader.get)
        may_go_on.set()
        assert isinstance(first.exception(30), RuntimeError)
        assert other.result(30).status == "200 OK"
    assert not watch.generation.flights


def test_two_threads_may_ask_for_any_forms(site, reader):
    site.text = "y" * 5000
    with ThreadPoolExecutor(8) as readers:
        forms = ["br", "gzip", "zstd", ""] * 20
        sent = list(readers.map(lambda form: reader.get(accept_encoding=form), forms))
    assert {len(a.body) for a, form in zip(sent, forms, strict=True) if not form} == {5000}


def test_the_thread_that_looks_goes_on(site):
    """The real one, for once."""
    seen = [Event(), Event()]

    def look():
        seen[1 if seen[0].is_set() else 0].set()
        return site.look()

    Reader(PageCache(site.application, Watch(look, 2**20))).get()
    assert seen[1].wait(30)
