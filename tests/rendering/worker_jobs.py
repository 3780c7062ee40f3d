"""Jobs for the process that renders. It imports this module: nothing that needs pytest."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from rendering import Rendered, render


def leave_a_file(folder: str) -> None:
    (Path(folder) / str(os.getpid())).touch()


def find_process(source: str, options: dict[str, Any]) -> Rendered:
    is_same = (Path(options["folder"]) / str(os.getpid())).exists()
    return render("the same process" if is_same else "another process")


def stop_for_a_while(source: str, options: dict[str, Any]) -> Rendered:
    """Stops the process; another one sends SIGCONT after three times the limit."""
    goes_on = f"sleep 0.9; kill -CONT {os.getpid()}"
    with subprocess.Popen(["sh", "-c", goes_on]):
        os.kill(os.getpid(), signal.SIGSTOP)
    return render(source, **options)


def be_busy(source: str, options: dict[str, Any]) -> Rendered:
    while True:
        if source == "in C":
            re.match("(a+)+b", "a" * 40)


def use_most_of_the_limit(source: str, options: dict[str, Any]) -> Rendered:
    end = time.process_time() + 0.2
    while time.process_time() < end:
        pass
    return render(source, **options)


def have_an_accident(source: str, options: dict[str, Any]) -> Rendered:
    """Crashes as often as the options ask for; each try leaves a file."""
    folder = Path(options["folder"])
    tries = len(list(folder.iterdir()))
    (folder / str(tries)).touch()
    if tries < options["times"]:
        match options["accident"]:
            case "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            case "never goes on":
                os.kill(os.getpid(), signal.SIGSTOP)
            case "busy":
                be_busy(source, options)
    return render(source)


def crash(source: str, options: dict[str, str]) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
