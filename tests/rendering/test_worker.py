"""Rendering with limits, in a worker process."""

import dataclasses
import json
import multiprocessing
import os
import pickle
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from rendering import Rendered, RenderError, render, render_ahead, render_many, render_safely
from rendering.worker import idle_pool, pool
from rendering.worker.formula_drawing import FormulaDrawer
from rendering.worker.pool import WORKER
from tests.rendering import worker_jobs
from tests.waiting import SECONDS, wait_until

pytestmark = pytest.mark.slow

SLOW = (("*a" * 9_000 + "\n\n") * 40, {})


def test_the_worker_returns_what_render_returns() -> None:
    source = "# 题\n\n文 $x$\n\n```python\nx\n```\n\n$\\nosuch$"
    assert render_safely(source, language="en") == render(source, language="en")


def test_a_result_can_be_pickled() -> None:
    rendered = render("# 题\n\n文 $x$ $\\nosuch$")
    assert pickle.loads(pickle.dumps(rendered)) == rendered
    assert json.loads(json.dumps(dataclasses.asdict(rendered)))["toc"][0]["id"] == "题"


def test_render_many_keeps_the_order_and_isolates_failures() -> None:
    jobs = [("甲", {}), SLOW, *((str(number), {}) for number in range(20))]
    results = list(render_many(jobs, workers=2, seconds=0.4))
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
        thread.join(SECONDS)
    assert sorted(found) == sorted(map(str, range(8)))


def test_time_spent_waiting_does_not_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Simulates a busy machine: the process exists but gets no processor time."""
    monkeypatch.setattr(pool, "render_job", worker_jobs.stop_for_a_while)
    assert render_safely("好", seconds=0.3).prose == "好"


@pytest.mark.parametrize("source", ["in Python", "in C"])
def test_processor_time_is_the_limit_whatever_the_process_does(
    monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.setattr(pool, "render_job", worker_jobs.be_busy)
    with pytest.raises(RenderError, match=r"more than 0\.2 seconds of processor time"):
        render_safely(source, seconds=0.2)


def test_time_between_two_articles_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "render_job", worker_jobs.use_most_of_the_limit)
    for _ in range(4):
        assert render_safely("好", seconds=0.5).prose == "好"


@pytest.mark.parametrize("accident", ["killed", "never goes on"])
def test_a_job_stopped_by_accident_is_retried_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, accident: str
) -> None:
    monkeypatch.setattr(pool, "render_job", worker_jobs.have_an_accident)
    once = {"accident": accident, "folder": str(tmp_path), "times": 1}
    be_impatient_once(monkeypatch)
    assert render_safely("好", seconds=0.5, **once).prose == "好"
    assert len(list(tmp_path.iterdir())) == 2
    be_impatient_once(monkeypatch)
    (rendered,) = render_many([("好", once | {"folder": str(new(tmp_path))})], 1, seconds=0.5)
    assert isinstance(rendered, Rendered)


def be_impatient_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up the next job soon; wait longer than a busy machine takes for those that follow."""
    schedule = pool.schedule

    def schedule_once(*job: Any) -> Any:
        monkeypatch.setattr(pool, "schedule", schedule)
        with monkeypatch.context() as patch:
            patch.setattr(pool, "WALL_CLOCK_FACTOR", 5)
            return schedule(*job)

    monkeypatch.setattr(pool, "schedule", schedule_once)


@pytest.mark.parametrize(
    ("accident", "expected"), [("killed", "stopped unexpectedly"), ("never goes on", "too busy")]
)
def test_a_job_that_fails_twice_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, accident: str, expected: str
) -> None:
    monkeypatch.setattr(pool, "render_job", worker_jobs.have_an_accident)
    if accident == "never goes on":
        monkeypatch.setattr(pool, "WALL_CLOCK_FACTOR", 5)
    always = {"accident": accident, "folder": str(tmp_path), "times": 9}
    with pytest.raises(RenderError, match=expected):
        render_safely("好", seconds=0.5, **always)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_job_over_its_limit_is_not_retried(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pool, "render_job", worker_jobs.have_an_accident)
    with pytest.raises(RenderError, match="processor time"):
        render_safely("好", seconds=0.2, accident="busy", folder=str(tmp_path), times=9)
    assert len(list(tmp_path.iterdir())) == 1


def test_texts_are_rendered_ahead_and_each_has_its_own_limit() -> None:
    sources = [("一", 5), (SLOW[0], 0.2), ("二", 5)]
    begun = [render_ahead(source, seconds=seconds) for source, seconds in sources]
    assert [begun[n]().prose for n in (2, 0, 2)] == ["二", "一", "二"]
    for _turn in range(2):
        with pytest.raises(RenderError, match="processor time"):
            begun[1]()
    wait_until(lambda: WORKER.running == 0)


def test_the_process_ends_when_idle_and_starts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle_pool, "IDLE_SECONDS", 0.1)
    render_safely("好")
    wait_until(lambda: WORKER.pool is None)
    assert render_safely("又").prose == "又"


def test_the_process_ends_while_it_has_jobs() -> None:
    drawer = FormulaDrawer()
    drawer.draw([(f"/nowhere/{n}.svg", "<math><mi>x</mi></math>") for n in range(200)])
    closing = threading.Thread(target=drawer.close, daemon=True)
    closing.start()
    closing.join(SECONDS)
    assert not closing.is_alive()


def test_the_process_can_be_started_before_the_first_text(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    WORKER.close()
    monkeypatch.setattr(pool, "warm_up", partial(worker_jobs.leave_a_file, str(tmp_path)))
    pool.keep_ready()
    wait_until(lambda: len(list(tmp_path.iterdir())) == 1)
    monkeypatch.setattr(pool, "render_job", worker_jobs.find_process)
    pool.keep_ready()
    assert render_safely("", folder=str(tmp_path)).prose == "the same process"


def test_a_crash_is_an_error_and_the_next_article_renders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "render_job", worker_jobs.crash)
    with pytest.raises(RenderError, match="stopped unexpectedly"):
        render_safely("好")
    monkeypatch.undo()
    assert render_safely("好").prose == "好"


def test_a_server_process_that_has_rendered_can_exit() -> None:
    child = multiprocessing.get_context("spawn").Process(target=render_safely, args=("好",))
    child.start()
    child.join(SECONDS)
    assert child.exitcode == 0


def test_an_unknown_dialect_is_an_error_with_a_message() -> None:
    with pytest.raises(RenderError, match="nosuch"):
        render_safely("好", dialect="nosuch")


def test_rendering_gives_way_to_readers() -> None:
    WORKER.enter()
    try:
        with WORKER.lock:
            nice = WORKER.active_pool().schedule(os.nice, args=[0])
        assert nice.result() == max(os.nice(0), pool.NICENESS)
    finally:
        WORKER.finish()


def new(folder: Path) -> Path:
    made = folder / "other"
    made.mkdir()
    return made
