"""Clients with many connections, slow clients, and clients that do not read their responses."""

import socket
import time
from contextlib import ExitStack

import pytest

from blog.serving import connections, protocol
from blog.serving.wsgi_environ import LONGEST_URL
from tests.serving.server import PAGE, Client, is_cut_off
from tests.waiting import SECONDS, wait_until

pytestmark = pytest.mark.slow

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
LAST = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


def connected(client):
    return socket.create_connection(("127.0.0.1", client.port), timeout=SECONDS)


def is_closed(connection):
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True


@pytest.mark.parametrize(
    ("limit", "begun"),
    [
        ("MOST_CONNECTIONS", b""),
        ("MOST_CONNECTIONS", b"GET / HTTP/1.1\r\nHost: a\r\n"),
        ("CLIENT_CONNECTIONS", b"POST / HTTP/1.1\r\nX: "),
    ],
)
def test_the_oldest_idle_connections_are_closed(client, monkeypatch, settings, limit, begun):
    monkeypatch.setattr(protocol, "HEAD_TIMEOUT", 1000)
    setattr(settings, limit, 100)
    with ExitStack() as stack:
        waiting = [stack.enter_context(connected(client)) for _ in range(100)]
        for connection in waiting:
            connection.sendall(begun)
        for _time in range(20):
            assert Client(client.port).ask()[0] == 200
        assert is_closed(waiting[0])
        waiting[-1].sendall(LAST if not begun else b"a: b\r\n\r\n")
        assert waiting[-1].recv(12) == b"HTTP/1.1 200"


def test_a_connection_in_progress_stays_open(client, application, settings):
    settings.MOST_CONNECTIONS = 100
    with ExitStack() as stack:
        author = stack.enter_context(connected(client))
        author.sendall(b"POST /admin/slow/ HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na")
        wait_until(lambda: application.asked)
        for _time in range(300):
            stack.enter_context(connected(client))
        application.goes_on.set()
        assert author.recv(12) == b"HTTP/1.1 200"


class Connection:
    def __init__(self, client, made=0, answering=False):
        self.client, self.made_at, self.closed = (client, 1), made, False
        self.transport, self.is_answering = self, lambda: answering

    def abort(self):
        self.closed = True


def connect(settings, made, most=connections.CLOSED_AT_ONCE, of_client=10**6, proxies=0):
    """Return the clients, after these connections were made."""
    settings.MOST_CONNECTIONS, settings.CLIENT_CONNECTIONS = most, of_client
    settings.TRUSTED_PROXIES = proxies
    clients = connections.ConnectedClients()
    for each in made:
        clients.add(each)
    return clients


def test_connections_of_the_largest_client_are_closed(settings):
    attacker = [Connection(f"2001:db8:1:1::{n:x}", made=5) for n in range(100)]
    others = [Connection(f"2001:db8:1:{n:x}::1") for n in range(2, 50)]
    others += [Connection(f"203.0.113.{n}") for n in range(50)]
    clients = connect(settings, [*others, *attacker], most=197)
    assert sum(each.closed for each in attacker) == connections.CLOSED_AT_ONCE
    assert not any(each.closed for each in others)
    for each in (*attacker, *others):
        clients.remove(each)
    assert not clients.open
    assert not clients.number


def test_one_client_has_so_many_connections(settings):
    one = [Connection("203.0.113.1", made=n, answering=n < 10) for n in range(101)]
    other = Connection("203.0.113.2")
    connect(settings, [other, *one], most=1000, of_client=100)
    closed = [each.made_at for each in one if each.closed]
    assert closed == list(range(10, 10 + connections.CLOSED_AT_ONCE))
    assert not other.closed


def test_the_connections_of_a_proxy_are_those_of_many_clients(settings):
    proxy = [Connection("203.0.113.1") for _n in range(200)]
    connect(settings, proxy, most=1000, of_client=100, proxies=1)
    assert not any(each.closed for each in proxy)


def test_the_limit_reserves_files(monkeypatch, settings):
    settings.MOST_CONNECTIONS = 2000
    for soft, most in ((1024, 824), (2**20, 2000), (100, connections.CLOSED_AT_ONCE)):
        monkeypatch.setattr(connections, "getrlimit", lambda _which, soft=soft: (soft, 2**20))
        assert connections.connection_limit() == most


def test_a_long_head_is_rejected_though_it_arrives_at_once(client, application):
    first = GET[:-2]
    for more in (b"Cookie: a=" + b"a" * 60_000 + b"\r\n", b"a:b\r\n" * 200):
        assert client.send(first + more + b"\r\n").startswith(b"HTTP/1.1 431 ")
        assert client.send(first + more).startswith(b"HTTP/1.1 431 ") or b"a:b" in more
    assert not application.asked


def test_a_dripping_head_times_out(client, application, monkeypatch):
    monkeypatch.setattr(protocol, "HEAD_TIMEOUT", 0.5)
    with connected(client) as connection:
        connection.sendall(GET[:-2])
        assert is_cut_off(connection, b"X: a\r\n")
    assert not application.asked


@pytest.mark.parametrize("path", [b"/", b"/search/?q=a"])
def test_a_client_that_does_not_read_is_disconnected(client, application, monkeypatch, path):
    """Nor do its responses fill the memory of the server."""
    monkeypatch.setattr(protocol, "SEND_TIMEOUT", 0.2)
    application.page = b"a" * 2**22
    with connected(client) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(GET.replace(b" / ", b" %b " % path) * 20)
        wait_until(lambda: not client.server.server_state.connections)
    assert len(application.asked) < 20


def test_a_slow_reader_gets_the_whole_response(client, application, monkeypatch):
    monkeypatch.setattr(protocol, "SEND_TIMEOUT", 1)
    application.page = b"a" * 2**20
    with connected(client) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**16)
        connection.sendall(LAST)
        said = b""
        while piece := connection.recv(2**16):
            said += piece
            time.sleep(0.1)
    assert said.count(b"a" * 2**20) == 1


def test_pipelined_requests_are_answered_in_order(client):
    client.ask("/")
    search = GET.replace(b" / ", b" /search/?q=a ")
    said = client.send((GET + search) * 30 + LAST)
    assert said.count(PAGE) == 61


@pytest.mark.parametrize("path", [b"/", b"/search/?q=a"])
def test_thousands_of_pipelined_requests_are_rejected(client, application, path):
    application.pause = 0.01
    with connected(client) as connection:
        connection.sendall(GET.replace(b" / ", b" %b " % path) * 5000)
        said = b"".join(iter(lambda: received(connection), b""))
    assert 0 < len(application.asked) < 5000
    assert said.count(b"HTTP/1.1 200 OK") <= 5000


def received(connection):
    try:
        return connection.recv(2**16)
    except ConnectionError:
        return b""


# What a request names


@pytest.mark.parametrize(
    "host", ["evil.example", "a.evil.example", "x" * 300, "x" * 20_000, "a b", "", "a:b"]
)
@pytest.mark.parametrize("path", ["/", "/search/?q=a", "/static/a.css"])
def test_unknown_hosts_are_rejected_before_the_application(
    client, application, settings, host, path
):
    settings.ALLOWED_HOSTS = ["blog.example", ".blog.example"]
    assert client.ask(path, Host=host)[0] == 400
    assert not application.asked
    tracker = client.memory.tracker
    assert not tracker.generation.pages
    assert not tracker.generation.uncacheable


@pytest.mark.parametrize(
    "host",
    ["blog.example", "www.blog.example", "BLOG.example", "blog.example:8000", "blog.example."],
)
def test_known_hosts_are_answered(client, settings, host):
    settings.ALLOWED_HOSTS = ["blog.example", ".blog.example"]
    assert client.ask(Host=host)[0] == 200


@pytest.mark.parametrize(
    "address",
    [
        "/" + "a" * LONGEST_URL,
        "/?" + "a" * LONGEST_URL,
        "/search/?q=" + "a" * LONGEST_URL,
    ],
)
def test_long_urls_are_rejected(client, application, address):
    assert client.ask(address)[0] == 414
    assert not application.asked
