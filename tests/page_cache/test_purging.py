"""The CDN is purged once after each change, with retries."""

from dataclasses import dataclass

import pytest

from blog.cdn import purge
from blog.cdn.purge import CdnPurger, PurgeRequest
from blog.database import DATABASE_GUARD


@pytest.fixture
def slept(monkeypatch):
    """Replace sleep(): a list of the seconds."""
    seconds = []
    monkeypatch.setattr(purge, "sleep", seconds.append)
    return seconds


@dataclass
class Site:
    version: str = "1"
    is_down: bool = False

    def poll(self):
        if self.is_down:
            raise ConnectionError("no database")
        return self.version


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def process(cdn, site, slept, tmp_path):
    """Return a function that makes a purger, as another process has."""
    return lambda: CdnPurger(PurgeRequest(cdn.url).send, site.poll, tmp_path / "purged")


def test_the_request(cdn):
    PurgeRequest(f"{cdn.url}/zone?x=1", "PURGE", ("Authorization", "Bearer 1")).send()
    ((method, path, headers, body),) = cdn.received
    assert (method, path, body) == ("PURGE", "/zone?x=1", '{"tags": ["site"]}')
    assert (headers["Authorization"], headers["Surrogate-Key"]) == ("Bearer 1", "site")


def test_a_change_is_sent_once_after_half_a_second(cdn, site, process, slept):
    purger = process()
    assert [purger.tick(), purger.tick()] == [True, False]
    assert (len(cdn.received), slept) == (1, [purge.SETTLED])
    site.version = "2"
    purger.tick()
    assert len(cdn.received) == 2


def test_one_of_several_processes_sends(cdn, site, process):
    processes = [process(), process()]
    for version in ("1", "2"):
        site.version = version
        for purger in processes:
            purger.tick()
    assert len(cdn.received) == 2


def test_what_changed_while_no_process_ran_is_sent_at_the_start(cdn, site, process):
    process().tick()
    process().tick()
    assert len(cdn.received) == 1
    site.version = "2"
    process().tick()
    assert len(cdn.received) == 2


def test_failed_requests_are_repeated(cdn, process, slept):
    cdn.answers = [500, 429]
    process().tick()
    assert len(cdn.received) == 3
    assert slept[1:] == [*purge.RETRY_DELAYS[:2]]


def test_another_process_repeats_a_request_that_always_fails(cdn, process, caplog):
    tries = len(purge.RETRY_DELAYS) + 1
    cdn.answers = [403] * tries
    purger = process()
    purger.tick()
    assert len(cdn.received) == tries
    assert not purger.tick()
    assert "not purged: HTTP Error 403" in caplog.text
    assert cdn.url not in caplog.text
    process().tick()
    assert len(cdn.received) == tries + 1


def test_a_refused_connection_does_not_stop_the_thread(site, slept, tmp_path):
    purger = CdnPurger(PurgeRequest("http://127.0.0.1:1").send, site.poll, tmp_path / "purged")
    assert purger.tick()


def test_redirects_are_not_followed(cdn, process):
    cdn.answers = [302] * 9
    process().tick()
    assert {path for _method, path, *_rest in cdn.received} == {"/"}


def test_nothing_is_sent_while_the_database_is_down(cdn, site, process):
    site.is_down = True
    assert not process().tick()
    assert not cdn.received


@pytest.mark.django_db
def test_start_purging_reads_the_settings(cdn, settings, monkeypatch, tmp_path, slept):
    monkeypatch.setattr(DATABASE_GUARD, "start", lambda: None)
    monkeypatch.setattr(CdnPurger, "start", CdnPurger.tick)
    settings.CDN_PURGE_URL, settings.DATA = cdn.url, tmp_path
    settings.CDN_PURGE_METHOD, settings.CDN_PURGE_HEADER = "PURGE", ("Fastly-Key", "x")
    purge.start_purging()
    ((method, _path, headers, _body),) = cdn.received
    assert (method, headers["Fastly-Key"]) == ("PURGE", "x")
