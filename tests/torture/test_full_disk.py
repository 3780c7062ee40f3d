"""A site whose data folder is on a small disk that becomes full, and has room again."""

import json
import os
import shutil
import subprocess
from contextlib import contextmanager, suppress
from urllib.parse import urlencode

import pytest

from benchmarks.serve.servers import free_port, python
from tests.operations.test_outage import PAGES, TOKEN, Site, author_of, sqlite_template
from tests.waiting import wait_until

MEGABYTES = 24
PIECE = 200_000  # bytes of a text that compression does not shorten


@pytest.fixture
def small_disk(tmp_path):
    """A file system in memory. Mounting needs root: without it this attack cannot be tried."""
    folder = tmp_path / "disk"
    folder.mkdir()
    size = f"size={MEGABYTES}m"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def served(folder):
    data, port = folder / "var", free_port()
    shutil.copytree(sqlite_template(), data)
    settings = {"LONGWAVE_RUN_TASKS": "0", "DATABASE_URL": ""}
    command = ["-m", "blog.serving.run", "127.0.0.1", str(port), "2"]
    with python(command, port, data, settings):
        yield Site(port, data), author_of(data / "longwave.sqlite3")


def fill(folder) -> None:
    with suppress(OSError), (folder / "other").open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)


class Author:
    def __init__(self, site, author) -> None:
        self.site, (self.session, self.article, self.base) = site, author
        self.saved = ""

    def save(self) -> tuple[int, dict]:
        text = os.urandom(PIECE).hex()
        form = {"title": "T", "body": text, "base": self.base, "csrfmiddlewaretoken": TOKEN}
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
            "Accept-Language": "en",
        }
        address = f"/desk/articles/{self.article}/autosave/"
        status, _headers, said = self.site.ask(address, headers, "POST", urlencode(form).encode())
        answer = json.loads(said)
        if status == 200:
            self.base, self.saved = answer["base"], text
        return status, answer

    def newest(self) -> str:
        headers = {"Cookie": f"sessionid={self.session}"}
        return self.site.ask(f"/desk/articles/{self.article}/", headers)[2]


def test_a_full_disk(small_disk):
    with served(small_disk) as (site, author):
        writer, saves = Author(site, author), 0
        site.read()
        while writer.save()[0] == 200 and saves < 5:
            saves += 1
        fill(small_disk)
        refused = [writer.save() for _time in range(20)]
        statuses = {status for status, _said in refused}
        assert statuses <= {200, 503}, refused
        assert refused[-1][0] == 503
        assert "disk of the site is full" in refused[-1][1]["words"]
        read = [site.status(path) for path in (*PAGES, "/articles/b/", "/search/?q=text") * 10]
        assert set(read) == {200}
        assert writer.saved in writer.newest()
        (small_disk / "other").unlink()
        wait_until(lambda: writer.save()[0] == 200)
        assert writer.saved in writer.newest()
        number = sum(status == 503 for status, _said in refused)
    print(f"\n\nThe disk was full: {number} of 20 saves were refused, each with the reason;")
    print(
        f"  {len(read)} pages and searches were all answered; the newest confirmed text was there;"
    )
    print("  as soon as there was room, saving went on without a restart.")
