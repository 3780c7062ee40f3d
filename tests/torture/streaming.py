"""A real replica, to which a real PostgreSQL streams what it writes."""

import shutil
from pathlib import Path

import psycopg

from tests.postgres import PostgreSQL, free_port


class StreamingReplica(PostgreSQL):
    """`address` is its DATABASE_REPLICA_URL."""

    def __init__(self, primary: PostgreSQL, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.address = primary.address.replace(str(primary.port), str(self.port))
        self.package, self.account = primary.package, primary.account
        folder.mkdir(mode=0o755)
        if self.account:
            shutil.chown(folder, "nobody", "nogroup")
        source = ["--host=127.0.0.1", f"--port={primary.port}", "--username=longwave"]
        self.run(
            "pg_basebackup", "--write-recovery-conf", "--checkpoint=fast", "--no-sync", *source
        )
        self.start()

    def pause(self) -> None:
        self.tell("SELECT pg_wal_replay_pause()")

    def resume(self) -> None:
        self.tell("SELECT pg_wal_replay_resume()")

    def delay(self, seconds: float) -> None:
        """Replay what the primary has committed so many seconds later."""
        self.tell(f"ALTER SYSTEM SET recovery_min_apply_delay = '{seconds * 1000:.0f}ms'")
        self.tell("SELECT pg_reload_conf()")

    def tell(self, statement: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement)
