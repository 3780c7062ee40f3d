"""Draws pictures of formulas in a process of its own, one after the other, into files.

Nobody waits for it: a save and a feed return at once, and the next feed has the pictures. The
process runs at low priority, with limits on time and memory, and ends when it is idle.
"""

import os
import signal
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from pebble import ProcessFuture

from ..output.drawable_mathml import CannotDraw
from ..output.formula_svg import draw_formula
from .pool import Worker, lower_priority

SECONDS = 10.0  # of processor time for one formula
FOLDER = 0o700
# Formulas that one job draws: a job that ends unexpectedly loses what is left of it.
BATCH = 50


def draw_nicely(jobs: list[tuple[str, str]]) -> None:
    """Runs in the process, which readers come before."""
    lower_priority()
    draw_files(jobs)


def draw_files(jobs: list[tuple[str, str]]) -> None:
    """Draw each (path, MathML) whose file is missing.

    A formula that cannot be drawn gets an empty file, so that it is not tried again.
    """
    for path, mathml in jobs:
        if not os.path.exists(path):
            write_file(Path(path), drawn_or_empty(mathml))


def drawn_or_empty(mathml: str) -> str:
    signal.signal(signal.SIGPROF, stop_drawing)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return draw_formula(mathml)
    except (CannotDraw, MemoryError, RecursionError):
        return ""
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def stop_drawing(_number: int, _frame: Any) -> None:
    raise CannotDraw("too slow")


def write_file(path: Path, picture: str) -> None:
    """Replace the file atomically: a request reads the whole picture or none."""
    with suppress(OSError):  # disk full or read-only: the feed has LaTeX
        for folder in (path.parent.parent, path.parent):
            folder.mkdir(mode=FOLDER, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:
            file.write(picture)
        os.replace(file.name, path)


class FormulaDrawer(Worker):
    """The process, shared by the threads of a server. It is not asked twice for one file."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: set[str] = set()

    def draw(self, jobs: Iterable[tuple[str, str]]) -> None:
        """Draw the (path, MathML) pairs some time soon."""
        new = [(path, mathml) for path, mathml in jobs if path not in self.waiting]
        for start in range(0, len(new), BATCH):
            self.draw_batch(new[start : start + BATCH])

    def draw_batch(self, jobs: list[tuple[str, str]]) -> None:
        paths = {path for path, _mathml in jobs}
        self.waiting |= paths
        self.enter()
        with self.lock:
            future = self.active_pool().schedule(draw_nicely, args=(jobs,))
        future.add_done_callback(lambda _done: self.forget(paths))

    def forget(self, paths: set[str]) -> None:
        self.waiting -= paths
        self.finish()

    def wait(self, jobs: list[tuple[str, str]], seconds: float) -> None:
        """Draw a few formulas that a request asks for; return when they are drawn."""
        self.enter()
        try:
            with self.lock:
                future: ProcessFuture[None] = self.active_pool().schedule(draw_nicely, args=(jobs,))
            with suppress(Exception):  # too slow, or the process ended: there is no picture
                future.result(timeout=seconds)
        finally:
            self.finish()


DRAWER = FormulaDrawer()
