"""Days: `2026-12-01`, `12月1日`, `明天`, `下周一`, `next monday`, `Dec 1`.

A day without a year is the next one, today included.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

NEAR = {
    "大前天": -3,
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "大后天": 3,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKS = {
    "上上": -2,
    "上": -1,
    "last": -1,
    "本": 0,
    "这": 0,
    "這": 0,
    "this": 0,
    "下": 1,
    "next": 1,
    "下下": 2,
}
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
YEARS = {"去年": -1, "今年": 0, "明年": 1}

MONTH = rf"(?P<name>{'|'.join(MONTHS)}|{'|'.join(m[:3] for m in MONTHS)}|sept)\.?"
ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?:\s+(?P<year>\d{4}))?"
IN_CHINESE = r"(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号]?"
NOT_THE_DATE = re.compile(r"[,，、的]|\b(?:on|at|the|of)\b")


def numbered_day(said: dict[str, str], today: date) -> date:
    return date(int(said["year"]), int(said["month"]), int(said["day"]))


def day_of_a_year(said: dict[str, str], today: date) -> date:
    """A month and a day, with the year or without it."""
    month = int(said["month"]) if "month" in said else month_named(said["name"])
    day = int(said["day"])
    if year := said.get("year"):
        return date(int(year), month, day)
    if which := said.get("which"):
        return date(today.year + YEARS[which], month, day)
    return next_day(month, day, today)


def next_day(month: int, day: int, today: date) -> date:
    """29 February may be eight years away."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError("no such day")


def month_named(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3] == name[:3])


def near_day(said: dict[str, str], today: date) -> date:
    return today + timedelta(days=NEAR[said["near"]])


def weekday(said: dict[str, str], today: date) -> date:
    """A day of this, the last or the next week, which begin on Mondays; else the next such day."""
    name = said["weekday"]
    number = "一二三四五六日".find(name.replace("天", "日"))
    if number < 0:
        number = next(n for n, day in enumerate(WEEKDAYS) if day[:3] == name[:3])
    ahead = number - today.weekday()
    which = said.get("which")
    weeks = WEEKS[which] if which else int(ahead < 0)
    return today + timedelta(days=ahead + 7 * weeks)


def either(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


Reading = tuple[re.Pattern[str], Callable[[dict[str, str], date], date]]
READINGS: tuple[Reading, ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"(?P<year>\d{4})\s?([-/.])\s?(?P<month>\d{1,2})\s?\2\s?(?P<day>\d{1,2})", numbered_day),
        (rf"(?P<year>\d{{4}})\s?年\s?{IN_CHINESE}", numbered_day),
        (rf"(?:(?P<which>{either(YEARS)})\s?)?{IN_CHINESE}", day_of_a_year),
        (rf"{MONTH}\s*{ORDINAL}{YEAR}", day_of_a_year),
        (rf"{ORDINAL}\s*{MONTH}{YEAR}", day_of_a_year),
        (rf"(?P<near>{either(NEAR)})", near_day),
        (rf"(?:(?P<which>{either(WEEKS)})个?)?周(?P<weekday>[一二三四五六日天])", weekday),
        (
            rf"(?:(?P<which>last|this|next)\s)?(?P<weekday>{'|'.join(WEEKDAYS)}|"
            rf"{'|'.join(day[:3] for day in WEEKDAYS)})",
            weekday,
        ),
    )
)


def read_day(text: str, today: date) -> date:
    """The day that the text names. Raises ValueError if that is not all it says."""
    words = " ".join(NOT_THE_DATE.sub(" ", text).split())
    for pattern, read in READINGS:
        if found := pattern.fullmatch(words):
            return read(found.groupdict(), today)
    raise ValueError("no day")
