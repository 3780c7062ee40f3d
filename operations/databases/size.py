"""How much the database takes on the disk."""

import os
from contextlib import suppress

from django.db import connection

SUFFIXES = ("", "-wal", "-shm")


def database_size() -> int:
    """In bytes: of the files of SQLite, or what PostgreSQL says of its database."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    return sum(size_of(f"{connection.settings_dict['NAME']}{suffix}") for suffix in SUFFIXES)


def size_of(path: str) -> int:
    with suppress(OSError):
        return os.stat(path).st_size
    return 0
