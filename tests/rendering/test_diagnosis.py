"""The error of a stopped render names the most likely line."""

import subprocess
import sys

import pytest

from rendering import RenderError, in_words, render_safely
from rendering.worker.diagnosis import likely_place

SLOW = "前言\n\n" + ("*a" * 9_000 + "\n") * 40 + "\n\n后记"


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("短\n\n" + "长" * 6000, "line 3 first: it has 6000 characters"),
        ("短\n\n" + ">" * 30 + " 深", "line 3 first: it opens 30 things"),
        ("短\n\n" + "行\n" * 600, "lines 3 to 602 first"),
        ("短\n\n一段平常的话。", ""),
    ],
)
def test_the_most_likely_line_is_named(source, place):
    found = likely_place(source)
    assert place in (in_words(found) if isinstance(found, dict) else found)
    assert bool(found) == bool(place)


def test_a_stopped_render_names_the_line():
    with pytest.raises(RenderError, match="line 3 first"):
        render_safely(SLOW, seconds=0.2)


def test_exhausting_memory_ends_only_this_process():
    code = "from rendering.worker.pool import limit_memory as b; b(); bytearray(3 << 30)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "MemoryError" in ended.stderr
