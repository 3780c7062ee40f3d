"""Start Longwave as `make run` does, nginx with the same bytes, and minimal Django views."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import running

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
# Headers that nginx sets itself.
ITS_OWN = {
    *("content-length", "content-encoding", "content-type", "etag", "last-modified"),
    *("date", "server", "connection"),
}


class Server:
    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        """Wait for the first response; `seconds` is the time until then."""
        self.process, self.port = process, port
        started = time.monotonic()
        self.wait()
        self.seconds = time.monotonic() - started

    def wait(self) -> None:
        for _ in range(START_SECONDS * 50):
            try:
                self.get("/")
                return
            except OSError:
                time.sleep(0.02)
        raise TimeoutError(f"nothing answers on port {self.port}")

    def get(self, path: str, **headers: str) -> tuple[dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=given)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        body = answer.read()
        connection.close()
        return found, body

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def memory(self) -> float:
        """Memory of all its processes in MB; shared pages count once (PSS)."""
        return sum(map(proportional, family(self.process.pid))) / 1000


@contextmanager
def started(command: list[str], port: int, environment: dict[str, str]) -> Iterator[Server]:
    options = {"cwd": ROOT, "env": environment, "stdout": subprocess.DEVNULL}
    with running(command, **options) as process:
        yield Server(process, port)


@contextmanager
def longwave(data: Path, *, remembering: bool = True) -> Iterator[Server]:
    port = free_port()
    environment = {
        "LONGWAVE_SAMPLE": "0",
        "LONGWAVE_SEARCH_RATE": "0/10s",
        "PORT": str(port),
        **({} if remembering else {"LONGWAVE_PAGE_CACHE_MB": "0"}),
    }
    with python(["manage.py", "start"], port, data, environment) as server:
        yield server


@contextmanager
def bare(data: Path) -> Iterator[Server]:
    """Start the views of `benchmarks/serve/bare/` with the articles of the same blog."""
    port, workers = free_port(), "2"
    environment = {
        "DJANGO_SETTINGS_MODULE": "benchmarks.serve.bare.settings",
        "LONGWAVE_HOSTS": "127.0.0.1",
        "LONGWAVE_PAGE_CACHE_MB": "0",
    }
    command = ["-m", "blog.serving.run", "127.0.0.1", str(port), workers]
    with python(command, port, data, environment) as server:
        yield server


@contextmanager
def python(
    command: list[str], port: int, data: Path, environment: dict[str, str]
) -> Iterator[Server]:
    given = {**os.environ, "LONGWAVE_DATA": str(data), "LONGWAVE_LOG": "ERROR", **environment}
    with started([sys.executable, *command], port, given) as server:
        yield server


@contextmanager
def nginx(folder: Path, pages: dict[str, tuple[dict[str, str], bytes]]) -> Iterator[Server]:
    """Start nginx with these compressed bodies as files, and these headers."""
    port, program = free_port(), shutil.which("nginx") or "/usr/sbin/nginx"
    places = "".join(place(folder, *page) for page in enumerate(pages.items()))
    said = CONFIGURATION % {"folder": folder, "port": port} + places + "}}\n"
    (folder / "nginx.conf").write_text(said)
    command = [program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")]
    with started(command, port, {**os.environ}) as server:
        yield server


def place(folder: Path, number: int, page: tuple[str, tuple[dict[str, str], bytes]]) -> str:
    path, (headers, body) = page
    (folder / f"{number}.html").write_bytes(b"plain")
    (folder / f"{number}.html.gz").write_bytes(body)
    quoted = {name: value.replace('"', '\\"') for name, value in headers.items()}
    lines = "".join(
        f'add_header {name} "{value}";\n' for name, value in quoted.items() if name not in ITS_OWN
    )
    return f"location = {path} {{ root {folder}; try_files /{number}.html =404;\n{lines}}}\n"


CONFIGURATION = """
daemon off; worker_processes 2; pid %(folder)s/pid; error_log %(folder)s/errors;
events { worker_connections 1024; }
http {
default_type text/html; charset utf-8; access_log off; sendfile on; tcp_nopush on;
keepalive_requests 10000000; open_file_cache max=1000; gzip_static on;
client_body_temp_path %(folder)s/1; proxy_temp_path %(folder)s/2; fastcgi_temp_path %(folder)s/3;
uwsgi_temp_path %(folder)s/4; scgi_temp_path %(folder)s/5;
server {
listen 127.0.0.1:%(port)s;
"""


def family(process: int) -> Iterator[int]:
    """The ids of the process and of all its descendants."""
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from family(int(child))


def proportional(process: int) -> int:
    """The PSS of a process in kB."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
