"""Readers' pages from a real replica that stands still, lags, freezes, or is alone."""

import re
import time
from contextlib import contextmanager

import pytest

from tests.operations import test_outage
from tests.operations.sites import Site
from tests.operations.test_outage import ZH, frozen, stopped, thawed
from tests.torture.load import Load, Reader, high, reading, statuses_of
from tests.torture.streaming import StreamingReplica
from tests.torture.writing import writer
from tests.waiting import wait_until

CHANGES = 30
PROMISE = 0.5  # seconds after which no answer is of an older version
AT_MOST = 1.0  # second that a replica which does not answer may hold up a reader
PUBLISHED = 1.2  # seconds after which a process has published what it counts
PAGES = "pages"
READERS = [
    Reader(PAGES, path, ZH, 0.02)
    for path in ("/", "/articles/a/", "/articles/b/", "/tags/", "/archive/", "/feed.xml")
]
server, postgres = test_outage.server, test_outage.postgres  # fixtures


@pytest.fixture
def replica(postgres):
    found = StreamingReplica(postgres, postgres.folder.parent / f"replica-{time.time_ns()}")
    yield found
    if test_outage.is_running(found):
        thawed(found)
        found.stop()


@pytest.fixture
def site(tmp_path, postgres, replica):
    """One process, with readers and an author."""
    given = {"DATABASE_URL": postgres.address, "DATABASE_REPLICA_URL": replica.address}
    given["LONGWAVE_LOG"] = "WARNING"
    commands = Site(tmp_path / "author", given=given)
    with (
        test_outage.site(tmp_path, **given) as found,
        writer(commands) as author,
        reading(found.port, READERS) as load,
    ):
        author.save("0")
        found.author, found.load, found.number, found.commands = author, load, 0, commands
        wait_until(lambda: is_used(found))
        yield found


def built(site, database):
    """How many pages were built from `replica` or `primary`."""
    found = re.search(rf'longwave_pages_built_total{{database="{database}"}} (\S+)', metrics(site))
    return float(found[1]) if found else 0


def metrics(site):
    return site.ask("/metrics", headers={})[2]


def is_used(site):
    """Whether readers get pages of the replica after another change."""
    before = built(site, "replica")
    change(site)
    time.sleep(0.2)
    site.read()
    time.sleep(PUBLISHED)
    return built(site, "replica") > before


def change(site):
    site.number += 1
    site.author.save(str(site.number))


def seconds_until_seen(site):
    """How long after a save an older title was still answered, at most; and that none came back."""
    change(site)
    saved, last, newest = time.monotonic(), 0.0, 0
    while newest < site.number or time.monotonic() < saved + 0.3:
        begun = time.monotonic() - saved
        title = int(re.search(r"<h1[^>]*>\s*Title (\d+)", site.ask("/articles/first/")[2])[1])
        assert title >= newest
        newest = title
        if title < site.number:
            last = begun
    assert last < PROMISE
    return last


def doctor(site):
    return site.commands.run("manage.py", "doctor", "--language", "en").stdout


@contextmanager
def nobody_notices(load: Load, when: str):
    """Readers get pages in this block, none of them late."""
    load.when = when
    yield
    load.when = "between"
    answers = load.of(when, PAGES)
    assert {status for status, _number in statuses_of(answers)} == {200}
    print(load.said(when, PAGES))
    assert high([each.seconds for each in answers]) < AT_MOST


def test_each_change_is_seen_at_once_whatever_the_replica_does(site, replica):
    print(f"\n\n{CHANGES} changes each:")
    states = {
        "in step": lambda: None,
        "paused": replica.pause,
        "two seconds behind": lambda: (replica.resume(), replica.delay(2)),
    }
    for when, begin in states.items():
        begin()
        before = built(site, "replica"), built(site, "primary")
        with nobody_notices(site.load, when):
            late = max(seconds_until_seen(site) for _time in range(CHANGES))
        time.sleep(PUBLISHED)
        pages = built(site, "replica") - before[0], built(site, "primary") - before[1]
        print(
            f"  The replica {when}: seen after {late:.2f} s at most; {pages[0]:.0f} pages of the"
            f" replica, {pages[1]:.0f} of the primary."
        )
    replica.pause()
    change(site)
    assert "seconds behind" in doctor(site)
    replica.resume()
    replica.delay(0)
    wait_until(lambda: is_used(site))


def test_readers_do_not_notice_that_the_replica_freezes_or_is_gone(site, replica):
    print()
    for when, begin, end in (
        ("frozen", lambda: frozen(replica), lambda: thawed(replica)),
        ("gone", lambda: stopped(replica), replica.start),
    ):
        with nobody_notices(site.load, when):
            begin()
            for _time in range(10):
                seconds_until_seen(site)
            wait_until(lambda: "longwave_replica_up 0" in metrics(site))
        end()
        wait_until(lambda: is_used(site))
        assert "longwave_replica_up 1" in metrics(site)
    assert "It has all that the primary has." in doctor(site)
    stopped(replica)
    assert "Start the replica" in doctor(site)


def test_the_replica_answers_while_the_primary_is_gone(site, postgres):
    """Also pages that are not in memory, marked as stale, and of the last version."""
    change(site)
    wait_until(lambda: f"Title {site.number}" in site.ask("/articles/first/")[2])
    time.sleep(PUBLISHED)  # what follows a save raises the version again
    wait_until(lambda: site.ask("/articles/first/")[0] == 200)
    stopped(postgres)
    wait_until(lambda: "warning" in site.ask("/articles/first/")[1])
    for path in ("/", "/articles/b/", "/tags/", "/archive/", "/feed.xml"):
        status, headers, _text = site.ask(path, {"Accept-Language": "en"})
        assert (path, status, "warning" in headers) == (path, 200, True)
    assert site.status("/search/?q=text") == 503
    postgres.start()
    site.wait_for(200)
    wait_until(lambda: "warning" not in site.ask("/articles/first/")[1])
