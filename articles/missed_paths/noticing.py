"""Notes requests that were answered with 404, and stores them now and then.

A request only adds to a dictionary. The thread of desk/housekeeping.py stores what was noted every
few seconds, so that a flood of requests does not become a flood of writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from articles.models import MissedPath
from articles.models.missed_paths import LONGEST_REFERRER, Miss
from articles.paths import normal
from articles.paths.normal import OldAddress
from articles.paths.probes import is_probe
from blog.middleware import private_paths

MOST_NOTED = 500  # paths between two calls of store(), of those with a referrer and of the others
# Parameters that say which article was meant; others may be personal
NUMBERS = frozenset(
    {"p", "page_id", "post", "post_id", "id", "pid", "aid", "tid", "cat", "attachment_id", "m"}
)
Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class NotFoundNotes:
    """The paths that were not found since they were last stored."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.referred = dict[str, Miss]()
        self.others = dict[str, Miss]()

    def note(self, environ: Environ) -> None:
        """Note a request, unless it is one for a page of the admin, or of a program for holes."""
        path = asked_path(environ)
        referrer = referrer_of(environ.get("HTTP_REFERER", ""))
        if not path or (is_probe(path) and not referrer):
            return
        with self.lock:
            notes = self.referred if referrer else self.others
            before = notes.get(path)
            if before is None and len(notes) >= MOST_NOTED:
                return
            times = before.times + 1 if before else 1
            notes[path] = Miss(path, timezone.now(), times, times if referrer else 0, referrer)

    def store(self) -> None:
        """Write what was noted, and forget it."""
        with self.lock:
            referred, others = self.referred, self.others
            self.referred, self.others = {}, {}
        if referred or others:
            MissedPath.objects.add(
                with_others(others[path], miss) if path in others else miss
                for path, miss in (others | referred).items()
            )


NOTES = NotFoundNotes()


class WithNotFoundNotes:
    """A WSGI application that notes the requests which another one answers with 404."""

    def __init__(self, application: Any, notes: NotFoundNotes = NOTES) -> None:
        self.application, self.notes = application, notes
        # The page cache has no prepared response for pages that say 404.
        self.prepared_response = getattr(application, "prepared_response", None)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, *rest: Any) -> Any:
            if status.startswith("404"):
                self.notes.note(environ)
            return start_response(status, *rest)

        answer: Iterable[bytes] = self.application(environ, start)
        return answer


def with_others(plain: Miss, referred: Miss) -> Miss:
    """Requests for the same path with and without a referrer."""
    if plain is referred:
        return plain
    return referred._replace(times=plain.times + referred.times)


def asked_path(environ: Environ) -> str:
    """The normal address; '' for what no reader asks for."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return ""
    path = normal.normal_path(normal.wsgi_bytes(environ["PATH_INFO"]))
    pairs = normal.read_pairs(normal.wsgi_bytes(environ.get("QUERY_STRING", "")))
    told = tuple(pair for pair in pairs if pair[0] in NUMBERS and pair[1].isalnum())
    address = str(OldAddress(path, told[: normal.MOST_PARAMETERS]))
    is_private = path.startswith(private_paths())
    return "" if is_private or len(address) > normal.LONGEST else address


def referrer_of(url: str) -> str:
    """Host and path of the page that led here, without its query; '' if there is none."""
    try:
        parts = urlsplit(normal.text_of_bytes(normal.wsgi_bytes(url)))
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    return f"{parts.hostname}{parts.path}"[:LONGEST_REFERRER]
