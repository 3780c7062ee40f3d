"""Paths that readers asked for and did not find, so that they can be redirected."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, NamedTuple, Self

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from articles.paths.normal import LONGEST

MOST = 1000  # rows, without those that are ignored
MOST_NEW = 40  # rows of one call of add(): a flood of paths replaces few others
REFERRED = 4  # how much more a request counts that another page led to
LONGEST_REFERRER = 200


class Miss(NamedTuple):
    """Requests for one path. `referrer` is a host and a path; '' if none was named."""

    path: str
    last_at: datetime
    times: int = 1
    referred: int = 0
    referrer: str = ""


class MissedPathQuerySet(models.QuerySet[Any]):
    def listed(self) -> Self:
        return self.filter(is_ignored=False)

    @transaction.atomic
    def add(self, misses: Iterable[Miss]) -> None:
        """Count these requests. The rarest paths are deleted beyond MOST."""
        by_path = {miss.path: miss for miss in misses}
        known = list(self.filter(path__in=by_path))
        for row in known:
            row.count_more(by_path.pop(row.path))
        self.bulk_update(known, ["times", "score", "last_at", "referrer"])
        new = sorted(by_path.values(), key=lambda miss: (miss.referred, miss.times), reverse=True)
        rows = [self.model.of(miss) for miss in new[:MOST_NEW]]
        self.bulk_create(rows, ignore_conflicts=True)  # another process may have it too
        self.delete_rarest()

    def delete_rarest(self) -> None:
        kept = self.listed().order_by("-score", "-last_at").values_list("pk", flat=True)
        if rarest := list(kept[MOST:]):
            self.filter(pk__in=rarest).delete()


class MissedPath(models.Model):
    """A path that answered 404: how often, when last, and the page that led to it.

    It has nothing about readers: no address, and no query of the page that they came from.
    """

    path = models.CharField(_("path"), max_length=LONGEST)
    times = models.PositiveBigIntegerField(_("times"), default=0)
    score = models.PositiveBigIntegerField(default=0)  # by which the rarest are deleted
    last_at = models.DateTimeField(_("last time"))
    referrer = models.CharField(_("linked from"), max_length=LONGEST_REFERRER, blank=True)
    is_ignored = models.BooleanField(_("ignored"), default=False)

    objects = MissedPathQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-score", "-last_at"]
        verbose_name = _("address not found")
        verbose_name_plural = _("addresses not found")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["path"], name="one_row_of_a_missed_path")
        ]

    def __str__(self) -> str:
        return self.path

    @classmethod
    def of(cls, miss: Miss) -> Self:
        row = cls(path=miss.path, times=miss.times, score=score_of(miss), last_at=miss.last_at)
        row.referrer = miss.referrer
        return row

    def count_more(self, miss: Miss) -> None:
        """Add to the stored numbers, which another process may have changed."""
        self.times = F("times") + miss.times
        self.score = F("score") + score_of(miss)
        self.last_at = max(self.last_at, miss.last_at)
        self.referrer = miss.referrer or self.referrer


def score_of(miss: Miss) -> int:
    return miss.times + REFERRED * miss.referred
