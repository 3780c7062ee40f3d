"""A real PgBouncer in transaction mode, in front of a real PostgreSQL."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.postgres import PostgreSQL, free_port
from tests.processes import running
from tests.waiting import wait_until

CONFIGURATION = """
[databases]
* = host=127.0.0.1 port={server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 10
max_client_conn = 500
server_login_retry = 1
{more}
"""


class PgBouncer:
    """`address` of its database, as DATABASE_URL has it."""

    def __init__(self, postgres: PostgreSQL, port: int) -> None:
        self.port = port
        self.bare_address = postgres.address.replace(str(postgres.port), str(port))
        self.address = f"{self.bare_address}?pgbouncer=true"

    def is_ready(self) -> bool:
        try:
            psycopg.connect(self.bare_address, connect_timeout=1).close()
        except psycopg.OperationalError:
            return False
        return True


@contextmanager
def pgbouncer(postgres: PostgreSQL, more: str = "") -> Iterator[PgBouncer]:
    """`more` are lines of its configuration. It has ten sessions, and sites have more threads."""
    port = free_port()
    file = Path(postgres.folder) / f"pgbouncer-{port}.ini"
    # Every role of the tests is the one of the server, without a password.
    said = CONFIGURATION.format(server=postgres.port, port=port, more=more)
    file.write_text(said.replace("* =", "* = user=longwave"))
    program = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
    # It refuses root, as PostgreSQL does.
    account = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    options = account if os.geteuid() == 0 else {}
    with running([program, "-q", str(file)], stderr=subprocess.DEVNULL, **options):
        found = PgBouncer(postgres, port)
        wait_until(found.is_ready)
        yield found
