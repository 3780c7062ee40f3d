"""The memory of the page cache is bounded, and the most read pages stay."""

from concurrent.futures import ThreadPoolExecutor
from sys import getsizeof
from threading import Event

import pytest

from blog.page_cache import GenerationTracker, PageCache
from blog.page_cache.page_store import MOST_MISSING, MOST_RESPONSES
from tests.page_cache.conftest import Reader


def bytes_held(generation):
    return sum(page.size for page in generation.pages.values())


def test_memory_is_bounded(site, tracker, reader):
    site.text = "x" * 20_000
    for number in range(300):
        reader.get(f"/{number}/")
        reader.get(f"/{number}/", accept_encoding="gzip", accept_language="en")
        generation = tracker.generation
        assert generation.size == bytes_held(generation) <= tracker.limit
    assert len(generation.responses) <= MOST_RESPONSES * len(generation.pages)
    assert {id(a.page) for a in generation.responses.values()} <= {
        id(page) for page in generation.pages.values()
    }


def test_read_pages_survive_pages_read_once(site, reader):
    site.text = "x" * 20_000
    for number in range(300):
        reader.get(f"/nonsense-{number}/")
        reader.get("/read/")
    assert len(site.built) == 301


def test_unknown_paths_take_the_places_of_each_other_only(site, tracker, reader):
    reader.get("/seldom/")
    site.status = "404 Not Found"
    for number in range(2 * MOST_MISSING):
        reader.get(f"/nowhere-{number}/")
    pages = tracker.generation.pages
    assert len(pages) == MOST_MISSING + 1
    assert next(iter(pages)).path == "/seldom/"
    assert len(tracker.generation.missing) == MOST_MISSING


def test_a_large_page_is_not_cached(site, reader, tracker):
    site.text = "x" * tracker.limit
    assert len(reader.get().body) == tracker.limit
    assert not tracker.generation.pages


def test_responses_of_a_page_are_limited(tracker, reader):
    for number in range(100):
        reader.get(accept_language=f"en;q=0.{number}")
    reader.get(accept_language="x" * 5000)
    assert len(tracker.generation.responses) == MOST_RESPONSES


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
def test_long_request_values_are_counted(site, tracker, reader, asked):
    """All values of a request count, not only the page."""
    site.text = "small"
    for n in range(1000):
        reader.get(**{"host": "testserver", **asked(n)})
    generation = tracker.generation
    texts = [*generation.pages, *generation.responses]
    held = sum(getsizeof(each) for key in texts for each in key if isinstance(each, str))
    assert held <= generation.size <= tracker.limit


def test_uncacheable_keys_take_few_bytes(site, tracker, reader):
    site.status = "400 Bad Request"
    for n in range(1000):
        reader.get(f"/{n}/{LONG}")
    assert sum(map(getsizeof, tracker.generation.uncacheable)) < 100 * 1000
    assert len(tracker.generation.uncacheable) == 1000


@pytest.mark.parametrize("name", ["path", "query", "host", "cookie"])
def test_long_requests_have_no_key(site, tracker, reader, name):
    reader.get(**{"host": "testserver", name: "/" + "x" * 3000})
    assert not tracker.generation.pages
    assert not tracker.generation.uncacheable


def test_concurrent_requests_build_a_page_once(site, tracker):
    begun, may_go_on = Event(), Event()

    def slow(environ, start_response):
        begun.set()
        assert may_go_on.wait(30)
        return site.application(environ, start_response)

    reader = Reader(PageCache(slow, tracker))
    with ThreadPoolExecutor(100) as readers:
        first = readers.submit(reader.get)
        assert begun.wait(30)
        others = [readers.submit(reader.get) for _ in range(99)]
        may_go_on.set()
        answers = [each.result(30) for each in (first, *others)]
    assert len(site.built) == 1
    assert len({answer.body for answer in answers}) == 1


def test_a_waiting_request_calls_django_after_a_failure(site, tracker):
    begun, may_go_on = Event(), Event()

    def failing(environ, start_response):
        if not begun.is_set():
            begun.set()
            assert may_go_on.wait(30)
            raise RuntimeError("a bug")
        return site.application(environ, start_response)

    reader = Reader(PageCache(failing, tracker))
    with ThreadPoolExecutor(2) as readers:
        first = readers.submit(reader.get)
        assert begun.wait(30)
        other = readers.submit(reader.get)
        may_go_on.set()
        assert isinstance(first.exception(30), RuntimeError)
        assert other.result(30).status == "200 OK"
    assert not tracker.generation.pending


def test_threads_may_read_any_encoding(site, reader):
    site.text = "y" * 5000
    with ThreadPoolExecutor(8) as readers:
        forms = ["br", "gzip", "zstd", ""] * 20
        sent = list(readers.map(lambda form: reader.get(accept_encoding=form), forms))
    assert {len(a.body) for a, form in zip(sent, forms, strict=True) if not form} == {5000}


def test_the_polling_thread(site):
    """The other tests have no thread."""
    seen = [Event(), Event()]

    def poll():
        seen[1 if seen[0].is_set() else 0].set()
        return site.poll()

    Reader(PageCache(site.application, GenerationTracker(poll, 2**20))).get()
    assert seen[1].wait(30)
