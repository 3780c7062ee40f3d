"""Two machines under load for minutes: a first start, changes, tasks, restarts, one that dies."""

import os
import signal
import sys
import time
from contextlib import ExitStack, suppress

import pytest
from django.conf import settings
from django.db import connection

from tests.deploy.machines import two_machines
from tests.deploy.shared import (
    HTTPS,
    does_each_thing_once,
    shares_sessions_and_limits,
    shares_what_was_written,
)
from tests.deploy.web_server import ask, trusting
from tests.factories import make_article, make_user
from tests.operations.sites import Site, sql
from tests.postgres import free_port
from tests.processes import running
from tests.serving.load import under_load
from tests.waiting import wait_until

CHANGES, RESTARTS, STARTS = 30, 3, 3
PROMISE = 0.5  # seconds after which no process answers with an older version


@pytest.fixture
def empty_database(db):
    if connection.vendor != "postgresql":
        pytest.skip("several machines need PostgreSQL: pytest --postgres")
    sql("CREATE DATABASE longwave_first_start")
    yield "longwave_first_start"
    sql("DROP DATABASE longwave_first_start WITH (FORCE)")


def test_two_machines_that_start_at_once_prepare_the_database_once(empty_database, tmp_path):
    for attempt in range(STARTS):
        if attempt:
            sql(f"DROP DATABASE {empty_database} WITH (FORCE)")
            sql(f"CREATE DATABASE {empty_database}")
        said = started_at_once(tmp_path / str(attempt), empty_database)
        assert sorted(text.count("Preparing the database") for text in said) == [0, 1], said
        assert sorted(text.count("Password:") for text in said) == [0, 1], said


def started_at_once(folder, database):
    """What two machines print that start at the same moment, and serve the same site."""
    common = {"LONGWAVE_SECRET_KEY": settings.SECRET_KEY, "LONGWAVE_URL": "https://blog.example"}
    ports, logs = (free_port(), free_port()), (folder / "a.log", folder / "b.log")
    with ExitStack() as stack:
        for port, log in zip(ports, logs, strict=True):
            log.parent.mkdir(exist_ok=True)
            given = common | {"PORT": str(port)}
            site = Site(folder / f"data-{port}", database, given)
            options = {"env": site.variables, "cwd": settings.BASE, "stdin": -3}
            output = stack.enter_context(log.open("wb"))
            command = [sys.executable, "manage.py", "start"]
            stack.enter_context(running(command, stdout=output, stderr=output, **options))
        wait_until(lambda: all(map(is_ready, ports)))
        pages = {ask(port, "/archive/", HTTPS)[2] for port in ports}
        assert len(pages) == 1
        assert b"/articles/" in pages.pop()
    return [log.read_text() for log in logs]


def is_ready(port):
    with suppress(OSError, AssertionError):
        return ask(port, "/health/ready")[0] == 200
    return False


@pytest.fixture
def article(committed, bucket):
    if connection.vendor != "postgresql":
        pytest.skip("several machines need PostgreSQL: pytest --postgres")
    author = make_user("xiaoyun", password="right horse")
    return make_article(title="First", slug="first", body="first text", author=author)


def test_two_machines_are_one_site(article, tmp_path, client):
    with two_machines(tmp_path, workers=2) as machines:
        shares_what_was_written(machines, article)
        shares_sessions_and_limits(machines, article, client)
        does_each_thing_once(machines, article)
        late = [seconds_until_seen(machines, article, number) for number in range(1, CHANGES + 1)]
    print(f"\n{CHANGES} changes were seen at both machines after {max(late):.2f} s at most.")


def seconds_until_seen(machines, article, number):
    """How long the former title was still answered after the change, at any of the machines."""
    article.refresh_from_db()
    article.title = f"Title {number}"
    article.save()
    saved, last = time.monotonic(), 0.0

    def is_seen():
        nonlocal last
        begun = time.monotonic() - saved
        pages = [ask(port, "/articles/first/", HTTPS)[2].decode() for port in machines.each * 2]
        if any(article.title not in page for page in pages):
            last = begun
            return False
        return True

    wait_until(is_seen)
    assert last < PROMISE
    return last


def test_restarts_and_deaths_are_noticed_by_no_reader(article, tmp_path, monkeypatch):
    monkeypatch.setenv("LONGWAVE_SEARCH_RATE", "0/10s")
    paths = ["/", "/articles/first/", "/tags/", "/search/?q=first"]
    with (
        two_machines(tmp_path, workers=2) as machines,
        under_load(machines.front.https, paths, trusting()) as load,
    ):
        for _time in range(RESTARTS):
            for machine in (machines.a, machines.b):
                restarted(machine.process.pid)
        machines.kill(machines.a)
        asked = load.answers.total()
        wait_until(lambda: load.answers.total() > asked + 200)
    assert set(load.answers) == {200}, load.answers
    print(
        f"\nIn {2 * RESTARTS} restarts and the death of a machine, {load.answers.total()} requests"
        f" of {2 * len(paths)} readers were answered, none failed; the slowest took"
        f" {load.longest:.1f} s."
    )


def restarted(process):
    def workers():
        with open(f"/proc/{process}/task/{process}/children") as children:
            return {int(child) for child in children.read().split()}

    before = workers()
    os.kill(process, signal.SIGHUP)
    wait_until(lambda: before.isdisjoint(workers()))
