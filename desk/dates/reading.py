"""A moment: a day with a time, or so much time from now."""

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

from desk.dates.calendar_days import read_day
from desk.dates.clocks import split_clock
from desk.dates.plain_words import plain_words

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SPANS = {
    "分钟": MINUTE,
    "minute": MINUTE,
    "min": MINUTE,
    "小时": HOUR,
    "hour": HOUR,
    "天": DAY,
    "day": DAY,
    "周": 7 * DAY,
    "week": 7 * DAY,
}
LONGEST = 80  # characters
NUMBER = r"(?P<number>\d{1,6}|an?)"
FROM_NOW = tuple(
    re.compile(pattern)
    for pattern in (
        rf"in {NUMBER} (?P<unit>minute|min|hour|day|week)s?(?P<rest>.*)",
        rf"{NUMBER}\s?个?(?P<unit>分钟|小时|天|周)(?:之后|以后|后)(?P<rest>.*)",
    )
)
HALF_AN_HOUR = re.compile(r"半个?小时(?:之后|以后|后)|in half an hour")
NOW = frozenset({"now", "现在"})
OFFSET = re.compile(
    r"(?<=:\d\d)\s*"
    r"(?:z|(?:utc|gmt)?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?|utc|gmt)$"
)


def read_moment(text: str, now: datetime) -> datetime:
    """What the text means at `now`, which is aware and in the zone of who wrote it.

    Naive if it is the time of clocks there; aware if the text names an offset or counts from now.
    A day without a time is its beginning. Raises ValueError and OverflowError.
    """
    if len(text) > LONGEST:
        raise ValueError("too long for a day and a time")
    words = plain_words(text)
    if (moment := moment_from_now(words, now)) is not None:
        return moment
    words, zone = split_offset(words)
    passed, day_words = split_clock(words)
    if passed is None and not day_words.strip():
        raise ValueError("nothing is said")
    day = read_day(day_words, now.date()) if day_words.strip(" ,的") else now.date()
    return (datetime.combine(day, time()) + (passed or timedelta())).replace(tzinfo=zone)


def moment_from_now(words: str, now: datetime) -> datetime | None:
    now = now.replace(second=0, microsecond=0)
    if words in NOW:
        return now
    if HALF_AN_HOUR.fullmatch(words):
        return now.astimezone(UTC) + HOUR / 2
    found = next((m for pattern in FROM_NOW if (m := pattern.fullmatch(words))), None)
    return counted(found, now) if found else None


def counted(found: re.Match[str], now: datetime) -> datetime:
    """Hours and minutes pass, days are counted on the calendar and may name a time."""
    number = 1 if found["number"].startswith("a") else int(found["number"])
    unit = SPANS[found["unit"]]
    passed, rest = split_clock(found["rest"])
    if rest.strip(" ,的") not in {"", "at"} or (passed is not None and unit < DAY):
        raise ValueError("more is said than a number of hours")
    if unit < DAY:
        return now.astimezone(UTC) + number * unit
    day = now.replace(tzinfo=None) + number * unit
    return day if passed is None else datetime.combine(day, time()) + passed


def split_offset(words: str) -> tuple[str, tzinfo | None]:
    found = OFFSET.search(words)
    if not found:
        return words, None
    hours, minutes = int(found["hours"] or 0), int(found["minutes"] or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    zone = timezone(-offset if found["sign"] == "-" else offset)
    return words[: found.start()], zone
