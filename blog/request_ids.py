"""The id of the request that is being answered: in the response and in each line of the log.

A proxy in front may name it (X-Request-ID), so that its log and ours tell of the same request.
"""

from __future__ import annotations

import re
from contextvars import ContextVar
from itertools import count
from secrets import token_hex

from django.conf import settings

HEADER = b"x-request-id"
ACCEPTABLE = re.compile(rb"[A-Za-z0-9._+/=-]{8,64}")
PREFIX, NUMBERS = f"{token_hex(6)}-".encode(), count(1)
REQUEST_ID: ContextVar[bytes] = ContextVar("request_id", default=b"")


def chosen_request_id(sent: bytes | None) -> bytes:
    """Return what a trusted proxy has sent, else a new id."""
    if sent and settings.TRUSTED_PROXIES and ACCEPTABLE.fullmatch(sent):
        return sent
    return PREFIX + b"%x" % next(NUMBERS)
