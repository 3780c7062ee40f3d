"""Garbage is collected in one thread, so that nobody else waits for what that closes."""

import gc
import sqlite3
import threading
from contextlib import closing

import pytest

from blog.serving.garbage import GarbageCollection
from tests.waiting import SECONDS, wait_until

collected_in = set[str]()


class Cycle:
    """Garbage that only a collection finds. Notes the thread that collects it."""

    def __init__(self, *held):
        self.held, self.itself = held, self

    def __del__(self):
        collected_in.add(threading.current_thread().name)


@pytest.fixture(autouse=True)
def collection():
    collected_in.clear()
    collection = GarbageCollection()
    collection.start()
    yield
    collection.stop()
    assert gc.isenabled()


def make_garbage():
    for _number in range(20 * gc.get_threshold()[0]):
        Cycle()


def test_garbage_is_collected_in_its_thread_only():
    make_garbage()
    wait_until(lambda: collected_in)
    make_garbage()
    assert collected_in == {"garbage"}


def test_nobody_waits_for_a_cursor_of_a_thread_that_waits_for_a_lock(tmp_path):
    file = tmp_path / "a.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as held:
        held.execute("PRAGMA journal_mode = WAL")
        held.execute("CREATE TABLE a (b)")
        held.execute("BEGIN IMMEDIATE")
        author = sqlite3.connect(file, timeout=SECONDS, check_same_thread=False)
        Cycle(author.execute("PRAGMA busy_timeout"))  # a row was not read: it is in use
        saving = threading.Thread(target=save, args=(author,), daemon=True)
        saving.start()
        make_garbage()
        assert saving.is_alive()
        held.execute("ROLLBACK")
        saving.join()
    wait_until(lambda: collected_in)


def save(author):
    with author:
        author.execute("INSERT INTO a VALUES (3)")
    author.close()
