"""Measure the library on the database of the environment; `benchmarks/library.py` starts it."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "blog.settings"

from benchmarks.growing import run  # isort: skip  # prepares Django

from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from articles.models import User
from benchmarks.filing import shelf

ARTICLES, ROUNDS = 2000, 9
QUERIES: dict[str, dict[str, str]] = {
    "list": {},
    "last page": {"page": "9999"},
    "pictures": {"shelf": "pictures"},
    "without alternative text": {"shelf": "without-alt"},
    "unused": {"shelf": "unused"},
    "trash": {"shelf": "trash"},
    "month": {"month": f"{timezone.now():%Y}-01"},
    "search: name, Chinese": {"q": "损失曲线"},
    "search: name, English": {"q": "screenshot"},
    "search: alternative text": {"q": "third layer"},
    "search: title": {"q": "Attention 1999"},
    "search: one file": {"q": "talk-31.png"},
    "search: nothing": {"q": "不存在的词"},
    "search on a shelf": {"q": "图", "shelf": "unused", "month": f"{timezone.now():%Y}-01"},
}


def main(task: dict[str, Any]) -> dict[str, Any]:
    run.fill(ARTICLES)
    people = shelf.fill(task["files"])
    settle()
    found = {
        f"{name}, {who}": times(user, f"/desk/library/?{urlencode(query)}")
        for who, user in people.items()
        for name, query in QUERIES.items()
    }
    connections.close_all()
    return found


def settle() -> None:
    """What the database does by itself later."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def times(user: User, address: str) -> tuple[float, float]:
    """Milliseconds of a request: mean of the processor time, lower quartile of the clock."""
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    read(client, address)
    before = processor_seconds()
    found = sorted(run.timed(lambda: read(client, address)) for _round in range(ROUNDS))
    return (processor_seconds() - before) * 1000 / ROUNDS, found[ROUNDS // 4]


def processor_seconds() -> float:
    """Of this process, and of the one in which PostgreSQL answers it."""
    used = time.process_time()
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
        user, system = stat.rpartition(")")[2].split()[11:13]
        used += (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return used


def read(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    Path(asked["result"]).write_text(json.dumps(main(asked)))
