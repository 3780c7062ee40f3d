"""Git, with fixed arguments, a time limit and no prompts."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LONGEST = 300  # seconds of one command
LONGEST_MESSAGE = 2_000  # characters
# Variables of a hook that would lead git to another repository
OTHERS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")
WITHOUT_PROGRAMS = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false")
PASSWORD = re.compile(r"(?<=://)[^/@\s]+@")


class GitFailed(Exception):
    """What git said, without passwords."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A checkout of `branch`, whose remote is `origin`."""

    root: Path
    branch: str

    def fetch(self) -> None:
        """Get what was pushed. Nothing in the folder changes."""
        refs = f"+refs/heads/{self.branch}:refs/remotes/origin/{self.branch}"
        self.run("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "origin", refs)

    def check_branch(self) -> None:
        """Raises GitFailed if the folder has another branch."""
        found = self.run("symbolic-ref", "--short", "HEAD").decode().strip()
        if found != self.branch:
            raise GitFailed(f"{self.root} is on the branch {found}, not on {self.branch}")

    def committed(self, name: str) -> bytes | None:
        """The content of a file as it was committed; None if there is none."""
        try:
            return self.run("cat-file", "blob", f"HEAD:./{name}")
        except GitFailed:
            return None

    def restore_committed(self, names: Sequence[str]) -> None:
        """Make files what was committed."""
        if names:
            self.run("checkout", "--quiet", "HEAD", "--", *names)

    def check_can_forward(self) -> None:
        """Raises GitFailed if the folder has commits that were not fetched: nothing changes."""
        pushed = f"refs/remotes/origin/{self.branch}"
        if self.run("rev-list", "--max-count=1", f"{pushed}..HEAD"):
            raise GitFailed(
                f"{self.root} has commits that origin/{self.branch} does not have, or those there "
                "were replaced by a forced push. Bring both together in that folder: "
                "git pull --rebase --autostash"
            )

    def forward(self) -> None:
        """Let the folder be what was fetched. Raises GitFailed if it has commits of its own."""
        self.run("merge", "--quiet", "--ff-only", f"refs/remotes/origin/{self.branch}")

    def is_whole(self) -> bool:
        """Whether all files are there that were committed."""
        return not self.run("ls-files", "--deleted")

    def run(self, *arguments: str) -> bytes:
        """Return the output. Raises GitFailed."""
        try:
            done = subprocess.run(
                ["git", "-C", str(self.root), "--literal-pathspecs", *WITHOUT_PROGRAMS, *arguments],
                env=quiet_environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise GitFailed(f"git {arguments[0]} took longer than {LONGEST} s") from error
        except OSError as error:
            raise GitFailed(f"git cannot be run: {error.strerror}") from error
        if done.returncode:
            raise GitFailed(without_passwords(done.stderr.decode(errors="replace")))
        return done.stdout


def quiet_environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OTHERS}
    asking = {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": shutil.which("true") or "", "LC_ALL": "C"}
    ssh = {"GIT_SSH_COMMAND": os.environ.get("GIT_SSH_COMMAND", "ssh -o BatchMode=yes")}
    return kept | asking | ssh


def without_passwords(message: str) -> str:
    return PASSWORD.sub("", message).strip()[:LONGEST_MESSAGE]
