"""Who may read /metrics: programs of this machine, or who has the token."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.crypto import constant_time_compare

# What proxies add to a request that they pass on
FORWARDED = (
    *("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"),
    *("X-Real-Ip", "X-Request-Id", "Cf-Connecting-Ip"),
)
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


def may_read_metrics(request: HttpRequest) -> bool:
    """With a token in the settings, only who has it, from anywhere."""
    if settings.METRICS_TOKEN:
        kind, _space, token = request.headers.get("Authorization", "").partition(" ")
        return kind.lower() == "bearer" and constant_time_compare(token, settings.METRICS_TOKEN)
    return is_local(request)


def is_local(request: HttpRequest) -> bool:
    """Whether a program of this machine asks: a proxy on it has the same address as that program,
    but says that it passes a request on, or for which host."""
    try:
        is_loopback = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    host, _port = split_domain_port(request.META.get("HTTP_HOST", "localhost"))
    forwarded = any(name in request.headers for name in FORWARDED)
    return is_loopback and host in LOOPBACK_NAMES and not forwarded
