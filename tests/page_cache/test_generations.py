"""No answer is older than half a second, in any order of events."""

from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from blog.page_cache import GenerationTracker, PageCache, middleware
from blog.page_cache.generations import LEASE, PolledVersion
from tests.page_cache.conftest import PUBLIC, Reader

pytestmark = pytest.mark.slow

PROMISED = 0.5


def test_no_cached_page_is_answered_while_polls_fail(site, reader):
    reader.get()
    site.is_down = True
    site.now += LEASE / 2
    reader.get(user_agent="x")
    assert len(site.built) == 1
    site.now += LEASE
    reader.get(user_agent="x")
    assert [environ.get("HTTP_USER_AGENT") for environ in site.built] == [None, "x"]
    site.is_down = False
    reader.get(user_agent="x")
    assert len(site.built) == 2


def test_a_scheduled_change_ends_a_generation(site, reader):
    site.lifetime = 0.1
    reader.get()
    site.now, site.lifetime, site.version = 0.1, 9, 2
    reader.get()
    assert len(site.built) == 2


def test_the_most_read_pages_are_rebuilt_first(site, tracker, reader):
    for number in (1, 2, 3):
        for _ in range(number):
            reader.get(f"/{number}/", accept_encoding="br")
    site.version, site.built[:] = 2, []
    tracker.tick()
    assert [environ["PATH_INFO"] for environ in site.built] == ["/3/", "/2/", "/1/"]
    reader.get("/3/", accept_encoding="br")
    assert len(site.built) == 3


def test_rebuilding_ends_with_the_lease(site, tracker, reader):
    for number in range(50):
        reader.get(f"/{number}/")

    def slow(environ, start_response):
        site.now += 0.05
        return site.application(environ, start_response)

    reader.application.application = slow
    site.version, site.built[:] = 2, []
    tracker.tick()
    assert 1 <= len(site.built) <= 9
    site.version, site.built[:] = 3, []
    tracker.tick()
    assert not site.built  # pauses after a rebuilding, so that an import does not rebuild each time


def test_a_page_built_during_a_change_belongs_to_the_old_version(site, tracker, reader):
    def changed_meanwhile(environ, start_response):
        answer = site.application(environ, start_response)
        site.version, site.text = site.version + 1, "new"
        tracker.tick()
        return answer

    reader.application.application = changed_meanwhile
    reader.get()
    reader.application.application = site.application
    assert reader.get().body == b"new"


class Sites(RuleBasedStateMachine):
    """Two processes with one database, in any order of events, with a simulated clock.

    All runs in one thread, so that a waiting request would never get its page: PATIENCE is 0.
    """

    def __init__(self):
        super().__init__()
        self.impatience = patch.object(middleware, "PATIENCE", 0)
        self.impatience.start()

    def teardown(self):
        self.impatience.stop()

    @initialize()
    def begin(self):
        self.now, self.version, self.text = 0.0, 1, "public 0"
        self.history = [(float("-inf"), "public 0")]
        self.scheduled, self.down, self.during = None, False, []
        self.processes = []
        for _ in range(2):
            tracker = GenerationTracker(self.poll, 50_000, lambda: self.now)
            tracker.start = lambda: None
            self.processes.append((tracker, Reader(PageCache(self.build, tracker))))

    # What the database does

    def write(self, text):
        self.version, self.text = self.version + 1, text
        self.history.append((self.now, text))

    def appear(self):
        """A scheduled article becomes public by the clock, without a transaction."""
        if self.scheduled and self.now >= self.scheduled[0]:
            at, text = self.scheduled
            self.scheduled = None
            self.text = text
            self.history.append((at, text))

    def poll(self):
        if self.down:
            raise ConnectionError("down")
        self.appear()
        at = self.scheduled[0] if self.scheduled else float("inf")
        return PolledVersion((self.version, at), at - self.now)

    def build(self, environ, start_response):
        """Read the text; then events happen before the response ends."""
        self.appear()
        text = self.text
        while self.during:
            kind, value = self.during.pop()
            if kind == "write":
                self.write(f"public {self.version}")
            elif kind == "poll":
                self.processes[value % 2][0].tick()
            else:
                self.now += value / 100
        headers = PUBLIC if text.startswith("public") else []
        start_response("200 OK" if headers else "404 Not Found", headers or PUBLIC)
        return [(text if headers else "nothing here").encode()]

    # What happens

    @rule()
    def publish(self):
        self.write(f"public {self.version}")

    @rule()
    def withdraw(self):
        self.write(f"DRAFT {self.version}")

    @rule(seconds=st.floats(0.01, 1))
    def schedule(self, seconds):
        self.appear()
        if not self.scheduled:
            self.version += 1
            self.scheduled = (self.now + seconds, f"public at {self.version}")

    @rule(seconds=st.sampled_from([0.001, 0.01, 0.05, 0.1, 0.2, 0.39, 0.4, 0.5, 2]))
    def wait(self, seconds):
        self.now += seconds

    @rule(which=st.integers(0, 1))
    def watcher_turns(self, which):
        self.processes[which][0].tick()

    @rule(down=st.booleans())
    def database(self, down):
        self.down = down

    @rule(
        events=st.lists(
            st.tuples(st.sampled_from(["write", "poll", "wait"]), st.integers(0, 30)), max_size=3
        )
    )
    def during_the_next_build(self, events):
        self.during = events

    @rule(which=st.integers(0, 1))
    def read(self, which):
        asked = self.now
        answer = self.processes[which][1].get("/")
        assert b"DRAFT" not in answer.body
        self.appear()
        allowed = self.texts_since(asked - PROMISED)
        assert answer.body.decode() in {shown(text) for text in allowed}

    def texts_since(self, moment):
        """Return what may be answered: the last text before the moment, and all after it."""
        before = [text for at, text in self.history if at <= moment]
        return [*before[-1:], *(text for at, text in self.history if at > moment)]

    @invariant()
    def lease_is_short(self):
        for tracker, _reader in getattr(self, "processes", []):
            assert tracker.generation.until <= self.now + LEASE


def shown(text):
    return text if text.startswith("public") else "nothing here"


TestSites = Sites.TestCase
TestSites.settings = settings(max_examples=150, stateful_step_count=40)
