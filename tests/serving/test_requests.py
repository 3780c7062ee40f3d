"""Probes and ids of requests, at the server itself."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from blog.counters import COUNTERS
from blog.serving import health
from tests.serving.server import PAGE, Client
from tests.waiting import SECONDS, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.either_database]


def test_probes_are_answered_while_all_threads_are_busy(client, application, settings, monkeypatch):
    settings.ALLOWED_HOSTS = ["blog.example"]
    looks, may_end = [], Event()

    def look():
        looks.append(1)
        assert may_end.wait(SECONDS)
        return ["migrations"]

    monkeypatch.setattr(health, "looked_up_conditions", look)
    host = {"Host": "blog.example"}
    with ThreadPoolExecutor(9) as clients:
        held = [clients.submit(Client(client.port).ask, "/admin/slow/", **host) for _ in "ab"]
        wait_until(lambda: len(application.asked) == 2)
        assert client.ask("/health/live", Host="10.0.0.3")[::2] == (200, b'{"status": "ok"}\n')
        asked = [clients.submit(Client(client.port).ask, "/health/ready") for _ in range(5)]
        wait_until(lambda: looks)
        may_end.set()
        for status, headers, body in (each.result() for each in asked):
            assert (status, headers["cache-control"]) == (503, "no-store")
            assert json.loads(body)["waits_for"] == ["migrations"]
        application.goes_on.set()
        assert {each.result()[0] for each in held} == {200}
    assert len(looks) <= 5
    assert len(application.asked) == 2


def test_a_database_that_hangs_is_not_ready(client, monkeypatch):
    goes_on = Event()
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    monkeypatch.setattr(health, "looked_up_conditions", lambda: goes_on.wait(SECONDS) and [])
    try:
        for _time in range(3):
            status, _headers, body = client.ask("/health/ready")
            assert (status, json.loads(body)["waits_for"]) == (503, ["database"])
        assert client.ask("/health/live")[0] == 200
    finally:
        goes_on.set()
    wait_until(lambda: client.ask("/health/ready")[0] == 200)


def test_each_answer_names_its_request(client, application, settings):
    settings.TRUSTED_PROXIES = 1
    application.held = set()
    paths = ["/", "/", "/admin/slow/", "/health/live", "/search/?q=a"]
    made = [client.ask(path)[1]["x-request-id"] for path in paths]
    assert len({*made}) == len(paths)
    for path in paths:
        assert (
            client.ask(path, X_Request_ID="of-the-proxy-1")[1]["x-request-id"] == "of-the-proxy-1"
        )


def test_every_request_is_counted_once(client, application):
    application.held = set()
    COUNTERS.take()
    for path in ["/", "/", "/", "/articles/a/", "/desk/", "/articles/a/", "/health/live"]:
        client.ask(path)
    client.ask("/", method="POST", body=b"x")  # takes no body
    counts = COUNTERS.take()
    assert counts.requests == {
        ("home", "200"): 3,
        ("home", "413"): 1,
        ("article", "200"): 2,
        ("desk", "200"): 1,
        ("monitoring", "200"): 1,
    }
    assert counts.page_cache == {"miss": 2, "hit": 3}
    assert len(counts.durations) == 5


def test_a_connection_without_a_request_gets_one_more_answer_when_the_server_stops(client):
    client.ask("/")  # now in memory
    for path in ("/", "/search/?q=a"):
        asking = Client(client.port, client.server)
        assert asking.ask(path)[0] == 200
        kept = max(client.server.server_state.connections, key=lambda each: each.made_at)
        kept.loop.call_soon_threadsafe(kept.shutdown)
        wait_until(lambda kept=kept: kept.is_stopping)
        status, headers, body = asking.ask(path)
        assert (status, headers["connection"], body) == (200, "close", PAGE)
        wait_until(lambda kept=kept: kept not in client.server.server_state.connections)


def test_a_connection_without_a_request_is_closed_when_the_server_stops(client):
    client.ask("/")
    kept = client.protocol
    kept.loop.call_soon_threadsafe(kept.shutdown)
    wait_until(lambda: not client.server.server_state.connections)
