"""A cache in front is told of each change: once, and until it has understood."""

from dataclasses import dataclass

import pytest

from blog.cdn import purge
from blog.cdn.purge import Purge, Purger
from blog.database import GUARD


@pytest.fixture
def slept(monkeypatch):
    """The seconds that nobody waits for here."""
    seconds = []
    monkeypatch.setattr(purge, "sleep", seconds.append)
    return seconds


@dataclass
class Site:
    mark: str = "1"
    is_down: bool = False

    def look(self):
        if self.is_down:
            raise ConnectionError("no database")
        return self.mark


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def process(front, site, slept, tmp_path):
    """Another one each time."""
    return lambda: Purger(Purge(front.url).send, site.look, tmp_path / "purged")


def test_everything_is_to_be_forgotten_and_whoever_asks_says_who(front):
    Purge(f"{front.url}/zone?x=1", "PURGE", ("Authorization", "Bearer 1")).send()
    ((method, path, headers, body),) = front.received
    assert (method, path, body) == ("PURGE", "/zone?x=1", '{"tags": ["site"]}')
    assert (headers["Authorization"], headers["Surrogate-Key"]) == ("Bearer 1", "site")


def test_a_change_is_sent_once_after_the_last_old_answer(front, site, process, slept):
    purger = process()
    assert [purger.turn(), purger.turn()] == [True, False]
    assert (len(front.received), slept) == (1, [purge.SETTLED])
    site.mark = "2"
    purger.turn()
    assert len(front.received) == 2


def test_of_several_processes_one_sends(front, site, process):
    processes = [process(), process()]
    for mark in ("1", "2"):
        site.mark = mark
        for purger in processes:
            purger.turn()
    assert len(front.received) == 2


def test_what_changed_while_no_process_ran_is_sent_at_the_start(front, site, process):
    process().turn()
    process().turn()
    assert len(front.received) == 1
    site.mark = "2"
    process().turn()
    assert len(front.received) == 2


def test_it_is_tried_again_a_few_times(front, process, slept):
    front.answers = [500, 429]
    process().turn()
    assert len(front.received) == 3
    assert slept[1:] == [*purge.AGAIN_AFTER[:2]]


def test_what_never_succeeds_ends_and_is_left_to_another_process(front, process, caplog):
    tries = len(purge.AGAIN_AFTER) + 1
    front.answers = [403] * tries
    purger = process()
    purger.turn()
    assert len(front.received) == tries
    assert not purger.turn()
    assert "not purged: HTTP Error 403" in caplog.text
    assert front.url not in caplog.text
    process().turn()
    assert len(front.received) == tries + 1


def test_nobody_listening_is_no_end(site, slept, tmp_path):
    purger = Purger(Purge("http://127.0.0.1:1").send, site.look, tmp_path / "purged")
    assert purger.turn()


def test_the_secret_goes_nowhere_else(front, process):
    front.answers = [302] * 9
    process().turn()
    assert {path for _method, path, *_rest in front.received} == {"/"}


def test_nothing_is_sent_while_the_database_is_down(front, site, process):
    site.is_down = True
    assert not process().turn()
    assert not front.received


@pytest.mark.django_db
def test_the_thread_starts_as_the_settings_say(front, settings, monkeypatch, tmp_path, slept):
    monkeypatch.setattr(GUARD, "start", lambda: None)
    monkeypatch.setattr(Purger, "start", Purger.turn)
    settings.CDN_PURGE_URL, settings.DATA = front.url, tmp_path
    settings.CDN_PURGE_METHOD, settings.CDN_PURGE_HEADER = "PURGE", ("Fastly-Key", "x")
    purge.start()
    ((method, _path, headers, _body),) = front.received
    assert (method, headers["Fastly-Key"]) == ("PURGE", "x")
