"""A machine of its own for a test: systemd, a network, files that vanish with it (machine.sh).

It needs root and a kernel with overlay and namespaces. What runs in it does not reach this machine.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import running
from tests.waiting import wait_until

SCRIPT = Path(__file__).with_name("machine.sh")
NAMESPACES = ("-m", "-p", "-n", "-i", "-u", "-C")
ENVIRONMENT = ("HOME=/root", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8")
CGROUPS = [Path("/sys/fs/cgroup/unified"), Path("/sys/fs/cgroup")]


class Machine:
    def __init__(self, first: int) -> None:
        """`first` is its process 1."""
        self.first = first

    def run(self, script: str, folder: str = "/root") -> subprocess.CompletedProcess[str]:
        """Run a script as root. What it prints is `stdout`; `returncode` is that of the script."""
        command = [*("nsenter", "-t", str(self.first), "-a", "env", "-i"), *ENVIRONMENT]
        command += ["bash", "-euo", "pipefail"]
        text = f"cd {folder}\n{script}"
        return subprocess.run(
            command, input=text, stdout=-1, stderr=-2, text=True, check=False, timeout=1800
        )

    def path(self, name: str) -> Path:
        """Where this machine finds one of its files."""
        return Path(f"/proc/{self.first}/root{name}")

    def is_up(self) -> bool:
        return self.run("systemctl is-system-running --wait").stdout.strip() in (
            "running",
            "degraded",
        )


@contextmanager
def booted(folder: Path) -> Iterator[Machine]:
    """Boot it; it ends with the block. `folder` is an empty one."""
    cgroup = next(each for each in CGROUPS if (each / "cgroup.procs").exists()) / folder.name
    cgroup.mkdir(exist_ok=True)
    enter = f'echo $BASHPID >{cgroup}/cgroup.procs; exec "$@"'
    command = ["unshare", *NAMESPACES, "--fork", "--kill-child", str(SCRIPT), str(folder)]
    try:
        with running(["bash", "-c", enter, "bash", *command]) as booting:
            children = Path(f"/proc/{booting.pid}/task/{booting.pid}/children")
            wait_until(lambda: children.exists() and children.read_text().split())
            machine = Machine(int(children.read_text().split()[0]))
            wait_until(machine.is_up)
            yield machine
    finally:
        remove_cgroup(cgroup)


def remove_cgroup(cgroup: Path) -> None:
    def is_removed() -> bool:
        for found in sorted(cgroup.rglob("*"), key=lambda path: -len(path.parts)):
            if found.is_dir():
                os.rmdir(found)
        os.rmdir(cgroup)
        return True

    def removed() -> bool:
        try:
            return is_removed()
        except OSError:  # its processes are ending
            return not cgroup.exists()

    wait_until(removed)
