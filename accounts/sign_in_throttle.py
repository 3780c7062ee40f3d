"""Limits how often secrets may be tried: some attempts are free, then the wait doubles each time.

Wrong answers are counted for an account from any address, for an address with any account, and for
the whole site. An attacker cannot lock an owner out: for an address with an earlier successful
sign-in to the account, only its own attempts for this account count. Unknown user names are counted
and answered as existing ones, so that a client cannot distinguish them.
"""

from __future__ import annotations

import logging
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.forms import UsernameField
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts import audit
from accounts.models import FREE_ATTEMPTS, FREE_SITE_ATTEMPTS, Attempts
from blog.client_address import client_address, client_key

# Seconds. The wait of an account is short, because its owner may sign in from a new address. That
# of the site is shorter: it must not keep everybody out who has a new address.
LONGEST_ACCOUNT_WAIT, LONGEST_ADDRESS_WAIT, LONGEST_SITE_WAIT = 60, 900, 4
SITE = "site"

# Filters of fail2ban match this name (docs/deploy.md).
log = logging.getLogger("accounts.throttle")


class Secret(StrEnum):
    """What is tried. Each kind has counters of its own, except that of addresses."""

    PASSWORD = ""
    CODE = "code"
    PASSKEY = "passkey"
    RESET = "reset"
    IDENTITY = "identity"


class SignInAttempt:
    """An attempt and the keys of its counters: of the account, the address, the pair, the site.

    The account is the name that the client sent; '' for a passkey, which names it itself.
    """

    def __init__(self, request: HttpRequest, name: str, secret: Secret = Secret.PASSWORD) -> None:
        self.request = request
        # Normalised as by the form, which strips spaces.
        self.name, self.secret = str(UsernameField().to_python(name)), secret
        self.address, client = client_address(request), client_key(request)
        kind = [secret.value] if secret.value else []
        self.account = attempt_key("account", *kind, self.name) if self.name else ""
        self.place = attempt_key("address", client) if client else ""
        self.pair = attempt_key("pair", *kind, self.name, client) if client and self.name else ""
        self.site = attempt_key(SITE)
        self.counted: list[str] = []

    def begin(self) -> int:
        """Count the attempt, or return the seconds to wait.

        It is counted before the secret is checked, so that concurrent attempts count.
        """
        now = timezone.now()
        with transaction.atomic():
            rows = Attempts.objects.select_for_update().order_by("key")
            known = {row.key: row for row in rows.filter(key__in=self.keys)}
            is_known = self.pair in known and known[self.pair].is_known
            self.counted = (
                [self.pair] if is_known else [key for key in self.keys if key != self.pair]
            )
            waits = [self.wait(known[key], now) for key in self.counted if key in known]
            if seconds := max(waits, default=0):
                return seconds
            for key in self.counted:
                Attempts.count(key, now)
        return 0

    @property
    def keys(self) -> list[str]:
        return sorted(filter(None, (self.account, self.place, self.pair, self.site)))

    def wait(self, row: Attempts, now: Any) -> int:
        if row.key == self.site:
            return row.wait(now, LONGEST_SITE_WAIT, FREE_SITE_ATTEMPTS)
        # With a password, a code of six digits is all that is left to guess.
        is_short = row.key != self.place and self.secret is not Secret.CODE
        longest = LONGEST_ACCOUNT_WAIT if is_short else LONGEST_ADDRESS_WAIT
        return row.wait(now, longest, FREE_ATTEMPTS)

    def succeed(self) -> None:
        """Reset the counters of the account. Those of the address and the site forget this attempt.

        Otherwise an attacker with an account could reset the counter of the address.
        """
        now = timezone.now()
        Attempts.objects.filter(key__in=[self.account, self.pair]).update(number=0)
        shared = [key for key in (self.place, self.site) if key in self.counted]
        before = Attempts.objects.filter(key__in=shared, number__gt=0)
        before.update(number=F("number") - 1)
        if self.pair:
            known = {"last": now, "is_known": True, "number": 0}
            Attempts.objects.update_or_create(key=self.pair, defaults=known)

    def fail(self) -> None:
        """Log one line for fail2ban. An unknown name is not logged: it may be a password."""
        user = get_user_model().objects.filter(username=self.name).first() if self.name else None
        name = self.name if user else "an unknown name"
        audit.record(user, audit.Action.SIGN_IN_FAILED, request=self.request)
        log.warning("Sign-in failed from %s for %s", self.address or "an unknown address", name)


class ThrottledView:
    """Mixin of a form view: counts each form that is sent, and answers 429 during a wait."""

    request: HttpRequest
    secret = Secret.PASSWORD
    is_right = False

    def throttled_name(self) -> str:
        """The name of the account that is tried."""
        return str(self.request.user.get_username())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        attempt = SignInAttempt(request, self.throttled_name(), self.secret)
        if seconds := attempt.begin():
            return too_many_attempts(request, seconds)
        response: HttpResponseBase = super().post(request, *args, **kwargs)  # type: ignore[misc]
        if self.is_right:
            attempt.succeed()
        else:
            attempt.fail()
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        self.is_right = True
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return response


def attempt_key(*values: str) -> str:
    return blake2b("\0".join(values).casefold().encode(), digest_size=16).hexdigest()


def too_many_attempts(request: HttpRequest, seconds: int) -> HttpResponse:
    response = render(request, "429_sign_in.html", {"seconds": seconds}, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
