"""Parsing and formatting lists of tag names: `甲，乙、深度 学习, "a, b"`."""

import re
from collections.abc import Iterable

SEPARATOR = re.compile(r"[,，、;；\n]")
# Within one item of a YAML list, an ASCII comma is part of the name.
WITHIN_A_LIST = re.compile(r"[，、；\n]")
# A quotation mark inside is written twice.
QUOTED = re.compile(r'\s*"((?:[^"]|"")+)"(?!")\s*')
# As input methods for Chinese write them. Without a separator inside they belong to the name.
CURLY_QUOTED = re.compile(r"\s*“([^“”]*[,，、;；][^“”]*)”\s*(?=[,，、;；\n]|$)")


def parse_tag_names(text: str, separator: re.Pattern[str] = SEPARATOR) -> list[str]:
    """Distinct names, compared without case. Separators in double quotes are part of a name."""
    names, at = [], 0
    while at < len(text):
        quoted = QUOTED.match(text, at) or CURLY_QUOTED.match(text, at)
        found = separator.search(text, quoted.end() if quoted else at)
        end = found.start() if found else len(text)
        if quoted:
            names.append(quoted[1].replace('""', '"'))
        names.append(text[quoted.end() if quoted else at : end])
        at = end + 1
    tidy = (" ".join(name.split()) for name in names)
    return list({name.casefold(): name for name in tidy if name}.values())


def format_tag_names(tags: Iterable[object]) -> str:
    """Text that `parse_tag_names()` parses into the same names."""
    return ", ".join(format_tag_name(str(tag)) for tag in tags)


def format_tag_name(name: str, separator: re.Pattern[str] = SEPARATOR) -> str:
    """The name, between double quotes if it would be parsed as something else without."""
    if parse_tag_names(name, separator) == [name]:
        return name
    return '"' + name.replace('"', '""') + '"'
