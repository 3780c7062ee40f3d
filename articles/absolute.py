"""Absolute addresses: of the configured site, else of the host that was asked."""

import re
from html import escape, unescape
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest

LINK = re.compile(r'(<[^>]*?\s(?:href|src)=")([^"]*)')


def absolute(request: HttpRequest, path: str) -> str:
    return settings.SITE_URL + path if settings.SITE_URL else request.build_absolute_uri(path)


def absolute_links(html: str, page: str) -> str:
    """The HTML as it can be read elsewhere: local links and pictures with their host.

    `page` is the absolute address that the HTML belongs to; the HTML is the renderer's,
    in which a quote inside a value is always escaped.
    """
    return LINK.sub(lambda link: link[1] + escape(urljoin(page, unescape(link[2]))), html)
