"""Counters of failed sign-ins; the other tables are in the rooms audit, invitations, roles …"""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from django.db import models
from django.db.models import F

from accounts.audit.entries import AuditEntry, AuditRetention
from accounts.invitations.invitation_rows import Invitation
from accounts.roles.role_groups import RoleGroup
from accounts.sessions.session_rows import UserSession
from accounts.tokens.access_tokens import AccessToken

__all__ = [
    "AccessToken",
    "Attempts",
    "AuditEntry",
    "AuditRetention",
    "Invitation",
    "RoleGroup",
    "UserSession",
]
FREE_ATTEMPTS = 5  # wrong passwords in a row without a wait
FREE_SITE_ATTEMPTS = 200  # of all accounts and addresses, from new addresses
FORGOTTEN_AFTER = timedelta(days=1)
KNOWN_FOR = timedelta(days=90)
MOST_ROWS = 10_000  # rows


class Attempts(models.Model):
    """Failed sign-ins to an account, from an address, or to the account from the address.

    The key is a digest, because names that clients send may have any length.
    """

    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField(default=0)
    last = models.DateTimeField(db_index=True)
    # A sign-in to the account from the address has succeeded before.
    is_known = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "attempts"

    def __str__(self) -> str:
        return f"{self.number}"

    def wait(self, now: datetime, most: int, free: int) -> int:
        """Return the seconds until the next attempt: doubled after `free` ones, up to `most`."""
        if self.number < free or now - self.last > FORGOTTEN_AFTER:
            return 0
        seconds = min(2 ** min(self.number - free + 1, 20), most)
        return max(ceil(seconds - (now - self.last).total_seconds()), 0)

    @classmethod
    def count(cls, key: str, now: datetime) -> None:
        cls.objects.filter(key=key, last__lt=now - FORGOTTEN_AFTER).update(number=0)
        _row, is_new = cls.objects.get_or_create(key=key, defaults={"last": now})
        cls.objects.filter(key=key).update(number=F("number") + 1, last=now)
        if is_new:
            cls.forget(now)

    @classmethod
    def forget(cls, now: datetime) -> None:
        """Delete expired rows, and the oldest ones beyond MOST_ROWS.

        Rows with `is_known` are not limited: an attacker must not be able to push them out.
        """
        cls.objects.filter(last__lt=now - KNOWN_FOR).delete()
        unknown = cls.objects.filter(is_known=False)
        unknown.filter(last__lt=now - FORGOTTEN_AFTER).delete()
        if oldest := unknown.order_by("-last").values_list("last", flat=True)[
            MOST_ROWS : MOST_ROWS + 1
        ]:
            unknown.filter(last__lte=oldest[0]).delete()
