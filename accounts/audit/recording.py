"""Adds entries to the audit log, in the transaction of what they tell of."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DatabaseError, models, transaction
from django.http import HttpRequest

from accounts.audit.actions import Action
from accounts.audit.entries import LONGEST_NAME, AuditEntry
from blog.client_address import client_address

log = logging.getLogger(__name__)
LONGEST_LIST = 50  # of values in a detail
current_request: ContextVar[HttpRequest | None] = ContextVar("current_request", default=None)


@contextmanager
def came_from(request: HttpRequest) -> Iterator[None]:
    """Entries of the block that name no request belong to this one."""
    token = current_request.set(request)
    try:
        yield
    finally:
        current_request.reset(token)


def record(
    actor: Any,
    action: Action,
    thing: Any = None,
    request: HttpRequest | None = None,
    **details: Any,
) -> None:
    """Record that `actor` did something to `thing`, an object of a model or None.

    `actor` is a user. None stands for the user of the request, or for a command without one.
    `details` are numbers and short texts, or lists of them. Never pass what somebody wrote, a
    password, a token or an address with one. An error of the database is logged and not raised.
    """
    record_all(actor, action, [thing], request, **details)


def record_all(
    actor: Any,
    action: Action,
    things: Iterable[Any],
    request: HttpRequest | None = None,
    **details: Any,
) -> None:
    """Record the same action for each of the objects, in one query."""
    request = request or current_request.get()
    about = {
        "action": Action(action),
        **actor_values(actor or getattr(request, "user", None)),
        "address": address_of(request),
        "details": {
            **token_details(request),
            **{name: short_value(value) for name, value in details.items()},
        },
    }
    entries = [AuditEntry(**about, **object_values(thing)) for thing in things]
    if not entries:
        return
    try:
        with transaction.atomic():
            AuditEntry.objects.bulk_create(entries, batch_size=500)
    except DatabaseError:
        log.exception("An entry of the audit log could not be written: %s", action)


def actor_values(actor: Any) -> dict[str, Any]:
    if actor is None or actor.pk is None:
        return {}
    return {"actor_id": actor.pk, "actor_name": actor.get_username()[:LONGEST_NAME]}


def object_values(thing: models.Model | None) -> dict[str, str]:
    if thing is None:
        return {}
    return {
        "object_type": thing._meta.label_lower,
        "object_id": str(thing.pk or ""),
        "object_name": str(thing)[:LONGEST_NAME],
    }


def address_of(request: HttpRequest | None) -> str | None:
    found = client_address(request) if request is not None else None
    return str(found) if found else None


def token_details(request: HttpRequest | None) -> dict[str, str]:
    """The name of the token with which a program asked (accounts/tokens/bearer.py)."""
    token = getattr(request, "access_token", None)
    return {"token": str(token)} if token else {}


def short_value(value: Any) -> Any:
    if isinstance(value, (list, tuple, set, frozenset)):
        return [short_value(each) for each in list(value)[:LONGEST_LIST]]
    return value if isinstance(value, (bool, int, type(None))) else str(value)[:LONGEST_NAME]
