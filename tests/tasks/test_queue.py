"""A task is kept with the change that it is about, tried again, and never lost."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import Tag
from operations.tasks import queue, running
from tests.tasks.examples import count_attempts, fail, make_tag, stop


@pytest.fixture
def clock(monkeypatch):
    """Moves the clock forward."""
    moved = timedelta()
    now = timezone.now

    def forward(by: timedelta) -> None:
        nonlocal moved
        moved += by

    monkeypatch.setattr(timezone, "now", lambda: now() + moved)
    return forward


def only() -> DBTaskResult:
    return DBTaskResult.objects.get()


@pytest.mark.django_db
def test_due_tasks_run_once():
    make_tag.enqueue("one")
    make_tag.enqueue("two")
    assert running.run_due() == 2
    assert running.run_due() == 0
    assert {tag.name for tag in Tag.objects.all()} == {"one", "two"}
    assert DBTaskResult.objects.successful().count() == 2


@pytest.mark.django_db
def test_task_is_rolled_back_with_its_row():
    with transaction.atomic():
        Tag.objects.create(name="a", slug="a")
        make_tag.enqueue("b")
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_failed_task_is_tried_again_after_growing_delays_and_then_kept(clock):
    fail.enqueue()
    for delay in queue.DELAYS:
        assert running.run_due() == 1
        assert only().status == "READY"
        assert "not today" in only().traceback
        clock(delay - timedelta(seconds=5))
        assert running.run_due() == 0
        clock(timedelta(seconds=5))
    assert running.run_due() == 1
    assert only().status == "FAILED"
    assert only().exception_class_path == "tests.tasks.examples.Unlucky"
    clock(timedelta(days=9))
    assert running.run_due() == 0
    assert list(queue.DELAYS) == sorted(set(queue.DELAYS))


@pytest.mark.django_db
def test_task_of_a_worker_that_died_is_taken_up_again(clock):
    make_tag.enqueue("a")
    assert queue.take("that dies")
    assert queue.take("other") is None
    clock(queue.LEASE)
    queue.extend_lease(only())
    assert queue.take("other") is None
    clock(queue.LEASE)
    assert running.run_due() == 1
    assert Tag.objects.get().name == "a"
    assert len(only().worker_ids) == 2


@pytest.mark.django_db
def test_task_that_ends_each_of_its_workers_fails(clock):
    make_tag.enqueue("a")
    for _ in range(queue.MOST_ATTEMPTS):
        assert queue.take("that dies")
        clock(queue.LEASE)
    assert queue.take("other") is None
    assert only().status == "FAILED"
    assert "process that ran this task" in only().traceback


@pytest.mark.django_db
def test_interrupted_task_is_given_back_and_counts_no_attempt():
    stop.enqueue()
    with pytest.raises(SystemExit):
        running.run_due()
    assert (only().status, only().worker_ids) == ("READY", [])
    assert queue.due()[0].exists()


@pytest.mark.django_db
def test_failed_task_runs_again_from_the_first_attempt(clock):
    count_attempts.enqueue()
    for _ in range(queue.MOST_ATTEMPTS):
        queue.take("that dies")
        clock(queue.LEASE)
    queue.take("other")
    assert queue.run_again(DBTaskResult.objects.all()) == 1
    running.run_due()
    assert only().return_value == 1


@pytest.mark.django_db
def test_task_that_is_no_longer_there_fails_with_its_name():
    make_tag.enqueue("a")
    DBTaskResult.objects.update(task_path="tests.tasks.examples.former")
    assert running.run_due() == 1
    assert "former" in only().traceback


@pytest.mark.django_db
def test_looking_for_tasks_takes_two_queries_and_no_lock(django_assert_num_queries):
    with django_assert_num_queries(2) as done:
        assert queue.take("worker") is None
    assert not [each for each in done.captured_queries if "BEGIN" in each["sql"]]
