"""A Docker engine of Debian, with a network of its own, and images made of Debian's packages.

Docker's registry is not asked: debootstrap makes `debian:bookworm-slim`, with the settings of this
machine for packages, and `caddy:2` is that with Debian's caddy.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import running
from tests.waiting import wait_until

MIRROR = "http://deb.debian.org/debian"
# How this machine reaches its packages, if it has settings for that.
SETTINGS = ["/etc/pip.conf", "/etc/npmrc", "/root/.npmrc", "/usr/local/share/ca-certificates"]
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
CADDY = """
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends caddy
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
"""


class DockerEngine:
    def __init__(self, folder: Path, process: int) -> None:
        self.process = process
        self.variables = os.environ | {
            "DOCKER_HOST": f"unix://{folder}/socket",
            "DOCKER_BUILDKIT": "0",  # Debian has no buildx
            "COMPOSE_DOCKER_CLI_BUILD": "0",
        }

    def run(self, *command: str, folder: Path | None = None, given: bytes = b"") -> str:
        """Run a command in the network of the engine. Returns what it prints."""
        inside = ["nsenter", "-t", str(self.process), "-n", *command]
        done = subprocess.run(
            inside, cwd=folder, input=given, stdout=-1, stderr=-2, env=self.variables, check=False
        )
        text = done.stdout.decode()
        assert done.returncode == 0, f"{command}\n{text[-8000:]}"
        return text

    def is_up(self) -> bool:
        asked = ["docker", "version"]
        return subprocess.run(asked, env=self.variables, capture_output=True).returncode == 0


@contextmanager
def docker_engine(folder: Path, *, alone: bool) -> Iterator[DockerEngine]:
    """Run the engine; images stay in the folder. `alone`: in a network that has no way out."""
    command = ["dockerd", f"--host=unix://{folder}/socket", f"--pidfile={folder}/pid"]
    command += [f"--data-root={folder}/data", f"--exec-root={folder}/exec"]
    if alone:
        command = ["unshare", "-n", "sh", "-c", 'ip link set lo up; exec "$@"', "sh", *command]
    else:
        command += ["--bridge=none", "--iptables=false"]
    try:
        with (
            (folder / "log").open("ab") as log,
            running(command, stdout=log, stderr=log) as process,
        ):
            engine = DockerEngine(folder, process.pid)
            wait_until(engine.is_up)
            yield engine
    finally:
        unmount(folder)


def unmount(folder: Path) -> None:
    """The engine leaves the file of its network mounted."""
    for line in Path("/proc/mounts").read_text().splitlines():
        if (place := line.split()[1]).startswith(f"{folder}/"):
            subprocess.run(["umount", "--lazy", place], check=False)


def make_base_images(engine: DockerEngine, folder: Path) -> None:
    root = folder / "debian"
    packages = ["debootstrap", "--variant=minbase", "bookworm", str(root), MIRROR]
    engine.run(*packages)
    for each in filter(os.path.exists, SETTINGS):
        engine.run("cp", "-a", "--parents", each, str(root))
    (root / CERTIFICATES[1:]).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(CERTIFICATES, root / CERTIFICATES[1:])
    change = f"ENV NODE_EXTRA_CA_CERTS={CERTIFICATES}"
    archive = f"tar -C {root} -c . | docker import --change '{change}' - debian:bookworm-slim"
    engine.run("bash", "-c", archive)
    shutil.rmtree(root)
    engine.run("docker", "build", "--network=host", "-t", "caddy:2", "-", given=CADDY.encode())
