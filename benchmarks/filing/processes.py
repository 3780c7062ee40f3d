"""The memory and the processor time of a process and of those that it starts."""

import os
import subprocess
import time
from collections import defaultdict
from pathlib import Path

PAUSE = 0.2  # seconds between two looks


class Watch:
    """`most_memory` has the most megabytes (PSS) in each part of the time, by kind of process."""

    def __init__(self, parts: int) -> None:
        self.parts, self.samples = parts, list[dict[str, float]]()
        self.processor_seconds = 0.0

    def until_it_ends(self, process: subprocess.Popen[bytes]) -> None:
        before = sum(os.times()[2:4])
        while process.poll() is None:
            self.samples.append(megabytes(process.pid))
            time.sleep(PAUSE)
        self.processor_seconds = sum(os.times()[2:4]) - before
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, process.args)

    @property
    def most_memory(self) -> dict[str, list[float]]:
        found = defaultdict[str, list[float]](lambda: [0.0] * self.parts)
        for number, sample in enumerate(self.samples):
            part = number * self.parts // len(self.samples)
            for name, size in sample.items():
                found[name][part] = max(found[name][part], size)
        return dict(found)


def megabytes(leader: int) -> dict[str, float]:
    """Of each kind of process, the largest; and of all together."""
    found = {"all together": 0.0}
    for pid in family(leader):
        size = pss(pid)
        name = kind(pid, leader)
        found[name] = max(found.get(name, 0.0), size)
        found["all together"] += size
    return found


def family(leader: int) -> list[int]:
    """The process and all its descendants that are there."""
    found = [leader]
    for pid in found:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            found += map(int, read(task).split())
    return found


def kind(pid: int, leader: int) -> str:
    if pid == leader:
        return "the command"
    command = read(Path(f"/proc/{pid}/cmdline"))
    return "helper of multiprocessing" if "resource_tracker" in command else "the engines"


def pss(pid: int) -> float:
    lines = read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def read(path: Path) -> str:
    """Empty if the process has ended meanwhile."""
    try:
        return path.read_text()
    except OSError:
        return ""
