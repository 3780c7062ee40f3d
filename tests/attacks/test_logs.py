"""A stranger fills no disk with log lines, and writes none of his own."""

import logging
import sys

import pytest

from blog.logs import LONGEST, OneLine, needs_somebody


def line(message, *args, exc_info=None):
    record = logging.LogRecord("a", logging.WARNING, "file", 1, message, args, exc_info)
    return OneLine("{levelname} {name}: {message}", style="{").format(record)


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\x1b[2J", "\u2028", "\x00"])
def test_what_he_names_is_no_line_of_its_own(break_):
    said = line("Not Found: %s", f"/a{break_}2026-01-01 ERROR a: forged")
    assert said.isprintable()
    assert said.startswith("WARNING a: Not Found: /a")


def test_what_he_names_is_cut():
    said = line("Not Found: %s", "x" * 100_000)
    assert len(said) < LONGEST + 100
    assert "100011 characters" in said


def test_chinese_stays_as_it_is():
    assert line("找不到 %s", "/标签/") == "WARNING a: 找不到 /标签/"


def test_an_error_is_told_whole():
    try:
        raise ValueError("why")
    except ValueError:
        said = line("failed", exc_info=sys.exc_info())
    assert said.splitlines()[0] == "WARNING a: failed"
    assert said.endswith("ValueError: why")


@pytest.mark.parametrize(
    ("status", "told"),
    [(404, False), (400, False), (403, False), (500, True), (503, False), (None, True)],
)
def test_what_is_answered_needs_nobody(status, told):
    record = logging.LogRecord("django.request", logging.WARNING, "file", 1, "said", (), None)
    if status:
        record.status_code = status
    assert needs_somebody(record) is told
