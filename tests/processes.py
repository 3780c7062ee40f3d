"""Child processes that end with the test run, also if the run is killed.

A failing test leaves its `with` block, which ends the processes. A run that is killed, or ended by
faulthandler_timeout, executes no cleanup. Therefore each process group has a guard: another process
that reads from a pipe. The pipe is closed when the run ends, and the guard then ends the group.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

SECONDS = 20  # for a process to end after SIGTERM
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
    """Run the command in a process group, which is ended with the block."""
    process = subprocess.Popen(command, start_new_session=True, **options)
    try:
        with guarded(process.pid):
            yield process
    finally:
        end(process)


@contextmanager
def guarded(group: int, *folders: Path) -> Iterator[None]:
    """If this process ends within the block, end the group and remove the folders."""
    command = [sys.executable, "-c", GUARD, str(group), *map(str, folders)]
    guard = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
    try:
        yield
    finally:
        guard.kill()
        guard.communicate()


def end(process: subprocess.Popen[bytes]) -> None:
    """Send SIGTERM, then SIGKILL to the whole group, including children of the process."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
