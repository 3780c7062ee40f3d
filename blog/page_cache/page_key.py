"""The cache key of a request. Requests with equal keys get the same page.

A page is built from a request that is made from the key only. So a page cannot depend on anything
that is not in its key.
"""

from __future__ import annotations

import sys
from collections.abc import Set
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote_plus

from django.conf import settings
from django.http import HttpRequest
from django.http.cookie import parse_cookie
from django.utils.translation import get_language_from_request

from articles.filters import PARAMETERS
from articles.paths import normal, old_feeds
from articles.preferences import chosen_preferences
from blog.middleware import private_paths

Environ = dict[str, Any]
# The WSGI variables that the key is made of, and those that decide encoding and status.
READ = (
    *("REQUEST_METHOD", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "SCRIPT_NAME", "HTTP_HOST"),
    *("PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_COOKIE"),
    *("HTTP_AUTHORIZATION", "HTTP_ACCEPT_ENCODING"),
    *("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"),
)
# Files that are made on request: in a thread, and no page cache keeps them (books/views.py).
DOWNLOADS = (".epub",)
KEPT = PARAMETERS | {old_feeds.PARAMETER}
# Characters of a query string, a Cookie header, a path or a host. Longer requests are not cached.
LONGEST = 2000


class PageKey(NamedTuple):
    scheme: str
    forwarded: str | None
    script: str
    host: str
    path: str
    query: str
    language: str
    preferences: str  # of the reader, as a Cookie header
    as_page: bool  # a feed that is asked for with Accept: text/html

    @classmethod
    def from_environ(cls, environ: Environ) -> PageKey | None:
        """Return None if the request is not cached: with a session, a search, not a GET …"""
        host, cookie = environ.get("HTTP_HOST", ""), environ.get("HTTP_COOKIE", "")
        query = environ.get("QUERY_STRING", "")
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in environ:
            return None
        if not host or max(len(host), len(cookie), len(path)) > LONGEST:
            return None
        if path.startswith(private_paths()) or path.endswith(DOWNLOADS):
            return None
        cookies = parse_cookie(cookie)
        normal = normalised_query(query)
        if settings.SESSION_COOKIE_NAME in cookies or normal is None or is_search(normal):
            return None
        return cls(
            scheme=environ["wsgi.url_scheme"],
            forwarded=forwarded_proto(environ),
            script=environ.get("SCRIPT_NAME", ""),
            host=host,
            path=path,
            query=normal,
            language=request_language(environ.get("HTTP_ACCEPT_LANGUAGE", ""), cookies),
            preferences="; ".join(map("=".join, chosen_preferences(cookies).items())),
            as_page=path.endswith((".xml", ".json"))
            and "text/html" in environ.get("HTTP_ACCEPT", ""),
        )

    def with_old_parameters(self, query: str, old: Set[str]) -> PageKey:
        """The key with the parameters of this query string that redirected addresses have."""
        if not (old and query):
            return self
        return self._replace(query=normalised_query(query, old) or "")

    def environ(self) -> Environ:
        """Return the WSGI request that the page of this key is built from."""
        environ: Environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": self.script,
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query,
            "SERVER_NAME": "localhost",  # Django prefers HTTP_HOST
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self.host,
            "HTTP_ACCEPT": "text/html" if self.as_page else "*/*",
            "HTTP_ACCEPT_LANGUAGE": self.language,
            "HTTP_COOKIE": self.preferences,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        if self.forwarded is not None:
            environ["HTTP_X_FORWARDED_PROTO"] = self.forwarded
        return environ


def normalised_query(query: str, old: Set[str] = frozenset()) -> str | None:
    """Return the known parameters, sorted by name. None for a long or a non-ASCII query string.

    `old` has the names of parameters in redirected addresses, such as /?p=123. Bytes that are not
    UTF-8 are kept: these may be in GBK.
    """
    if not query:
        return ""
    if len(query) > LONGEST or not query.isascii():
        return None
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    pairs = sorted((pair for pair in pairs if is_in_key(pair, old)), key=lambda pair: pair[0])
    return "&".join(map(encoded_pair, pairs))


def encoded_pair(pair: tuple[str, str]) -> str:
    name, value = (quote_plus(text, errors="surrogateescape") for text in pair)
    return f"{name}={value}" if value else name


def is_in_key(pair: tuple[str, str], old: Set[str]) -> bool:
    return pair[0] in KEPT or (bool(old) and normal.parameter_name(pair) in old)


def is_search(query: str) -> bool:
    """Searches are not cached: articles/search/rate_limit.py limits the rate of each client."""
    return any(name == "q" for name, _ in parse_qsl(query, keep_blank_values=True))


def forwarded_proto(environ: Environ) -> str | None:
    """Return X-Forwarded-Proto as https or http: Django makes no other difference."""
    value = environ.get("HTTP_X_FORWARDED_PROTO")
    if value is None:
        return None
    return "https" if value.partition(",")[0].strip() == "https" else "http"


def request_language(accepted: str, cookies: dict[str, str]) -> str:
    """Return the language that LocaleMiddleware would choose."""
    request = HttpRequest()
    request.COOKIES, request.META = cookies, {"HTTP_ACCEPT_LANGUAGE": accepted}
    return get_language_from_request(request)
