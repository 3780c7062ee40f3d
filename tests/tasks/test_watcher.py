"""Waiting for tasks costs little, and whoever is killed meanwhile loses none."""

import os
import signal
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from articles.models import Tag
from operations.tasks import polling, queue, running, watcher
from operations.tasks.polling import Poll
from operations.tasks.watcher import Watcher
from tests.operations.sites import address_of
from tests.tasks.examples import fail, make_tag, make_two_tags
from tests.tasks.watching import watching
from tests.waiting import wait_until

HOUR = timedelta(hours=1)


def ask_here(statement: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() is not None


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["READY", "RUNNING", "FAILED", "SUCCESSFUL"])
@pytest.mark.parametrize("moved", [-HOUR, HOUR, None])
def test_process_without_django_finds_due_what_the_queue_does(settings, status, moved):
    make_tag.enqueue("a")
    when = timezone.now() + moved if moved else get_date_max()
    DBTaskResult.objects.update(status=status, run_after=when)
    poll = Poll(settings.DATABASES["default"])
    poll.finds = ask_here
    assert poll() is any(rows.exists() for rows in queue.due())


@pytest.fixture
def data_of_the_run(monkeypatch, committed, settings):
    """Other processes use the database of this test, and nothing waits long."""
    name = connection.settings_dict["NAME"]
    is_file = connection.vendor == "sqlite"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{name}" if is_file else address_of(name))
    monkeypatch.setattr(polling, "LEASES", 1)
    monkeypatch.setattr(watcher, "PAUSE", 0.05)
    monkeypatch.setattr(watcher, "COMMAND", (*watcher.COMMAND[:-1], "0"))


@pytest.mark.slow
def test_killed_process_leaves_no_task_behind_and_none_half_done(data_of_the_run, tmp_path):
    blocked, begun = tmp_path / "blocked", tmp_path / "begun"
    blocked.touch()
    make_two_tags.enqueue(str(begun), str(blocked))
    with watching():
        wait_until(begun.exists)
        task = DBTaskResult.objects.get()
        os.kill(int(task.worker_ids[0].split()[-1]), signal.SIGKILL)
        blocked.unlink()
        assert task.status == "RUNNING"
        assert not Tag.objects.exists()
        DBTaskResult.objects.update(run_after=timezone.now())  # the lease ends
        wait_until(DBTaskResult.objects.successful().exists)
    assert sorted(tag.name for tag in Tag.objects.all()) == ["one", "two"]
    assert len(DBTaskResult.objects.get().worker_ids) == 2


def test_database_that_cannot_be_asked_is_told_once_and_asked_again(settings, tmp_path, caplog):
    missing = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "missing"}
    watching = Watcher(Poll(missing))
    assert [watching.look(), watching.look()] == [False, False]
    assert caplog.text.count("unable to open database file") == 1
    assert not (tmp_path / "missing").exists()


def test_process_that_fails_is_told_once_and_started_again(caplog):
    watching = Watcher(lambda: True, (sys.executable, "-c", "raise SystemExit(3)"))
    assert [watching.look(), watching.look()] == [False, False]
    assert caplog.text.count("exit status 3") == 1
    watching.command = (sys.executable, "-c", "pass")
    assert watching.look()


def test_stopping_ends_the_process_that_runs_tasks():
    watching = Watcher(lambda: True, (sys.executable, "-c", "import time; time.sleep(600)"))
    watching.stopped.set()
    assert watching.look()
    assert watching.process.returncode == -signal.SIGTERM


def test_orphan_starts_no_further_task(monkeypatch):
    parents = iter([1, 2])
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    assert running.run_due() == 0


@pytest.mark.django_db
def test_old_results_are_deleted_those_of_failed_tasks_later(monkeypatch):
    for task in (make_tag, make_tag, fail, fail):
        task.enqueue(*(["a"] if task is make_tag else []))
    for number, row in enumerate(DBTaskResult.objects.order_by("task_path", "id")):
        days = (queue.FAILED_DAYS, queue.SUCCESSFUL_DAYS)[number // 2] + number % 2
        row.status, row.finished_at = ("FAILED", "SUCCESSFUL")[number // 2], timezone.now()
        row.finished_at -= timedelta(days=days) - HOUR
        row.save()
    queue.prune()
    assert DBTaskResult.objects.failed().count() == 1
    assert DBTaskResult.objects.successful().count() == 1
