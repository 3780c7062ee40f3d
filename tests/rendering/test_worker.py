"""Rendering under a clock, in a process of its own."""

import dataclasses
import json
import multiprocessing
import os
import pickle
import signal
import threading
import time

import pytest

from articles.rendering import RenderError, render, render_many, render_safely, worker
from articles.rendering.worker import WORKER

SLOW = ("![" * 40_000, {})


def test_the_worker_gives_what_render_gives() -> None:
    source = "# 题\n\n文 $x$\n\n```python\nx\n```\n\n$\\nosuch$"
    assert render_safely(source, language="en") == render(source, language="en")


def test_what_is_rendered_can_be_kept() -> None:
    rendered = render("# 题\n\n文 $x$ $\\nosuch$")
    assert pickle.loads(pickle.dumps(rendered)) == rendered
    assert json.loads(json.dumps(dataclasses.asdict(rendered)))["toc"][0]["id"] == "题"


def test_many_come_in_order_and_a_failure_costs_no_other() -> None:
    jobs = [("甲", {}), SLOW, *((str(number), {}) for number in range(20))]
    results = list(render_many(jobs, workers=2, seconds=1))
    assert len(results) == len(jobs)
    assert isinstance(results[1], RenderError)
    texts = [r.prose for r in results if not isinstance(r, RenderError)]
    assert texts == ["甲", *map(str, range(20))]


def test_threads_share_one_worker() -> None:
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(render_safely(str(n)).prose))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(found) == sorted(map(str, range(8)))


def test_the_process_ends_when_idle_and_starts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "IDLE_SECONDS", 0.1)
    render_safely("好")
    deadline = time.monotonic() + 10
    while WORKER.pool is not None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert WORKER.pool is None
    assert render_safely("又").prose == "又"


def test_a_crash_is_an_error_and_the_next_article_renders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "work", crash)
    with pytest.raises(RenderError, match="stopped unexpectedly"):
        render_safely("好")
    monkeypatch.undo()
    assert render_safely("好").prose == "好"


def test_a_server_s_worker_that_has_rendered_can_end() -> None:
    child = multiprocessing.get_context("spawn").Process(target=render_safely, args=("好",))
    child.start()
    child.join(timeout=20)
    assert child.exitcode == 0


def test_an_unknown_dialect_is_an_error_that_says_so() -> None:
    with pytest.raises(RenderError, match="nosuch"):
        render_safely("好", dialect="nosuch")


def crash(source: str, options: dict[str, str]) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
