"""Limits how often passwords may be tried: some attempts are free, then the wait doubles each time.

Wrong passwords are counted for an account from any address, and for an address with any account.
An attacker cannot lock an owner out: for an address with an earlier successful sign-in to the
account, only its own attempts for this account count. Unknown user names are counted and answered
as existing ones, so that a client cannot distinguish them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.forms import UsernameField
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts import audit
from accounts.models import Attempts
from blog.client_address import client_address, client_key

View = Callable[..., HttpResponse]
# Seconds. The wait of an account is short, because its owner may sign in from a new address.
LONGEST_ACCOUNT_WAIT, LONGEST_ADDRESS_WAIT = 60, 900

# Filters of fail2ban match this name (docs/deploy.md).
log = logging.getLogger("accounts.throttle")


def sign_in_throttled(view: View) -> View:
    """Decorate the sign-in view, whose form has `username`. Answers 429 during a wait."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        attempt = SignInAttempt(request)
        if seconds := attempt.begin():
            return too_many_attempts(request, seconds)
        response = view(request, *args, **kwargs)
        if response.status_code == 302:
            attempt.succeed()
        else:
            attempt.fail()
        return response

    return answer


class SignInAttempt:
    """An attempt and the keys of its counters: of the account, the address, and the pair."""

    def __init__(self, request: HttpRequest) -> None:
        # Normalised as by the form, which strips spaces.
        self.request = request
        self.name = str(UsernameField().to_python(request.POST.get("username", "")))
        self.address, client = client_address(request), client_key(request)
        self.account = attempt_key("account", self.name)
        self.place = attempt_key("address", client) if client else ""
        self.pair = attempt_key("pair", self.name, client) if client else ""
        self.counted: list[str] = []

    def begin(self) -> int:
        """Count the attempt, or return the seconds to wait.

        It is counted before the password is checked, so that concurrent attempts count.
        """
        now = timezone.now()
        with transaction.atomic():
            rows = Attempts.objects.select_for_update().order_by("key")
            known = {row.key: row for row in rows.filter(key__in=self.keys)}
            is_known = self.pair in known and known[self.pair].is_known
            self.counted = (
                [self.pair] if is_known else [key for key in self.keys if key != self.pair]
            )
            waits = [
                known[key].wait(now, self.longest_wait(key)) for key in self.counted if key in known
            ]
            if seconds := max(waits, default=0):
                return seconds
            for key in self.counted:
                Attempts.count(key, now)
        return 0

    @property
    def keys(self) -> list[str]:
        return sorted(filter(None, (self.account, self.place, self.pair)))

    def longest_wait(self, key: str) -> int:
        return LONGEST_ADDRESS_WAIT if key == self.place else LONGEST_ACCOUNT_WAIT

    def succeed(self) -> None:
        """Reset the counters of the account. That of the address is decreased by this attempt only.

        Otherwise an attacker with an account could reset the counter of the address.
        """
        audit.record(self.request.user, audit.Action.SIGNED_IN, request=self.request)
        now = timezone.now()
        Attempts.objects.filter(key__in=[self.account, self.pair]).update(number=0)
        if self.place in self.counted:
            before = Attempts.objects.filter(key=self.place, number__gt=0)
            before.update(number=F("number") - 1)
        if self.pair:
            known = {"last": now, "is_known": True, "number": 0}
            Attempts.objects.update_or_create(key=self.pair, defaults=known)

    def fail(self) -> None:
        """Log one line for fail2ban. An unknown name is not logged: it may be a password."""
        user = get_user_model().objects.filter(username=self.name).first()
        name = self.name if user else "an unknown name"
        audit.record(user, audit.Action.SIGN_IN_FAILED, request=self.request)
        log.warning("Sign-in failed from %s for %s", self.address or "an unknown address", name)


def attempt_key(*values: str) -> str:
    return blake2b("\0".join(values).casefold().encode(), digest_size=16).hexdigest()


def too_many_attempts(request: HttpRequest, seconds: int) -> HttpResponse:
    response = render(request, "429_sign_in.html", {"seconds": seconds}, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
