"""Dates of files by the history of their git repository, where there is one and git is installed.

The repository may be from an upload: its configuration must not run anything. Hooks, monitors,
signature programs, external diffs and fetches of missing objects are switched off.
"""

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

LONGEST = 60  # seconds
LARGEST = 64 * 1024 * 1024  # bytes of output
MOST_RENAMES = 400  # added and deleted files of a commit that are compared
COMMIT = "\x01"
NO_REPOSITORY = "no-repository"
WITHOUT_PROGRAMS = (
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"),
    *("-c", "log.showSignature=false", "-c", "gpg.program=false", "-c", "core.pager=cat"),
)
LOG = (
    *("log", f"--format={COMMIT}%at %P", "--name-status", "-z", "--relative", "-M"),
    *(f"-l{MOST_RENAMES}", "--no-show-signature", "--no-ext-diff", "--no-textconv"),
    *("--no-mailmap", "--no-notes", "--", "."),
)
ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
# Variables of a hook or a script that would lead git to another repository
OF_ANOTHER_REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")


@dataclass(slots=True)
class GitHistory:
    """The dates of the first and the last commit of each file, also before it was renamed.

    `problem` is “”, or why there are none though there is a repository: “not-trusted” (it belongs
    to another user), “too-long”, “too-large”, “failed”. `is_shallow`: older commits are missing.
    """

    first: dict[Path, datetime] = field(default_factory=dict)
    last: dict[Path, datetime] = field(default_factory=dict)
    problem: str = ""
    is_shallow: bool = False


def read_git_history(root: Path) -> GitHistory:
    if shutil.which("git") is None or not root.is_dir():
        return GitHistory()
    is_shallow, problem = run_git(root, ("rev-parse", "--is-shallow-repository"))
    output, problem = ("", problem) if problem else run_git(root, LOG)
    history = GitHistory(
        problem="" if problem == NO_REPOSITORY else problem,
        is_shallow=is_shallow.strip() == "true",
    )
    add_commits(history, root, output, ignore_first=history.is_shallow)
    return history


def add_commits(history: GitHistory, root: Path, output: str, *, ignore_first: bool) -> None:
    """Add the dates of commits, newest first.

    In a shallow clone the oldest commits add all files: `ignore_first` leaves those out.
    """
    present = dict[str, str]()  # the present name by the former one
    for date, parents, changes in commits(output):
        if ignore_first and not parents:
            continue
        for old, new in changes:
            name = present.get(new, new)
            if old != new:
                present[old] = name
            path = root / name
            history.last.setdefault(path, date)
            history.first[path] = min(date, history.first.get(path, date))


def commits(output: str) -> Iterator[tuple[datetime, str, list[tuple[str, str]]]]:
    """Yield the date, the parents, and the old and the new name of each changed file."""
    for commit in output.split(COMMIT)[1:]:
        head, *rest = commit.split("\0")
        stamp, _space, parents = head.partition(" ")
        with suppress(
            ValueError, OverflowError, OSError
        ):  # a name with COMMIT in it, the year 9999
            date = datetime.fromtimestamp(int(stamp), UTC)
            yield date, parents.strip(), list(changed_files(rest))


def changed_files(tokens: list[str]) -> Iterator[tuple[str, str]]:
    """Read A, M and T with one name, R and C with two. Deletions are left out."""
    remaining = iter(tokens)
    for token in remaining:
        status = token.strip("\n")[:1]
        if not status:
            continue
        first = next(remaining, "")
        if status == "R":
            yield first, next(remaining, "")
        elif status == "C":
            copy = next(remaining, "")
            yield copy, copy
        elif status != "D":
            yield first, first


def run_git(root: Path, arguments: tuple[str, ...]) -> tuple[str, str]:
    """Return the output of git and “”, or “” and the problem. Time and output are bounded."""
    environment = {k: v for k, v in os.environ.items() if k not in OF_ANOTHER_REPOSITORY}
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                ["git", "-C", str(root), *WITHOUT_PROGRAMS, *arguments],
                env=environment | ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        except OSError:
            return "", "failed"
        output, problem = bounded_output(process)
        if not problem and process.returncode:
            errors.seek(0)
            problem = git_problem(errors.read().decode(errors="replace"))
    return ("", problem) if problem else (os.fsdecode(output), "")


def bounded_output(process: subprocess.Popen[bytes]) -> tuple[bytes, str]:
    """Read the output of a process to its end, and end a process that exceeds a bound."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    clock = threading.Timer(LONGEST, stop)
    with process:
        clock.start()
        try:
            output = process.stdout.read(LARGEST + 1) if process.stdout else b""
            if len(output) > LARGEST:
                process.kill()
        finally:
            clock.cancel()
    if late.is_set():
        return b"", "too-long"
    return output, "too-large" if len(output) > LARGEST else ""


def git_problem(error: str) -> str:
    """Return why git has refused to answer. A repository without commits has no dates."""
    if "not a git repository" in error or "does not have any commits" in error:
        return NO_REPOSITORY
    return "not-trusted" if "dubious ownership" in error else "failed"
