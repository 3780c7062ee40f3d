"""Count executed lines, so that tests of complexity do not measure time."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

# The largest ratio of f(4n) - f(2n) to f(2n) - f(n): 2 for linear work, 4 for quadratic work. A
# quadratic part is detected from a sixteenth of the linear part. CONSTANT allows for small numbers.
MOST_GROWTH, CONSTANT = 2.3, 500
# `re` compiles a pattern again that it has forgotten, because of others that other tests use.
UNCOUNTED = frozenset(map(str, Path(re.__file__).parent.glob("*.py")))


def steps(call: Callable[[], object]) -> int:
    """The number of lines of Python that a call executes in this thread.

    A function written in C is one step, however long it takes. A regular expression that backtracks
    is therefore not counted; faulthandler_timeout ends a test that hangs in one. Nor is the work of
    compiling one.
    """
    counted = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal counted
        if frame.f_code.co_filename in UNCOUNTED:
            return None
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
    """Assert that the steps of `run(n)` are linear in n, measured at size, 2*size and 4*size."""
    run(size)  # fills caches
    once, twice, four_times = (steps(lambda n=n: run(n)) for n in (size, 2 * size, 4 * size))
    growth = four_times - twice
    assert growth <= MOST_GROWTH * (twice - once) + CONSTANT, (once, twice, four_times)
