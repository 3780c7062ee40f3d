"""The server, asked over sockets, before an application that counts what it is asked."""

import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from email.utils import parsedate_to_datetime
from threading import Thread
from urllib.parse import quote

import pytest
from django.conf import settings

from blog.serving import gateway, protocol, run
from tests.serving.server import PAGE, Client
from tests.waiting import SECONDS, wait_until

pytestmark = pytest.mark.slow


def test_a_cached_page_equals_the_response_of_the_application(client, application):
    before = int(time.time())
    answers = [client.ask(Accept_Encoding="gzip") for _ in range(3)]
    dates = [headers.pop("date") for _, headers, _ in answers]
    ids = {headers.pop("x-request-id") for _, headers, _ in answers}
    named = [(status, {k.lower(): v for k, v in h.items()}, b) for status, h, b in answers]
    assert len(ids) == 3
    assert named[0] == named[1] == named[2]
    assert len(application.asked) == 1
    assert all(before <= parsedate_to_datetime(date).timestamp() <= time.time() for date in dates)


def test_another_language_is_another_page(client, application):
    for language in ("zh-hans", "en", "zh-hans", "en"):
        assert client.ask(Accept_Language=language)[0] == 200
    assert len(application.asked) == 2


def test_keep_alive_after_responses_without_a_body(client):
    tag = client.ask()[1]["etag"]
    for _ in range(3):
        assert client.ask(method="HEAD")[::2] == (200, b"")
        assert client.ask(If_None_Match=tag)[::2] == (304, b"")
        assert client.ask()[::2] == (200, PAGE)


def test_pipelined_requests_are_answered_in_order(client):
    client.ask("/")  # now in memory
    paths = ("/", "/search/?q=a", "/", "/none/", "/")
    raw = [f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n" for path in paths]
    raw[-1] = raw[-1].replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
    said = client.send("".join(raw).encode())
    assert said.count(b"HTTP/1.1 200 OK") == said.count(PAGE) == 5


@pytest.mark.parametrize("path", ["/", "/search/?q=a"])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_connection_close(client, version, path):
    raw = f"GET {path} HTTP/{version}\r\nHost: a\r\nConnection: close\r\n\r\n".encode()
    for _ in range(3):
        head, _, body = client.send(raw).partition(b"\r\n\r\n")
        assert b"HTTP/1.1 200 OK" in head
        assert PAGE in body


def test_http_1_0_gets_no_chunks(client):
    for path in (b"/", b"/search/?q=a"):
        said = client.send(b"GET %b HTTP/1.0\r\n\r\n" % path)
        assert said.endswith(b"\r\n\r\n" + PAGE)
        assert b"content-length: %d\r\n" % len(PAGE) in said.lower()


def test_wsgi_environ(client, application):
    client.ask(f"/{quote('标签')}/?q={quote('词')}", Cookie="a=1", Content_Type="text/plain")
    (asked,) = application.asked
    assert asked["PATH_INFO"].encode("latin-1").decode() == "/标签/"
    assert asked["QUERY_STRING"] == f"q={quote('词')}"
    assert asked["REMOTE_ADDR"] == "127.0.0.1"
    assert asked["CONTENT_TYPE"] == "text/plain"
    assert asked["SERVER_PORT"] == str(client.port)


def test_a_url_in_utf8_is_accepted(client, application):
    raw = "GET /标签/?q=词 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()
    assert client.send(raw).startswith(b"HTTP/1.1 200 OK")
    (asked,) = application.asked
    assert asked["PATH_INFO"].encode("latin-1").decode() == "/标签/"
    assert asked["QUERY_STRING"] == f"q={quote('词')}"


def test_a_body_is_never_taken_for_a_request(client, application):
    head = "POST /admin/{} HTTP/1.1\r\nHost: a\r\n"
    with socket.create_connection(("127.0.0.1", client.port), timeout=SECONDS) as connection:
        connection.sendall(f"{head.format('a/')}Content-Length: 6\r\n\r\n".encode())
        wait_until(lambda: client.protocol and client.protocol.body_started)
        connection.sendall("标签".encode())
        wait_until(lambda: len(application.asked) == 1)
        connection.sendall(f"{head.format('b/')}Connection: close\r\n\r\n".encode())
        said = b"".join(iter(lambda: connection.recv(2**16), b""))
    assert said.count(b"HTTP/1.1 200 OK") == said.count(b"HTTP/1.1 ") == 2
    assert [asked["PATH_INFO"] for asked in application.asked] == ["/admin/a/", "/admin/b/"]


def test_repeated_headers_are_joined_and_underscores_ignored(client, application):
    lines = b"Accept: a\r\nAccept: b\r\nCookie: a=1\r\nCookie: b=2\r\nX_Forwarded_Proto: https\r\n"
    client.send(b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + lines + b"\r\n")
    (asked,) = application.asked
    assert (asked["HTTP_ACCEPT"], asked["HTTP_COOKIE"]) == ("a,b", "a=1; b=2")
    assert "HTTP_X_FORWARDED_PROTO" not in asked


def test_a_body_arrives_whole(client, application, signed_in):
    sent = bytes(range(256)) * 12_000
    signed_in.append(True)
    client.ask("/admin/", "POST", sent)
    client.ask("/admin/", "POST", iter([sent[:1000], sent[1000:]]))
    assert [asked["body"] == sent for asked in application.asked] == [True, True]


def test_long_headers_are_rejected(client, application):
    raw = b"GET / HTTP/1.1\r\nHost: a\r\n"
    line = b"X-Long: " + b"a" * 1000 + b"\r\n"
    assert b" 431 " in client.send(raw + line * (protocol.LONGEST_HEAD // len(line) + 2))
    assert not application.asked


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost:"])
def test_an_incomplete_head_times_out(client, monkeypatch, said):
    monkeypatch.setattr(protocol, "HEAD_TIMEOUT", 0.2)
    assert client.send(said) == b""


@pytest.mark.parametrize("raw", [b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nbad header\r\n\r\n"])
def test_malformed_requests_are_rejected(client, raw):
    assert client.send(raw).startswith(b"HTTP/1.1 400 ")


def test_readers_do_not_wait_for_an_author(client, application):
    author = Thread(target=Client(client.port).ask, args=("/admin/slow/", "POST", b"text"))
    author.start()
    wait_until(lambda: application.asked)
    assert client.ask("/")[0] == 200  # built meanwhile
    assert client.ask("/")[0] == 200  # from memory
    assert client.ask("/search/?q=a")[0] == 200  # in the other thread
    assert author.is_alive()
    application.goes_on.set()
    author.join(SECONDS)


def test_slow_kinds_of_pages_are_built_in_a_thread(client, application, monkeypatch):
    monkeypatch.setattr(gateway, "monotonic", lambda: application.clock)

    def ask(path):
        reader = Thread(target=Client(client.port).ask, args=(path,))
        reader.start()
        return reader

    application.takes = gateway.SLOW
    client.ask("/slow/1/")  # not known to be slow yet
    application.takes = 0
    application.goes_on.clear()
    reader = ask("/slow/2/")
    wait_until(lambda: len(application.asked) == 2)
    assert client.ask("/quick/")[0] == 200
    assert reader.is_alive()
    application.goes_on.set()
    reader.join(SECONDS)


def test_waiting_for_a_thread_does_not_make_a_page_slow(client, application, monkeypatch):
    monkeypatch.setattr(gateway, "monotonic", lambda: application.clock)
    pool = client.gateway.pools.readers
    pool.threads = ThreadPoolExecutor(1, "request")
    application.takes = gateway.SLOW
    client.ask("/many/0/")
    application.takes = gateway.SLOW / 5  # together more than a page may take, each far less
    application.held = {"/many/1/"}
    waiting, begin = [], pool.run
    monkeypatch.setattr(pool, "run", lambda *given: [waiting.append(given), begin(*given)][1])
    readers = [Thread(target=Client(client.port).ask, args=(f"/many/{n}/",)) for n in range(1, 25)]
    readers[0].start()
    wait_until(lambda: len(application.asked) == 2)  # it has the only thread
    for reader in readers[1:]:
        reader.start()
    wait_until(lambda: len(waiting) == 24)
    application.goes_on.set()
    for reader in readers:
        reader.join(SECONDS)
    assert {asked["thread"][:7] for asked in application.asked[1:]} == {"request"}
    wait_until(lambda: not client.gateway.slow_kinds)  # noted after the response
    client.ask("/many/25/")
    assert not application.asked[-1]["thread"].startswith("request")


def test_workers_share_connections():
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = free.getsockname()
    with ExitStack() as stack:
        one, other = map(stack.enter_context, run.listening_sockets(*address, 2))
        for _ in range(64):
            stack.enter_context(socket.create_connection(address, timeout=SECONDS))
        taken = [len(list(waiting(listening))) for listening in (one, other)]
    assert sum(taken) == 64
    assert min(taken) > 10


def waiting(listening):
    listening.setblocking(False)
    with suppress(BlockingIOError):
        while True:
            listening.accept()[0].close()
            yield 1


def test_a_streaming_response_is_closed(client, application):
    assert client.ask("/pieces/", Authorization="a")[2] == b"onetwo"
    assert application.closed.wait(SECONDS)
    application.closed.clear()
    assert client.ask("/pieces/")[2] == b"onetwo"
    assert application.closed.wait(SECONDS)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "a"}])
def test_an_exception_is_a_500_and_the_server_goes_on(client, headers):
    assert client.ask("/broken/", **headers)[0] == 500
    assert Client(client.port).ask("/", **headers)[0] == 200


@pytest.mark.parametrize(
    "module", ["gateway", "protocol", "request_bodies", "wsgi_environ", "connections"]
)
def test_each_module_can_be_imported_by_itself(tmp_path, module):
    environment = {**os.environ, "LONGWAVE_DATA": str(tmp_path / "var")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-c", f"import blog.serving.{module}"]
    subprocess.run(command, cwd=settings.BASE, env=environment, check=True)
