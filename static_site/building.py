"""One response of Django as it becomes a file: the page that a visitor without cookies gets."""

from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic, sleep

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils import translation

from articles.cache import memory, reads
from articles.cache.reads import UNREPEATABLE, Read
from articles.db import compiled
from articles.middleware import ORIGIN as ORIGIN_KEY
from articles.middleware import STATIC_LANGUAGES
from blog.page_cache.page_key import PageKey
from static_site.static_addresses import NOT_FOUND, ORIGIN, SiteAddress

HOST = "localhost"  # Django allows it always; addresses begin with ORIGIN
PATIENCE = 900.0  # seconds that a feed waits for the pictures of its formulas
PAUSE = 0.2
CARDS_BYTES = 96 * 2**20  # about 10,000 articles in lists, in two languages
WAITING = "no-cache"  # Cache-Control of a feed whose pictures are being drawn


@dataclass(frozen=True)
class Answer:
    """`status` is 200, 404 …; header names are in lower case. `reads` decide the rest."""

    status: int
    headers: dict[str, str]
    body: bytes
    reads: frozenset[Read]

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


class PageBuilder:
    """Asks Django for addresses. `languages` are those of the interface, the main one first.

    All pages show the site as it is at `moment`.
    """

    def __init__(self, languages: tuple[str, ...], moment: datetime) -> None:
        self.languages, self.moment = languages, moment
        self.handler = WSGIHandler()
        # Each article is in many lists, which come one after the other.
        memory.keep_more_content(CARDS_BYTES)

    def answer(self, address: SiteAddress) -> Answer:
        """The answer for an address; that of a feed when all its pictures are drawn."""
        started = monotonic()
        while True:
            found = self.django_answer(address)
            waits = found.headers.get("cache-control") == WAITING
            if not waits:
                return found
            if monotonic() > started + PATIENCE:
                return replace(found, reads=found.reads | {Read(UNREPEATABLE)})
            sleep(PAUSE)

    def django_answer(self, address: SiteAddress) -> Answer:
        """Without the signals of a request, at which Django closes the connection."""
        request = WSGIRequest(self.environ(address))
        # A request leaves its language active, and this process has its own.
        kept = translation.override(translation.get_language())
        with kept, compiled.at_moment(self.moment), reads.recording() as found:
            response = self.handler.get_response(request)
            body = b"".join(response)
        headers = {name.lower(): value for name, value in response.items()}
        return Answer(response.status_code, headers, body, frozenset(found))

    def environ(self, address: SiteAddress) -> dict[str, object]:
        """The request of the page cache for a visitor who has chosen nothing."""
        scheme = "https" if settings.HTTPS else "http"
        key = PageKey(
            scheme=scheme,
            forwarded=scheme,
            script="",
            host=HOST,
            path=address.path.encode().decode("latin-1"),  # as WSGI says (PEP 3333)
            query=address.query,
            language=address.language or self.languages[0],
            preferences="",
            as_page=False,
        )
        return key.environ() | {STATIC_LANGUAGES: self.languages, ORIGIN_KEY: ORIGIN}


def expected_status(address: SiteAddress) -> int:
    return 404 if address.path == NOT_FOUND else 200
