"""Log messages with text of a client: cut, on one line, and no client errors."""

import json
import logging
import sys

import pytest

from blog.logs import LONGEST, JsonFormatter, OneLineFormatter, add_request_id, is_worth_logging
from blog.request_ids import REQUEST_ID, chosen_request_id


def line(message, *args, exc_info=None):
    record = logging.LogRecord("a", logging.WARNING, "file", 1, message, args, exc_info)
    return OneLineFormatter("{levelname} {name}: {message}", style="{").format(record)


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\x1b[2J", "\u2028", "\x00"])
def test_line_ends_are_escaped(break_):
    said = line("Not Found: %s", f"/a{break_}2026-01-01 ERROR a: forged")
    assert said.isprintable()
    assert said.startswith("WARNING a: Not Found: /a")


def test_long_messages_are_cut():
    said = line("Not Found: %s", "x" * 100_000)
    assert len(said) < LONGEST + 100
    assert "100011 characters" in said


def test_chinese_is_not_escaped():
    assert line("找不到 %s", "/标签/") == "WARNING a: 找不到 /标签/"


def test_a_traceback_is_logged_in_full():
    try:
        raise ValueError("why")
    except ValueError:
        said = line("failed", exc_info=sys.exc_info())
    assert said.splitlines()[0] == "WARNING a: failed"
    assert said.endswith("ValueError: why")


@pytest.mark.parametrize(
    ("status", "is_logged"),
    [(404, False), (400, False), (403, False), (500, True), (503, False), (None, True)],
)
def test_client_errors_are_not_logged(status, is_logged):
    record = logging.LogRecord("django.request", logging.WARNING, "file", 1, "said", (), None)
    if status:
        record.status_code = status
    assert is_worth_logging(record) is is_logged


def test_a_client_error_is_no_warning(monkeypatch):
    monkeypatch.setattr(logging.getLogger(), "level", logging.INFO)
    record = logging.LogRecord("django.request", logging.WARNING, "file", 1, "said", (), None)
    record.status_code = 404
    assert is_worth_logging(record)
    assert (record.levelno, record.levelname) == (logging.INFO, "INFO")


def test_json_has_one_object_a_line_with_the_request():
    forged = 'x\n{"level": "ERROR"}\u2028' + "标" * LONGEST
    try:
        raise ValueError("why\nnot")
    except ValueError:
        record = logging.LogRecord("a", logging.WARNING, "f", 1, "%s", (forged,), sys.exc_info())
    REQUEST_ID.set(b"request-1")
    assert add_request_id(record)
    text = JsonFormatter().format(record)
    assert "\n" not in text
    said = json.loads(text)
    assert said["level"] == "WARNING"
    assert said["logger"] == "a"
    assert said["request_id"] == "request-1"
    assert said["message"].startswith('x\\n{"level": "ERROR"}\\u2028标')
    assert said["error"].endswith("ValueError: why\nnot")
    assert said["time"].endswith("+00:00")
    assert "status" not in said


@pytest.mark.parametrize("sent", [b"0123456789abcdef", b"a-b_c.d=e/f+g"])
def test_the_id_of_a_request_is_taken_from_a_trusted_proxy_only(settings, sent):
    settings.TRUSTED_PROXIES = 1
    assert chosen_request_id(sent) == sent
    refused = (b"short", b"x" * 65, b"two words", b"a\r\nforged: 1", "标签标签标签".encode(), None)
    assert {chosen_request_id(id) for id in refused}.isdisjoint(refused)
    settings.TRUSTED_PROXIES = 0
    assert chosen_request_id(sent) != chosen_request_id(sent) != sent
