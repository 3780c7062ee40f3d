"""Run wrk in alternating rounds."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from tempfile import NamedTemporaryFile

CONNECTIONS = 32
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Run:
    """Requests per second, and the 99th percentile of latency in milliseconds."""

    rate: float
    p99: float


def run(url: str, seconds: float, paths: Sequence[str] = (), **headers: str) -> Run:
    """Run wrk against a URL, or against these paths in turn."""
    with NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(IN_TURN % ", ".join(f'"{path}"' for path in paths))
        script.flush()
        return asked(url, seconds, ["-s", script.name] if paths else [], headers)


IN_TURN = """
local paths, n = {%s}, 0
request = function()
  n = n %% #paths + 1
  return wrk.format("GET", paths[n])
end
"""


def asked(url: str, seconds: float, options: list[str], headers: dict[str, str]) -> Run:
    given = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    command += options
    for header in given:
        command += ["-H", header]
    said = subprocess.run(
        [*command, url], capture_output=True, text=True, check=True, timeout=seconds + 60
    ).stdout
    if "Non-2xx" in said and "If_None_Match" not in headers:
        raise RuntimeError(f"{url} answers with errors:\n{said}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    if not rate or not slow:
        raise RuntimeError(said)
    return Run(float(rate[1]), float(slow[1]) * UNITS[slow[2]])


def middle(runs: list[Run]) -> Run:
    return Run(median(each.rate for each in runs), median(each.p99 for each in runs))


def ratio(ours: list[Run], theirs: list[Run]) -> float:
    """The median ratio of adjacent runs, which other load of the machine affects alike."""
    return median(a.rate / b.rate for a, b in zip(ours, theirs, strict=True))
