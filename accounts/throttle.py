"""How often a password may be tried: some times at will, then after a wait that grows.

Counted are wrong passwords of an account, from wherever, and of an address, for whichever account.
Nobody is kept out by others: where somebody has signed in before, only what is tried from there
for that account counts. Names that nobody has are counted and answered as those of people.
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

from accounts.models import Attempts
from articles.search.rate_limit import client_address, client_key

View = Callable[..., HttpResponse]
# Seconds that the longest wait is: of an account short, since its owner may be somewhere new.
OF_ACCOUNT, OF_ADDRESS = 60, 900

log = logging.getLogger(__name__)


def throttled(view: View) -> View:
    """The view that signs in, by a form with `username`; 429 until a password may be tried."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        attempt = Attempt(request)
        if seconds := attempt.begin():
            return come_again(request, seconds)
        response = view(request, *args, **kwargs)
        if response.status_code == 302:
            attempt.succeed()
        else:
            attempt.fail()
        return response

    return answer


class Attempt:
    def __init__(self, request: HttpRequest) -> None:
        # As the form reads it, which leaves out the spaces around it.
        self.name = str(UsernameField().to_python(request.POST.get("username", "")))
        self.address, who = client_address(request), client_key(request)
        self.account = digest("account", self.name)
        self.place = digest("address", who) if who else ""
        self.pair = digest("pair", self.name, who) if who else ""
        self.counted: list[str] = []

    def begin(self) -> int:
        """Count it, before the password is looked at, so that many at once are counted too; or the
        seconds until it may be tried."""
        now = timezone.now()
        with transaction.atomic():
            rows = Attempts.objects.select_for_update().order_by("key")
            known = {row.key: row for row in rows.filter(key__in=self.keys)}
            at_home = self.pair in known and known[self.pair].is_known
            self.counted = (
                [self.pair] if at_home else [key for key in self.keys if key != self.pair]
            )
            waits = [known[key].wait(now, self.most(key)) for key in self.counted if key in known]
            if seconds := max(waits, default=0):
                return seconds
            for key in self.counted:
                Attempts.count(key, now)
        return 0

    @property
    def keys(self) -> list[str]:
        return sorted(filter(None, (self.account, self.place, self.pair)))

    def most(self, key: str) -> int:
        return OF_ADDRESS if key == self.place else OF_ACCOUNT

    def succeed(self) -> None:
        """An address is not cleared by one account of several: this attempt alone is taken back."""
        now = timezone.now()
        Attempts.objects.filter(key__in=[self.account, self.pair]).update(number=0)
        if self.place in self.counted:
            before = Attempts.objects.filter(key=self.place, number__gt=0)
            before.update(number=F("number") - 1)
        if self.pair:
            known = {"last": now, "is_known": True, "number": 0}
            Attempts.objects.update_or_create(key=self.pair, defaults=known)

    def fail(self) -> None:
        """One line, which fail2ban reads. A name that nobody has may be a password."""
        is_somebody = get_user_model().objects.filter(username=self.name).exists()
        name = self.name if is_somebody else "an unknown name"
        log.warning("Sign-in failed from %s for %s", self.address or "an unknown address", name)


def digest(*values: str) -> str:
    return blake2b("\0".join(values).casefold().encode(), digest_size=16).hexdigest()


def come_again(request: HttpRequest, seconds: int) -> HttpResponse:
    response = render(request, "429_sign_in.html", {"seconds": seconds}, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
