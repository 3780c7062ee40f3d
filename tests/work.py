"""Counts work, so that no test has to look at a clock."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

# Four times as much must take about four times the work. A part that grows with the square is seen
# once it is a sixteenth of the rest; what is added per call, and does not grow, is left alone.
MOST_GROWTH, CONSTANT = 2.3, 500


def steps(call: Callable[[], object]) -> int:
    """The lines of Python that a call executes in this thread.

    What a function written in C does is one step, however much it reads: a regular expression that
    looks too far is seen by the guard against hanging alone.
    """
    counted = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal counted
        counted += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return counted


def assert_grows_linearly(run: Callable[[int], object], size: int) -> None:
    """The steps of `run(n)` grow no faster than n, from `size` over its double to four times it."""
    run(size)  # what is kept for later calls is not counted
    once, twice, four_times = (steps(lambda n=n: run(n)) for n in (size, 2 * size, 4 * size))
    growth = four_times - twice
    assert growth <= MOST_GROWTH * (twice - once) + CONSTANT, (once, twice, four_times)
