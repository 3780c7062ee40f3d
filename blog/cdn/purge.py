"""Telling a cache in front that what it keeps is old: one request after each change.

A thread of every server process looks for a new version of the site. The first one to hold the
lock of a file sends the request for all on this machine, and writes down for which version: so it
is sent once, and by another one where a process ends before. Servers on several machines send one
each, which does no harm. What changed while no process ran is sent at the start.

Everything is to be forgotten. A title stands in lists, beside related articles and before and after
others; a new article moves every list. Pages are made again from memory, so that little is won by
knowing which.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from time import sleep
from typing import IO, Any, NamedTuple
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from blog import private
from blog.cdn.surrogate_keys import EVERYTHING
from blog.page_cache.store import SETTLED
from blog.page_cache.version import Look

PAUSE = 0.25  # seconds between two looks
# After a purge: an import changes the site a hundred times, and services count the requests.
REST = 5.0
SECONDS = 10.0  # for one request
AGAIN_AFTER = (1.0, 4.0, 15.0)  # seconds, where it does not succeed

log = logging.getLogger(__name__)


class Purge(NamedTuple):
    """The request. `header` is one of it, such as ("Authorization", "Bearer …")."""

    url: str
    method: str = "POST"
    header: tuple[str, str] = ("", "")

    def send(self) -> None:
        """OSError or HTTPException where it does not succeed."""
        headers = {"Content-Type": "application/json", "Surrogate-Key": EVERYTHING}
        headers |= dict([self.header]) if self.header[0] else {}
        body = f'{{"tags": ["{EVERYTHING}"]}}'.encode()
        request = Request(self.url, body, headers, method=self.method)
        with build_opener(NoRedirect).open(request, timeout=SECONDS):
            pass


class NoRedirect(HTTPRedirectHandler):
    """The header, which may hold a secret, is for one address."""

    def redirect_request(self, *_given: Any) -> None:
        return None


class Purger:
    """Sends a purge for each new mark of the site, as `Look` finds them; `kept` is a file."""

    def __init__(self, send: Callable[[], None], look: Callable[[], str], kept: Path) -> None:
        self.send, self.look, self.kept = send, look, kept
        self.known = ""

    def start(self) -> None:
        Thread(target=self.run, name="purging", daemon=True).start()

    def run(self) -> None:
        while True:
            sleep(REST if self.turn() else PAUSE)

    def turn(self) -> bool:
        """Look once; whether there was something new."""
        try:
            mark = self.look()
        except Exception:  # the database is down: nothing can have changed that we know of
            return False
        if mark == self.known:
            return False
        sleep(SETTLED)  # until no process answers with anything older
        self.known = mark
        self.purge(mark)
        return True

    def purge(self, mark: str) -> None:
        with locked(self.kept) as file:
            if file.read() == mark or not self.succeeds():
                return
            file.seek(0)
            file.truncate()
            file.write(mark)

    def succeeds(self) -> bool:
        for pause in (*AGAIN_AFTER, 0.0):
            try:
                self.send()
                return True
            except (OSError, HTTPException) as error:
                log.warning("The cache in front was not purged: %s", error)
                sleep(pause)
        return False


@contextmanager
def locked(file: Path) -> Iterator[IO[str]]:
    """The file, of which no other process has the lock."""
    with open(file, "a+", opener=private.opener) as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        opened.seek(0)
        yield opened


def start() -> None:
    """As the settings say."""
    purge = Purge(settings.CDN_PURGE_URL, settings.CDN_PURGE_METHOD, settings.CDN_PURGE_HEADER)
    look = Look()
    Purger(purge.send, lambda: str(look().mark), settings.DATA / "purged").start()
