"""Removes passwords and keys from sentences: errors may repeat what a library was given."""

import os
import re
from collections.abc import Iterator
from urllib.parse import quote

from django.conf import settings

SHORTEST = 4  # characters: a shorter one would remove words
HIDDEN = "…"
NAMES = re.compile(r"LONGWAVE_\w*(SECRET|PASSWORD|KEY|TOKEN|HEADER)")


def without_secrets(text: str) -> str:
    for secret in sorted(set(known_secrets()), key=len, reverse=True):
        text = text.replace(secret, HIDDEN).replace(quote(secret, safe=""), HIDDEN)
    return text


def known_secrets() -> Iterator[str]:
    """Those of variables by their names, and those that are parts of an address."""
    values: list[object] = [value for name, value in os.environ.items() if NAMES.match(name)]
    values += [settings.SECRET_KEY, settings.EMAIL_HOST_PASSWORD, *settings.ANYMAIL.values()]
    values += [each.get("PASSWORD", "") for each in settings.DATABASES.values()]
    yield from (str(each) for each in values if len(str(each)) >= SHORTEST)
