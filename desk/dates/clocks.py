"""Times of day: `9:00`, `9am`, `上午9点半`, `noon`. Each is what has passed since midnight."""

import re
from datetime import timedelta

MORNING, NOON, EVENING = ("凌晨|清晨|早晨|早上|上午", "中午", "下午|傍晚|晚上|夜里")
PART = rf"(?:(?P<part>{MORNING}|{NOON}|{EVENING})\s*)?"
MERIDIEM = r"(?P<meridiem>[ap])\.?m\.?(?![a-z])"
CLOCKS = tuple(
    re.compile(rf"(?<![\d:]){pattern}(?![\d:])")
    for pattern in (
        rf"{PART}(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}}))?(?:\s*{MERIDIEM})?",
        rf"{PART}(?P<hour>\d{{1,2}})\s*[点时](?:整|(?P<half>半)|(?P<quarter>[13])刻|(?P<minute>\d{{1,2}})分?)?",
        rf"(?P<hour>\d{{1,2}})\s*{MERIDIEM}",
    )
)
NAMED = {"noon": 12, "midnight": 0, "正午": 12, "中午": 12}
DAY = timedelta(days=1)


def split_clock(text: str) -> tuple[timedelta | None, str]:
    """The time that the text names, and the text without it. Raises ValueError."""
    for pattern in CLOCKS:
        if found := pattern.search(text):
            return time_of(found), f"{text[: found.start()]} {text[found.end() :]}"
    for name, hour in NAMED.items():
        if name in text:
            return timedelta(hours=hour), text.replace(name, " ", 1)
    return None, text


def time_of(found: re.Match[str]) -> timedelta:
    said = found.groupdict()
    minute = 30 if said.get("half") else 15 * int(said.get("quarter") or 0)
    minute, second = int(said.get("minute") or minute), int(said.get("second") or 0)
    hour = hour_of(int(said["hour"]), said.get("part") or "", said.get("meridiem") or "")
    passed = timedelta(hours=hour, minutes=minute, seconds=second)
    if minute > 59 or second > 59 or passed > DAY:
        raise ValueError("no such time")
    return passed


def hour_of(hour: int, part: str, meridiem: str) -> int:
    """The hour of 24. The twelfth hour of an evening is the midnight that ends it."""
    if meridiem and not 1 <= hour <= 12:
        raise ValueError("no such hour")
    if part in NOON.split("|"):
        return hour + 12 if hour < 3 else hour
    if part in EVENING.split("|") and hour == 12 and part != "下午":
        return 24
    if meridiem == "p" or part in EVENING.split("|"):
        return hour + 12 if hour < 12 else hour
    is_first = meridiem == "a" or part == "凌晨"
    return 0 if is_first and hour == 12 else hour
