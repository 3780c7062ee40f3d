"""Prints a page by Chromium: a fixed list of arguments, limits, and nothing left behind.

Chromium gets an empty profile and finds no other host than this machine.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
PREFIX = "longwave-print-"
SECONDS = 60
MOST_MEMORY = 2 * 2**30  # bytes of each of its processes
LARGEST_FILE = 256 * 2**20
ARGUMENTS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-proxy-server",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


class PrintError(Exception):
    """Chromium has not printed the page. The message says why, for a log."""


@lru_cache(maxsize=1)
def find_chromium() -> str | None:
    """The path of the program; None if it is not installed."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def print_page(address: str, *, seconds: float = SECONDS) -> bytes:
    """The PDF of a page on 127.0.0.1. Raises PrintError."""
    program = find_chromium()
    if program is None:
        raise PrintError("there is no Chromium in the PATH")
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
        printed = Path(folder) / "page.pdf"
        told = run_chromium(
            [program, *ARGUMENTS, *own_arguments(folder, printed), address], folder, seconds
        )
        try:
            return printed.read_bytes()
        except OSError:
            raise PrintError(f"Chromium wrote no file: {told[-500:]}") from None


def own_arguments(folder: str, printed: Path) -> list[str]:
    """Chromium refuses its sandbox to root."""
    no_sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return [f"--user-data-dir={folder}/profile", f"--print-to-pdf={printed}", *no_sandbox]


def run_chromium(command: list[str], folder: str, seconds: float) -> str:
    """Run Chromium in a group of its own, and end all of the group. Return what it printed."""
    environment = {"PATH": os.defpath, "HOME": folder, "LANG": os.environ.get("LANG", "C.UTF-8")}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        limit_group(process.pid)
        _out, told = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise PrintError(f"Chromium took more than {seconds:g} s") from None
    finally:
        end_group(process)
    return told.decode(errors="replace")


def limit_group(pid: int) -> None:
    """Limits that its children inherit."""
    if hasattr(resource, "prlimit"):  # on Linux; elsewhere only the time is limited
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))


def end_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stderr:
        process.stderr.close()
