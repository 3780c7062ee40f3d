"""Log messages with text of a client: cut, on one line, and no client errors."""

import logging
import sys

import pytest

from blog.logs import LONGEST, OneLineFormatter, is_worth_logging


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
