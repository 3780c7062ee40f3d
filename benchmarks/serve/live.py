"""Measure how long after a commit the old page is still served."""

from __future__ import annotations

import http.client
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

READERS = 24  # connections, so that every process has some
LONGEST = 60.0


def seconds_to_visible(database: str, port: int, slug: str, title: str) -> float:
    """Change a title with SQL; return the seconds until all connections showed it.

    `database` is a file of SQLite or an address of PostgreSQL.
    """
    with readers(port) as everybody:
        path = f"/articles/{slug}/"
        for reader in everybody:
            text_of(reader, path)
        change(database, slug, title)
        committed = last_old = time.monotonic()
        fresh = [False]
        while not all(fresh):
            if time.monotonic() - committed > LONGEST:
                raise TimeoutError(f"after {LONGEST} s there are readers of the old page")
            fresh = [title in text_of(reader, path) for reader in everybody]
            last_old = last_old if all(fresh) else time.monotonic()
    return last_old - committed


@contextmanager
def readers(port: int) -> Iterator[list[http.client.HTTPConnection]]:
    everybody = [http.client.HTTPConnection("127.0.0.1", port, timeout=30) for _ in range(READERS)]
    yield everybody
    for reader in everybody:
        reader.close()


def change(database: str, slug: str, title: str) -> None:
    if database.startswith("postgres"):
        with psycopg.connect(database) as connection:
            connection.execute(UPDATE.replace("?", "%s"), (title, slug))
        return
    with closing(sqlite3.connect(Path(database), timeout=20)) as file, file:
        file.execute(UPDATE, (title, slug))


UPDATE = "UPDATE articles_article SET title = ? WHERE slug = ?"


def text_of(reader: http.client.HTTPConnection, path: str) -> str:
    reader.request("GET", path)
    return reader.getresponse().read().decode()
