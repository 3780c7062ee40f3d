"""The database is killed, frozen and behind a slow link, each for a minute and under load."""

import os
import time
from collections.abc import Callable

import pytest

from tests.operations import test_outage
from tests.operations.test_outage import ZH, frozen, started, stopped, thawed
from tests.slow_link import slow_link
from tests.torture.load import Load, Reader, high, reading
from tests.waiting import wait_until

SECONDS_EACH = float(os.environ.get("SECONDS_EACH", "60"))
MEMORY, BUILT, SEARCH = "pages in memory", "pages that are not", "searches"
SESSION = {"Cookie": "sessionid=x"}
READERS = [
    Reader(MEMORY, "/", ZH, 0.02, number=3),
    Reader(MEMORY, "/articles/a/", ZH, 0.02, number=3),
    Reader(BUILT, "/articles/b/?x={n}", SESSION, 0.05, number=3),
    Reader(SEARCH, "/search/?q=a{n}", ZH, 0.05, number=2),
]
server, postgres = test_outage.server, test_outage.postgres  # fixtures


@pytest.fixture
def attacked(tmp_path, postgres):
    """A site with two processes, its link to the database, and readers."""
    with slow_link(postgres.port) as link:
        address = postgres.address.replace(str(postgres.port), str(link.port))
        given = {"DATABASE_URL": address, "LONGWAVE_SEARCH_RATE": "0/10s"}
        with test_outage.site(tmp_path, workers=2, **given) as site:
            site.read()
            with reading(site.port, READERS) as load:
                time.sleep(3)
                yield site, link, load


def attack(site, load: Load, what: str, go: Callable, come_back: Callable) -> float:
    """Return the seconds until everything was answered again."""
    print(f"\n\nThe database is {what} for {SECONDS_EACH:g} s:")
    load.when = what
    go()
    time.sleep(SECONDS_EACH)
    load.when = "afterwards"
    come_back()
    began = time.monotonic()
    wait_until(
        lambda: all(site.status("/articles/b/", headers=SESSION) == 200 for _time in range(6))
    )
    took = time.monotonic() - began
    for kind in (MEMORY, BUILT, SEARCH):
        print(load.said(what, kind))
    print(f"  It answered everything again {took:.1f} s after it was back, without a restart.")
    return took


def reads_on(load: Load, what: str) -> None:
    """Pages in memory are answered, and the others at once with 503."""
    memory = load.of(what, MEMORY)
    assert {each.status for each in memory} == {200}
    assert sum(each.is_stale for each in memory) > 0.8 * len(memory)
    assert high([each.seconds for each in memory]) < 1
    for kind in (BUILT, SEARCH):
        others = load.of(what, kind)
        assert sum(each.status == 503 for each in others) > 0.9 * len(others)
        assert high([each.seconds for each in others]) < 2


def test_a_killed_database(attacked, postgres):
    site, _link, load = attacked
    attack(site, load, "killed", lambda: stopped(postgres), lambda: started(postgres))
    reads_on(load, "killed")


def test_a_frozen_database(attacked, postgres):
    site, _link, load = attacked
    attack(site, load, "frozen", lambda: frozen(postgres), lambda: thawed(postgres))
    reads_on(load, "frozen")


@pytest.mark.parametrize("delay", [0.1, 0.3, 2.0])
def test_a_slow_link(attacked, delay):
    site, link, load = attacked
    what = f"behind a link that delays by {delay:g} s each way"
    attack(site, load, what, lambda: setattr(link, "delay", delay), lambda: link.reset())
    memory = load.of(what, MEMORY)
    assert {each.status for each in memory} == {200}
    assert high([each.seconds for each in memory]) < 1
    if delay >= 1:
        reads_on(load, what)
