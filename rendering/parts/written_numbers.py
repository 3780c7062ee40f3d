"""Numbers that authors write before the titles of their sections: 8.1, IV., 第三章, 二、."""

import re
from collections.abc import Mapping
from typing import NamedTuple

SURE = re.compile(
    r"\s*(?:\d+(?:\.\d+)+[.、．\s]|\d+[.、．]|第.{1,4}[章节部]|[一二三四五六七八九十]+[、．.]|[IVX]+\.)"
)
# “1 Introduction”, but also “16 ways to do it”: most titles of a text must have one.
UNSURE = re.compile(r"\s*\d+\s")
NUMBER = re.compile(
    r"\s*(\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}(?=\.)"
    r"|第.{1,4}?(?:章|节|部分|部)|[一二三四五六七八九十]+(?=[、．.]))(?!\d)[.、．:：]?\s*"
)


class NumberedTitle(NamedTuple):
    """A title in two parts; `number` has no full stop behind it."""

    number: str
    rest: str


def has_written_numbers(titles: Mapping[str, str]) -> bool:
    """Whether the author numbers these sections, given as titles by id."""
    unsure = sum(bool(UNSURE.match(title)) for title in titles.values())
    return any(SURE.match(title) for title in titles.values()) or 2 * unsure > len(titles)


def is_numbered(title: str) -> bool:
    """Whether a title begins with a number, if the author numbers the sections."""
    return bool(SURE.match(title) or UNSURE.match(title))


def written_numbers(titles: Mapping[str, str]) -> dict[str, NumberedTitle]:
    """The titles with a number of the author, by id. A number alone is a title."""
    if not has_written_numbers(titles):
        return {}
    parts = {
        identifier: NumberedTitle(match[1], title[match.end() :])
        for identifier, title in titles.items()
        if is_numbered(title) and (match := NUMBER.match(title))
    }
    return {identifier: part for identifier, part in parts.items() if part.rest}
