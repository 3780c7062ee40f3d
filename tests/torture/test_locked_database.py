"""Another process locks the file of SQLite while eight authors save, each in their own way."""

import os
import sqlite3
import sys
import threading
import time
from contextlib import contextmanager
from subprocess import PIPE

import pytest

from tests.operations import test_outage
from tests.operations.author_saves import SAVES, Author, sign_in_authors
from tests.processes import running
from tests.torture.load import Load, high, reading, statuses_of
from tests.torture.test_outages import BUILT, MEMORY, READERS, SEARCH

SECONDS = float(os.environ.get("SECONDS_LOCKED", "30"))
HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute(f"BEGIN {sys.argv[2]}")
held.execute("UPDATE articles_article SET title = title")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(file, how):
    command = [sys.executable, "-c", HOLD, str(file), how]
    with running(command, stdin=PIPE, stdout=PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.stdin.close()
        holder.wait()


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_locked_database(tmp_path, how):
    file = tmp_path / "var/longwave.sqlite3"
    with test_outage.site(tmp_path, workers=2, LONGWAVE_SEARCH_RATE="0/10s") as site:
        assert sqlite3.connect(file).execute("PRAGMA journal_mode").fetchone() == ("wal",)
        people = zip(SAVES, sign_in_authors(file.parent, len(SAVES)), strict=True)
        authors = [Author(site, *each) for each in people]
        saved_by_all(authors)
        site.read()
        with reading(site.port, READERS) as load:
            time.sleep(3)
            with held(file, how):
                load.when = "locked"
                everybody_saves(authors, load)
            load.when = "afterwards"
            saved_by_all(authors)
    said_of(how, authors, load)
    nobody_was_failed(authors, load)


def saved_by_all(authors: list[Author]) -> None:
    for author in authors:
        author.open()
        answer = author.save()
        assert answer.status in {200, 302}, (author.way.name, answer)
        assert author.is_there(), (author.way.name, answer)


def everybody_saves(authors: list[Author], load: Load) -> None:
    until = time.monotonic() + SECONDS
    threads = [threading.Thread(target=author.save_until, args=(until,)) for author in authors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def said_of(how: str, authors: list[Author], load: Load) -> None:
    print(f"\n\nAnother process held the database for {SECONDS:g} s by BEGIN {how}:")
    for author in authors:
        times = [each.seconds for each in author.tries]
        print(
            f"  {author.way.name}: {statuses_of(author.tries)}, text kept "
            f"{sum(each.is_kept for each in author.tries)} of {len(author.tries)}, "
            f"longest {max(times, default=0):.2f} s"
        )
    for kind in (MEMORY, BUILT, SEARCH):
        print(load.said("locked", kind))


def nobody_was_failed(authors: list[Author], load: Load) -> None:
    for author in authors:
        assert {each.status for each in author.tries} == {503}, author.way.name
        assert all(each.is_kept for each in author.tries), author.way.name
    for kind in (MEMORY, BUILT, SEARCH):
        answers = load.of("locked", kind)
        assert {each.status for each in answers} == {200}, kind
        assert high([each.seconds for each in answers]) < 1, kind  # nobody waits for the lock
