"""The IP address of the client of a request, behind any number of trusted proxies."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
IPV6_PREFIX = 64  # bits; a client usually has all addresses of a /64 network


def client_address(request: HttpRequest) -> Address | None:
    """IP address of the client, from X-Forwarded-For behind LONGWAVE_TRUSTED_PROXIES proxies.

    None if it is not known, since all clients would then share one limit.
    """
    return address_in(request.META)


def address_in(environ: Mapping[str, Any]) -> Address | None:
    """The same of a WSGI request."""
    address = environ.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        forwarded = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
        address = forwarded[-min(settings.TRUSTED_PROXIES, len(forwarded))].strip()
    try:
        found = ip_address(address)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def client_key(request: HttpRequest) -> str:
    """Key for counting: the IPv4 address or the IPv6 network; '' if the address is not known."""
    return key_in(request.META)


def key_in(environ: Mapping[str, Any]) -> str:
    """The same of a WSGI request."""
    found = address_in(environ)
    if isinstance(found, IPv6Address):
        return f"{int(found) >> (128 - IPV6_PREFIX):x}"
    return str(found or "")
