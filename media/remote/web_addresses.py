"""Addresses of files on the web, as authors write them and as requests need them."""

import re
from typing import NamedTuple
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

import idna

from media.inspection import RefusedFile

LONGEST_ADDRESS = 2000
SHOWN = 200  # characters of an address in a message
PORTS = {"http": 80, "https": 443}
KEPT = "%/:@!$&'()*+,;=-._~?"
NAME = re.compile(r"[a-z0-9_.:-]+", re.ASCII)


def web_address(target: str) -> str:
    """The whole address that a target in a text stands for; '' if it is not on the web."""
    address = target.strip()
    if address.startswith("//"):
        address = f"https:{address}"
    return address if address.lower().startswith(("http://", "https://")) else ""


class WebAddress(NamedTuple):
    """An address in ASCII that can be asked. `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str
    name: str

    @classmethod
    def of(cls, address: str) -> "WebAddress":
        """Raises RefusedFile."""
        try:
            if len(address) > LONGEST_ADDRESS:
                raise ValueError("too long")
            parts = urlsplit(web_address(address))
            port = PORTS[parts.scheme] if parts.port is None else parts.port
            host, target = ascii_host(parts.hostname or ""), request_target(parts)
        except (ValueError, KeyError) as error:
            raise RefusedFile("remote-address", address=address[:SHOWN]) from error
        if parts.username is not None or parts.password is not None:
            raise RefusedFile("remote-credentials", host=host)
        return cls(parts.scheme, host, port, target, last_name(parts))

    def followed(self, location: str) -> "WebAddress":
        """Where a redirect leads to. Raises RefusedFile."""
        try:
            return WebAddress.of(urljoin(self.url, location))
        except ValueError as error:
            raise RefusedFile("remote-address", address=location[:SHOWN]) from error

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"


def ascii_host(host: str) -> str:
    """例子.中国 is xn--fsqu00a.xn--fiqs8s. Raises ValueError for what is no name."""
    name = host if host.isascii() else idna.encode(host, uts46=True).decode()
    if not NAME.fullmatch(name):
        raise ValueError("no name of a host")
    return name


def request_target(parts: SplitResult) -> str:
    query = f"?{quote(parts.query, safe=KEPT)}" if parts.query else ""
    return (quote(parts.path, safe=KEPT) or "/") + query


def last_name(parts: SplitResult) -> str:
    """The last part of the path, in the letters that people read."""
    return unquote(parts.path).rstrip("/").rpartition("/")[2]
