"""Writes a text about time in few ways: digits, single spaces, small letters."""

import re
import unicodedata

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = "年|月|日|号|號|天|点|點|时|時|小时|小時|分|刻|周|週|星期|礼拜"
# Not after 周 and 星期, where a numeral is the name of a day.
NUMERAL = re.compile(rf"(?<![周週期拜])[零〇一二两三四五六七八九十]+(?=个?(?:{UNITS}))")
SHORT = {
    "今晚": "今天晚上",
    "明晚": "明天晚上",
    "后晚": "后天晚上",
    "今早": "今天早上",
    "明早": "明天早上",
    "後": "后",
    "號": "号",
    "點": "点",
    "時": "时",
    "週": "周",
    "礼拜": "周",
    "星期": "周",
    " o'clock": ":00",
}
TIME_OF_ISO = re.compile(r"(?<=\d)t(?=\d)")
FRACTION = re.compile(r"(?<=:\d\d)\.\d+")


def plain_words(text: str) -> str:
    """The text with Chinese numerals as digits, and one spelling for words that have several."""
    found = unicodedata.normalize("NFKC", text).casefold()
    found = NUMERAL.sub(lambda run: digits_of(run[0]), found)
    for word, usual in SHORT.items():
        found = found.replace(word, usual)
    return " ".join(FRACTION.sub("", TIME_OF_ISO.sub(" ", found)).split())


def digits_of(numeral: str) -> str:
    """A number up to 99, or one that is read digit by digit: 二十一 is 21, 二〇二六 is 2026."""
    if "十" not in numeral:
        return "".join(str(DIGITS[digit]) for digit in numeral)
    tens, _ten, ones = numeral.partition("十")
    if not {*tens, *ones} <= DIGITS.keys():
        return numeral
    return str(10 * DIGITS.get(tens, 1) + DIGITS.get(ones, 0))
