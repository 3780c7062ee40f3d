"""Passwords that were tried."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from django.db import models
from django.db.models import F

FREE = 5  # wrong passwords in a row before anybody waits
FORGOTTEN = timedelta(days=1)
KNOWN_FOR = timedelta(days=90)
MOST = 10_000  # rows


class Attempts(models.Model):
    """Of one account, from one address, or of the account from the address.

    The key is a digest, since strangers may name anything.
    """

    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField(default=0)
    last = models.DateTimeField(db_index=True)
    # Somebody has signed in to the account from the address.
    is_known = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "attempts"

    def __str__(self) -> str:
        return f"{self.number}"

    def wait(self, now: datetime, most: int) -> int:
        """Seconds until the next one: twice as many each time, up to `most`."""
        if self.number < FREE or now - self.last > FORGOTTEN:
            return 0
        seconds = min(2 ** min(self.number - FREE + 1, 20), most)
        return max(ceil(seconds - (now - self.last).total_seconds()), 0)

    @classmethod
    def count(cls, key: str, now: datetime) -> None:
        cls.objects.filter(key=key, last__lt=now - FORGOTTEN).update(number=0)
        _row, is_new = cls.objects.get_or_create(key=key, defaults={"last": now})
        cls.objects.filter(key=key).update(number=F("number") + 1, last=now)
        if is_new:
            cls.forget(now)

    @classmethod
    def forget(cls, now: datetime) -> None:
        """What is over, and of more than so many the oldest: not where people have signed in, so
        that nobody can make their homes strange by trying."""
        cls.objects.filter(last__lt=now - KNOWN_FOR).delete()
        strange = cls.objects.filter(is_known=False)
        strange.filter(last__lt=now - FORGOTTEN).delete()
        if oldest := strange.order_by("-last").values_list("last", flat=True)[MOST : MOST + 1]:
            strange.filter(last__lte=oldest[0]).delete()
