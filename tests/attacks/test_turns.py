"""Requests of one client that wait for a thread do not keep others from having one."""

import asyncio
from threading import Event, Thread

import pytest

from blog.serving import thread_pools
from blog.serving.thread_pools import BoundedPool, PoolBusy
from tests.serving.server import Client
from tests.waiting import SECONDS, wait_until


@pytest.fixture
def pool():
    found = BoundedPool(2, "test", longest_wait=SECONDS, of_client=1)
    yield found
    found.threads.shutdown()


def test_one_client_leaves_a_thread_to_the_others(pool):
    goes_on = Event()

    async def both():
        of_one = [asyncio.create_task(pool.run(lambda: goes_on.wait(SECONDS), "a")) for _ in "123"]
        assert await pool.run(lambda: "of another", "b") == "of another"
        assert await pool.run(lambda: "of nobody we know") == "of nobody we know"
        goes_on.set()
        assert await asyncio.gather(*of_one) == [True] * 3

    asyncio.run(both())
    assert not pool.calls
    assert not pool.turns


def test_calls_that_wait_are_few_and_not_for_long(pool, monkeypatch):
    goes_on, later = Event(), [0.0]
    monkeypatch.setattr(thread_pools, "MOST_OF_CLIENT", 2)
    monkeypatch.setattr(thread_pools, "monotonic", lambda: later[0])

    async def asked():
        begun = [asyncio.create_task(pool.run(lambda: goes_on.wait(SECONDS), "a")) for _ in "12"]
        await asyncio.sleep(0)
        with pytest.raises(PoolBusy):
            await pool.run(lambda: None, "a")
        later[0] = 2.0 * SECONDS
        goes_on.set()
        assert await begun[0]
        with pytest.raises(PoolBusy):
            await begun[1]

    asyncio.run(asked())


@pytest.mark.slow
def test_whoever_gets_no_thread_is_answered_503(client, application, monkeypatch):
    monkeypatch.setattr(client.gateway.pools.readers, "longest_wait", -1)
    assert client.ask("/search/?q=a")[0] == 200  # the application, which knows UNAVAILABLE
    assert application.asked[-1]["longwave.unavailable"]
    author = Thread(target=Client(client.port).ask, args=("/admin/slow/", "POST", b"text"))
    author.start()
    wait_until(lambda: application.asked[-1]["PATH_INFO"] == "/admin/slow/")
    assert "longwave.unavailable" not in application.asked[-1]  # authors have their own threads
    application.goes_on.set()
    author.join(SECONDS)
