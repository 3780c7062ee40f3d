"""Processes that end with whoever started them, whatever happened to it.

A test that fails leaves a `with` block; a run that is killed, or that the guard against hanging
ends, leaves nothing: nobody cleans up. So each group of processes has a guard, a process of its own
that reads from a pipe. The pipe ends when the test run does, and then the guard ends the group.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

SECONDS = 20  # for a server that is asked to end
GUARD = f"""
import os, signal, subprocess, sys, time
group, *folders = sys.argv[1:]
sys.stdin.read()
for how in (signal.SIGTERM, signal.SIGKILL):
    for _ in range({SECONDS} * 20):
        try:
            os.killpg(int(group), how)
        except ProcessLookupError:
            break
        time.sleep(0.05)
for folder in folders:
    subprocess.run(["rm", "-rf", folder])
"""


@contextmanager
def running(command: list[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """The command in a group of its own, which ends with the block."""
    process = subprocess.Popen(command, start_new_session=True, **options)
    try:
        with guarded(process.pid):
            yield process
    finally:
        end(process)


@contextmanager
def guarded(group: int, *folders: Path) -> Iterator[None]:
    """End the group, and remove the folders, where this process ends within the block."""
    command = [sys.executable, "-c", GUARD, str(group), *map(str, folders)]
    guard = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
    try:
        yield
    finally:
        guard.kill()
        guard.communicate()


def end(process: subprocess.Popen[bytes]) -> None:
    """Politely, then not; what the process started, and left behind, too."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
