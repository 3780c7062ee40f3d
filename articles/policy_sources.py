"""Other sites that public pages may load from: the site setting, line by line.

Each line is an origin and what it may do: `https://giscus.app scripts styles frames`.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from blog.hostnames import host_to_ascii

# What an owner writes -> directive of the Content-Security-Policy
DIRECTIVES = {
    "scripts": "script-src",
    "styles": "style-src",
    "frames": "frame-src",
    "connections": "connect-src",
    "images": "img-src",
    "fonts": "font-src",
}
MAX_LINES = 30
ORIGIN = re.compile(
    r"https://(?P<host>[^\s/?#@:;,'\"*\\]+\.[^\s/?#@:;,'\"*\\]+)(?P<port>:\d{1,5})?/?"
)
NO_ORIGIN = _("“%(word)s” is no origin. Write https:// and a host name, without a path or *.")
NO_PURPOSE = _("“%(line)s” does not say what it may do: scripts, styles, frames, …")
UNKNOWN = _("“%(word)s” is none of: scripts, styles, frames, connections, images, fonts.")
TOO_MANY = _("These are more than %(most)d sites.")


def allowed_sources(text: str) -> dict[str, set[str]]:
    """Origins by directive. Lines with an error are left out."""
    found: dict[str, set[str]] = {}
    for line in source_lines(text)[:MAX_LINES]:
        if next(line_errors(line), None) is None:
            address, *purposes = line.split()
            for purpose in purposes:
                found.setdefault(DIRECTIVES[purpose.lower()], set()).add(origin_of(address))
    return found


def source_errors(text: str) -> list[Any]:
    lines = source_lines(text)
    if len(lines) > MAX_LINES:
        return [TOO_MANY % {"most": MAX_LINES}]
    return [error for line in lines for error in line_errors(line)]


def source_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def line_errors(line: str) -> Iterator[Any]:
    address, *purposes = line.split()
    if not origin_of(address):
        yield NO_ORIGIN % {"word": address}
    if not purposes:
        yield NO_PURPOSE % {"line": line}
    for word in purposes:
        if word.lower() not in DIRECTIVES:
            yield UNKNOWN % {"word": word}


def origin_of(address: str) -> str:
    """The origin in ASCII, such as https://giscus.app; "" if the address is none."""
    parts = ORIGIN.fullmatch(address)
    if parts is None:
        return ""
    try:
        return f"https://{host_to_ascii(parts['host'])}{parts['port'] or ''}"
    except ValueError:
        return ""
