"""Which backups are kept: the newest of each of the last days, weeks and months that have one."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from operations.backups.records import BackupRecord

YOUNG = timedelta(days=1)


class Retention(NamedTuple):
    """Numbers of days, weeks and months."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 12

    @property
    def periods(self) -> tuple[tuple[int, Callable[[datetime], Hashable]], ...]:
        return (self.daily, local_day), (self.weekly, local_week), (self.monthly, local_month)


def kept_records(records: Iterable[BackupRecord], retention: Retention) -> set[str]:
    """The names of those that are kept.

    Of each period the newest one that was verified is kept, or the newest one if none was. The
    newest backup is always kept, the newest verified one, and all that are younger than a day.
    """
    newest_first = sorted(records, key=lambda record: record.name, reverse=True)
    verified = [record for record in newest_first if record.verified]
    young = [record for record in newest_first if timezone.now() - record.moment < YOUNG]
    kept = {record.name for record in (*newest_first[:1], *verified[:1], *young)}
    for number, period_of in retention.periods:
        chosen: dict[Hashable, str] = {}
        for record in (*verified, *newest_first):
            chosen.setdefault(period_of(timezone.localtime(record.moment)), record.name)
        kept |= set(sorted(chosen.values(), reverse=True)[:number])
    return kept


def local_day(moment: datetime) -> Hashable:
    return moment.date()


def local_week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def local_month(moment: datetime) -> Hashable:
    return moment.year, moment.month
