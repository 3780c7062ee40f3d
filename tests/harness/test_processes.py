"""Processes that a test starts end with the test or with the run, also if it is killed."""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings

from tests import processes
from tests.processes import running
from tests.scripts import test_start
from tests.waiting import wait_until

pytestmark = pytest.mark.slow

TWO = ["sh", "-c", "sleep 600 & exec sleep 600"]
STUBBORN = ["sh", "-c", "trap '' TERM; while true; do sleep 1; done"]
# Programs that stand for a test run and are killed.
RUN = """
import time
from tests.processes import running
with running({command!r}) as process:
    print(process.pid, flush=True)
    time.sleep(600)
"""
DATABASE = """
import time
from pathlib import Path
from tests.postgres import PostgreSQL
folder = Path("{folder}")
server = PostgreSQL(folder)
print((folder / "data/postmaster.pid").read_text().split()[0], flush=True)
time.sleep(600)
"""
RENDERS = """
import multiprocessing, time
if __name__ == "__main__":
    from rendering import render_safely
    render_safely("a")
    (child,) = [p for p in multiprocessing.active_children() if p.is_alive()]
    print(child.pid, flush=True)
    time.sleep(600)
"""


def alive():
    """Yield (process, process group) of all processes but zombies."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _parent, group, *_ = stat.read_text().rpartition(")")[2].split()
            if state not in "ZX":
                yield int(stat.parent.name), int(group)


def is_there(group):
    return any(theirs == group for _process, theirs in alive())


def is_running(process):
    return any(each == process for each, _group in alive())


@contextmanager
def a_run(tmp_path, text):
    """Run the text as a Python file; yield the process and the number that it prints first."""
    file = tmp_path / "run.py"
    file.write_text(text)
    path = {**os.environ, "PYTHONPATH": str(settings.BASE)}
    with subprocess.Popen(
        [sys.executable, str(file)], cwd=settings.BASE, env=path, stdout=subprocess.PIPE
    ) as run:
        try:
            yield run, int(run.stdout.readline())
        finally:
            run.kill()


@pytest.mark.parametrize("command", [TWO, STUBBORN], ids=["two", "stubborn"])
def test_a_failing_test_ends_its_process_group(monkeypatch, command):
    monkeypatch.setattr(processes, "SECONDS", 0.2)
    found = []
    with pytest.raises(ZeroDivisionError):
        fail_within(command, found)
    assert found[0].returncode is not None
    wait_until(lambda: not is_there(found[0].pid))


def fail_within(command, found):
    with running(command) as process:
        assert is_there(process.pid)
        found.append(process)
        raise ZeroDivisionError


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGABRT])
def test_a_killed_run_ends_its_process_groups(tmp_path, how):
    with a_run(tmp_path, RUN.format(command=TWO)) as (run, group):
        assert is_there(group)
        run.send_signal(how)
        wait_until(lambda: not is_there(group))


@pytest.mark.slow
def test_a_killed_run_ends_its_database(tmp_path):
    folder = Path(tempfile.mkdtemp(prefix="longwave-test-"))
    folder.chmod(0o755)  # the server does not run as root
    with a_run(tmp_path, DATABASE.format(folder=str(folder / "postgres"))) as (run, leader):
        assert is_running(leader)
        run.kill()
        wait_until(lambda: not is_running(leader))
        wait_until(lambda: not (folder / "postgres").exists())
    folder.rmdir()


def test_a_server_that_does_not_start_is_ended(tmp_path, monkeypatch):
    started = []

    def fail(site):
        started.append(site.process)
        raise AssertionError

    monkeypatch.setattr(test_start.Site, "wait", fail)
    with pytest.raises(AssertionError), test_start.site_in(tmp_path):
        pass
    assert started[0].returncode is not None
    wait_until(lambda: not is_there(started[0].pid))


def test_a_killed_server_ends_its_renderer_process(tmp_path):
    with a_run(tmp_path, RENDERS) as (run, child):
        assert is_running(child)
        run.kill()
        wait_until(lambda: not is_running(child))
