"""Purges the CDN: one HTTP request after each change of the site.

A thread in each server process polls the version of the site. The first process that gets the lock
of a file sends the request and writes the version into this file. So one request is sent for all
processes of a machine, also if a process ends before it has sent its own. Servers on several
machines send one request each, which does no harm. A change that was made while no process ran is
sent at the start.

All pages are purged. The title of an article is also in lists, in related articles and in links to
the next article, and a new article moves all lists. Building the pages again is cheap.
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

from blog import file_modes
from blog.cdn.surrogate_keys import SITE_KEY
from blog.page_cache.page_store import SETTLED
from blog.page_cache.version_poll import VersionPoll

PAUSE = 0.25  # seconds between two polls
# Seconds after a purge: an import changes the site a hundred times, and CDNs limit the rate.
REST = 5.0
TIMEOUT = 10.0  # seconds of one request
RETRY_DELAYS = (1.0, 4.0, 15.0)  # seconds

log = logging.getLogger(__name__)


class PurgeRequest(NamedTuple):
    """`header` is an additional header, such as ("Authorization", "Bearer …")."""

    url: str
    method: str = "POST"
    header: tuple[str, str] = ("", "")

    def send(self) -> None:
        """Raises OSError or HTTPException if the request fails."""
        headers = {"Content-Type": "application/json", "Surrogate-Key": SITE_KEY}
        headers |= dict([self.header]) if self.header[0] else {}
        body = f'{{"tags": ["{SITE_KEY}"]}}'.encode()
        request = Request(self.url, body, headers, method=self.method)
        with build_opener(NoRedirect).open(request, timeout=TIMEOUT):
            pass


class NoRedirect(HTTPRedirectHandler):
    """Follow no redirect: the header may hold a secret for this URL only."""

    def redirect_request(self, *_given: Any) -> None:
        return None


class CdnPurger:
    """Sends a purge for each new version of the site.

    `poll` returns the version; `record` is the file with the last version that was purged.
    """

    def __init__(self, send: Callable[[], None], poll: Callable[[], str], record: Path) -> None:
        self.send, self.poll, self.record = send, poll, record
        self.known = ""

    def start(self) -> None:
        Thread(target=self.run, name="cdn-purge", daemon=True).start()

    def run(self) -> None:
        while True:
            sleep(REST if self.tick() else PAUSE)

    def tick(self) -> bool:
        """Poll once, and purge if the version is new. Return whether it is new."""
        try:
            version = self.poll()
        except Exception:  # the database is unreachable: no change is known
            return False
        if version == self.known:
            return False
        sleep(SETTLED)  # until no process answers with an older version
        self.known = version
        self.purge(version)
        return True

    def purge(self, version: str) -> None:
        with locked_file(self.record) as file:
            if file.read() == version or not self.send_with_retries():
                return
            file.seek(0)
            file.truncate()
            file.write(version)

    def send_with_retries(self) -> bool:
        for pause in (*RETRY_DELAYS, 0.0):
            try:
                self.send()
                return True
            except (OSError, HTTPException) as error:
                log.warning("The CDN was not purged: %s", error)
                sleep(pause)
        return False


@contextmanager
def locked_file(file: Path) -> Iterator[IO[str]]:
    """Open the file and hold its exclusive lock."""
    with open(file, "a+", opener=file_modes.private_opener) as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        opened.seek(0)
        yield opened


def start_purging() -> None:
    """Start the thread with the request of the settings."""
    request = PurgeRequest(
        settings.CDN_PURGE_URL, settings.CDN_PURGE_METHOD, settings.CDN_PURGE_HEADER
    )
    poll = VersionPoll()
    CdnPurger(request.send, lambda: str(poll().version), settings.DATA / "purged").start()
