"""Which requests get the same page.

What is not in the key is not in the request that a page is built from, so that no page can depend
on what others will not send.
"""

from __future__ import annotations

import sys
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.http.cookie import parse_cookie
from django.utils.translation import get_language_from_request

from articles.filters import PARAMETERS
from articles.preferences import KEYS, THEMES, known
from blog.middleware import private_paths

Environ = dict[str, Any]
# All that a key is made of, and what decides the form of the answer.
READ = (
    *("REQUEST_METHOD", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "SCRIPT_NAME", "HTTP_HOST"),
    *("PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_COOKIE"),
    *("HTTP_AUTHORIZATION", "HTTP_ACCEPT_ENCODING"),
    *("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"),
)
# Of a query string, a cookie or a path: longer ones are nobody's usual request.
LONGEST = 2000


class Key(NamedTuple):
    scheme: str
    forwarded: str | None
    script: str
    host: str
    path: str
    query: str
    language: str
    theme: str
    keys: str
    as_page: bool  # a feed, for a browser

    @classmethod
    def of(cls, environ: Environ) -> Key | None:
        """None where the request is one person's, or none for a page."""
        host, cookie = environ.get("HTTP_HOST", ""), environ.get("HTTP_COOKIE", "")
        query = environ.get("QUERY_STRING", "")
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in environ:
            return None
        if not host or max(len(host), len(cookie), len(path)) > LONGEST:
            return None
        if path.startswith(private_paths()):
            return None
        cookies = parse_cookie(cookie)
        normal = normalised(query)
        if settings.SESSION_COOKIE_NAME in cookies or normal is None or searches(normal):
            return None
        return cls(
            scheme=environ["wsgi.url_scheme"],
            forwarded=forwarded(environ),
            script=environ.get("SCRIPT_NAME", ""),
            host=host,
            path=path,
            query=normal,
            language=language(environ.get("HTTP_ACCEPT_LANGUAGE", ""), cookies),
            theme=known(cookies.get("theme"), THEMES),
            keys=known(cookies.get("keys"), KEYS),
            as_page=path.endswith(".xml") and "text/html" in environ.get("HTTP_ACCEPT", ""),
        )

    def request(self) -> Environ:
        """The request that the page of this key is built from."""
        environ: Environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": self.script,
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query,
            "SERVER_NAME": "localhost",  # HTTP_HOST goes before
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self.host,
            "HTTP_ACCEPT": "text/html" if self.as_page else "*/*",
            "HTTP_ACCEPT_LANGUAGE": self.language,
            "HTTP_COOKIE": f"theme={self.theme}; keys={self.keys}",
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


def normalised(query: str) -> str | None:
    """The parameters that pages know, in an order of their own; None where that cannot be said."""
    if not query:
        return ""
    if len(query) > LONGEST or not query.isascii():
        return None
    pairs = parse_qsl(query, keep_blank_values=True)
    pairs = sorted((pair for pair in pairs if pair[0] in PARAMETERS), key=lambda pair: pair[0])
    return urlencode(pairs)


def searches(query: str) -> bool:
    """Searches are counted by client (articles/search/throttle.py), so each goes to Django."""
    return any(name == "q" for name, _ in parse_qsl(query, keep_blank_values=True))


def drops(query: str) -> bool:
    """Whether a page for this query string was built without a part of it."""
    return any(name not in PARAMETERS for name, _ in parse_qsl(query, keep_blank_values=True))


def forwarded(environ: Environ) -> str | None:
    """What the server in front says of the scheme, in as many words as make a difference."""
    said = environ.get("HTTP_X_FORWARDED_PROTO")
    if said is None:
        return None
    return "https" if said.partition(",")[0].strip() == "https" else "http"


def language(accepted: str, cookies: dict[str, str]) -> str:
    """As Django's own middleware finds it."""
    request = HttpRequest()
    request.COOKIES, request.META = cookies, {"HTTP_ACCEPT_LANGUAGE": accepted}
    return get_language_from_request(request)
