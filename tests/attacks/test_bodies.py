"""Request bodies: limits of size, time and memory, and nothing on the disk without a login."""

import socket
import time
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile

import pytest

from blog.serving import protocol, request_bodies
from blog.serving.request_bodies import FORM_BYTES, IN_MEMORY
from tests.serving.server import is_cut_off
from tests.waiting import SECONDS, wait_until

pytestmark = pytest.mark.slow

LOGIN, ADMIN = "/desk/sign-in/", "/admin/articles/article/add/"
PAGES = [
    "/",
    "/articles/a/",
    "/search/",
    "/feed.xml",
    "/static/a.css",
    "/uploads/a.png",
    "/nowhere/",
]
CHUNKED = "Transfer-Encoding: chunked\r\n"


def head(path, more, method="POST"):
    return f"{method} {path} HTTP/1.1\r\nHost: a\r\n{more}\r\n".encode()


def of_length(number):
    return f"Content-Length: {number}\r\n"


@contextmanager
def connected(client):
    with socket.create_connection(("127.0.0.1", client.port), timeout=SECONDS) as connection:
        yield connection


def first_answer(connection):
    """Return status and body of the next response."""
    said = b""
    while b"\r\n\r\n" not in said:
        said += received(connection)
    start, _, body = said.partition(b"\r\n\r\n")
    lengths = [
        line[16:] for line in start.lower().split(b"\r\n") if line[:15] == b"content-length:"
    ]
    length = int(*lengths) if lengths else 0
    while len(body) < length:
        body += received(connection)
    return int(start.split()[1]), body


def received(connection):
    piece = connection.recv(2**16)
    assert piece, "the connection is closed"
    return piece


@pytest.fixture
def files(monkeypatch):
    """The temporary files that were created for bodies."""
    made = []

    class Noted(SpooledTemporaryFile):
        def __init__(self, *given):
            super().__init__(*given)
            made.append(self)

    monkeypatch.setattr(request_bodies, "SpooledTemporaryFile", Noted)
    return made


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("more", [of_length(100 * 2**20), of_length(1), CHUNKED])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_pages_reject_a_body_before_it_is_sent(client, application, files, path, more, method):
    with connected(client) as connection:
        connection.sendall(head(path, more, method))
        assert first_answer(connection)[0] == 413
    assert not application.asked
    assert not files


@pytest.mark.parametrize(
    ("path", "most"), [(LOGIN, FORM_BYTES), ("/preferences/", FORM_BYTES), (ADMIN, IN_MEMORY)]
)
def test_anonymous_clients_have_a_small_limit(client, application, files, path, most):
    assert client.ask(path, "POST", b"a" * most)[0] == 200
    assert len(application.asked) == 1
    with connected(client) as connection:
        connection.sendall(head(path, of_length(most + 1)))
        status, said = first_answer(connection)
    assert status == 413
    assert "最多" in said.decode()
    assert len(application.asked) == len(files) == 1


def test_only_signed_in_users_write_to_the_disk(client, application, files, signed_in, settings):
    sent = b"a" * (IN_MEMORY + 1)
    assert client.ask(ADMIN, "POST", sent)[0] == 413
    assert client.ask(ADMIN, "POST", iter([sent]))[0] == 413
    assert all(not file._rolled for file in files)
    signed_in.append(True)
    assert client.ask(ADMIN, "POST", sent)[0] == 200
    assert client.ask(ADMIN, "POST", iter([sent]))[0] == 200
    settings.LONGEST_FORM = IN_MEMORY + 1
    assert client.ask(ADMIN, "POST", sent + b"a")[2] == b"too long"
    assert client.ask(ADMIN, "POST", iter([sent + b"a"]))[0] == 413
    assert len(application.asked) == 2


@pytest.mark.parametrize("path", [LOGIN, ADMIN])
def test_a_chunked_body_is_counted_while_it_arrives(client, application, path):
    piece = b"1000\r\n" + b"a" * 0x1000 + b"\r\n"
    with connected(client) as connection:
        connection.sendall(head(path, CHUNKED))
        connection.sendall(piece * (IN_MEMORY // 0x1000 + 1))
        assert first_answer(connection)[0] == 413
    assert not application.asked


def test_expect_100_continue(client, application):
    expect = "Expect: 100-continue\r\n"
    with connected(client) as connection:
        connection.sendall(head("/", expect + of_length(5)))
        assert first_answer(connection)[0] == 413
    with connected(client) as connection:
        connection.sendall(head(LOGIN, expect + of_length(5)))
        assert received(connection) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"hello")
        assert first_answer(connection)[0] == 200
    assert [asked["body"] for asked in application.asked] == [b"hello"]


def test_a_rejected_body_may_still_arrive(client, application):
    """The rest of the body is discarded, and the connection stays open."""
    with connected(client) as connection:
        connection.sendall(head("/", of_length(3 * 2**20)) + b"a" * 3 * 2**20)
        assert first_answer(connection)[0] == 413
        connection.sendall(head("/", "", "GET"))
        assert first_answer(connection)[0] == 200
    assert [asked["PATH_INFO"] for asked in application.asked] == ["/"]


@pytest.mark.parametrize("more", [of_length(10), CHUNKED])
@pytest.mark.parametrize("sent", [b"", b"5\r\n"])
def test_a_missing_body_times_out(client, application, monkeypatch, more, sent):
    monkeypatch.setattr(protocol, "BODY_TIMEOUT", 0.2)
    assert client.send(head(LOGIN, more) + sent).startswith(b"HTTP/1.1 408 ")
    assert not application.asked


def test_a_dripping_body_times_out(client, application, monkeypatch):
    """A byte from time to time does not extend the time limit."""
    monkeypatch.setattr(protocol, "BODY_TIMEOUT", 0.5)
    with connected(client) as connection:
        connection.sendall(head(LOGIN, of_length(FORM_BYTES)))
        assert is_cut_off(connection, b"a")
    assert not application.asked


def test_a_body_that_keeps_the_rate_has_more_time(client, application, monkeypatch):
    """Here a second for each byte."""
    monkeypatch.setattr(protocol, "BODY_TIMEOUT", 0.5)
    monkeypatch.setattr(protocol, "BODY_RATE", 1)
    with connected(client) as connection:
        connection.sendall(head(LOGIN, of_length(2000)) + b"a" * 1000)
        time.sleep(1)  # more than its patience
        connection.sendall(b"a" * 1000)
        assert first_answer(connection)[0] == 200
    assert len(application.asked[0]["body"]) == 2000


def test_the_time_of_a_body_is_limited(client, application, monkeypatch):
    monkeypatch.setattr(protocol, "LONGEST_BODY", 0.5)
    with connected(client) as connection:
        connection.sendall(head(LOGIN, of_length(FORM_BYTES)))
        assert is_cut_off(connection, b"a" * 10)
    assert not application.asked


@pytest.mark.parametrize(("limit", "most"), [("LINGER", 0.3), ("LINGER_BYTES", 10_000)])
def test_a_rejected_body_is_read_for_a_limited_time(client, monkeypatch, limit, most):
    monkeypatch.setattr(protocol, "LINGER", 1000)
    monkeypatch.setattr(protocol, limit, most)
    with connected(client) as connection:
        connection.sendall(head("/", of_length(2**40)))
        assert first_answer(connection)[0] == 413
        assert is_cut_off(connection, b"a" * 1000)


def test_anonymous_bodies_share_limited_memory(client, application, monkeypatch):
    memory = request_bodies.BodyMemory(1000)  # one client may have all of it
    monkeypatch.setattr(client.gateway, "body_memory", memory)
    with connected(client) as connection:
        connection.sendall(head(ADMIN, of_length(900)) + b"a" * 800)
        wait_until(lambda: memory.left == 200)
        assert client.ask(ADMIN, "POST", b"a" * 300)[0] == 503
        assert client.ask(LOGIN, "POST", b"a" * 300)[0] == 200  # signing in still works
        connection.sendall(b"a" * 100)
        assert first_answer(connection)[0] == 200
    wait_until(lambda: memory.left == 1000)
    assert client.ask(ADMIN, "POST", b"a" * 300)[0] == 200


def test_one_client_has_a_share_of_the_memory(client, monkeypatch, settings):
    settings.TRUSTED_PROXIES = 1
    memory = request_bodies.BodyMemory(1000, share=4)
    monkeypatch.setattr(client.gateway, "body_memory", memory)
    first, second = {"X_Forwarded_For": "203.0.113.1"}, {"X_Forwarded_For": "203.0.113.2"}
    with connected(client) as connection:
        said = "X-Forwarded-For: 192.0.2.1, 203.0.113.1\r\n"
        connection.sendall(head(ADMIN, said + of_length(250)) + b"a" * 200)
        wait_until(lambda: memory.left == 800)
        assert client.ask(ADMIN, "POST", b"a" * 60, **first)[0] == 503
        assert client.ask(ADMIN, "POST", b"a" * 250, **second)[0] == 200
    wait_until(lambda: memory.left == 1000)
    assert not memory.of_client


def test_temporary_files_have_a_limit(client, monkeypatch, signed_in):
    signed_in.append(True)
    monkeypatch.setattr(client.gateway, "body_disk", request_bodies.BodyMemory(2 * IN_MEMORY))
    assert client.ask(ADMIN, "POST", b"a" * 2 * IN_MEMORY)[0] == 200
    assert client.ask(ADMIN, "POST", b"a" * 3 * IN_MEMORY)[0] == 503


def test_the_body_of_a_closed_connection_is_deleted(client, application, files):
    with connected(client) as connection:
        connection.sendall(head(ADMIN, of_length(10)) + b"a")
        wait_until(lambda: files)
    wait_until(lambda: files[0].closed)
    assert not application.asked


TWO_LENGTHS = [
    of_length(5) + CHUNKED,
    of_length(5) + of_length(6),
    of_length(-1),
    of_length("x"),
    of_length(10**20),
    "Transfer-Encoding: gzip\r\n",
]


@pytest.mark.parametrize("more", TWO_LENGTHS)
def test_contradicting_lengths_are_rejected(client, application, more):
    with connected(client) as connection:
        connection.sendall(head(LOGIN, more) + b"hello")
        assert connection.recv(100).startswith(b"HTTP/1.1 4")
    assert not application.asked


TRAILERS = [
    "X-Forwarded-For: 192.0.2.1",
    "X-Forwarded-Proto: https",
    "Host: evil.example",
    "Cookie: sessionid=x",
    "Content-Type: text/plain",
]


@pytest.mark.parametrize("line", TRAILERS)
def test_trailers_are_not_headers(client, application, line):
    """A proxy does not filter trailers."""
    with connected(client) as connection:
        body = f"5\r\nhello\r\n0\r\n{line}\r\n\r\n"
        connection.sendall(head(LOGIN, CHUNKED) + body.encode())
        assert first_answer(connection)[0] == 200
    (asked,) = application.asked
    assert asked["body"] == b"hello"
    assert asked["HTTP_HOST"] == "a"
    name, _, value = line.partition(": ")
    assert value not in {
        asked.get(f"HTTP_{name.upper().replace('-', '_')}"),
        asked.get("CONTENT_TYPE"),
    }


def test_long_trailers_are_rejected_though_they_arrive_at_once(client, application):
    with connected(client) as connection:
        body = b"5\r\nhello\r\n0\r\nX-A: " + b"a" * 40_000 + b"\r\n\r\n"
        connection.sendall(head(LOGIN, CHUNKED) + body)
        assert b"HTTP/1.1 431 " in received(connection)
        assert connection.recv(1) == b""
    assert not application.asked


@pytest.mark.parametrize("beginning", [b"0\r\nX-A: ", b"5;", b"5\r\nhello\r\n0\r\nX-A: "])
def test_chunk_extensions_and_trailers_are_limited(client, application, beginning):
    with connected(client) as connection:
        connection.sendall(head(LOGIN, CHUNKED) + beginning)
        assert is_cut_off(connection, b"a" * 2**14, pause=0.01)
    assert not application.asked


def test_a_body_may_have_chunks_of_one_byte(client, application):
    with connected(client) as connection:
        connection.sendall(head(LOGIN, CHUNKED) + b"1\r\na\r\n" * FORM_BYTES + b"0\r\n\r\n")
        assert first_answer(connection)[0] == 200
    assert application.asked[0]["body"] == b"a" * FORM_BYTES
