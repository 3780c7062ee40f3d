"""Parsing and formatting lists of tag names: `甲，乙、深度 学习, "a, b"`."""

import re
from collections.abc import Iterable

SEPARATOR = re.compile(r"[,，、;；\n]")
# Within one item of a YAML list, an ASCII comma is part of the name.
WITHIN_A_LIST = re.compile(r"[，、；\n]")
QUOTED = re.compile(r'\s*"([^"]+)"\s*')


def parse_tag_names(text: str, separator: re.Pattern[str] = SEPARATOR) -> list[str]:
    """Distinct names, compared without case. Separators in double quotes are part of a name."""
    names, at = [], 0
    while at < len(text):
        quoted = QUOTED.match(text, at)
        found = separator.search(text, quoted.end() if quoted else at)
        end = found.start() if found else len(text)
        if quoted:
            names.append(quoted[1])
        names.append(text[quoted.end() if quoted else at : end])
        at = end + 1
    tidy = (" ".join(name.split()) for name in names)
    return list({name.casefold(): name for name in tidy if name}.values())


def format_tag_names(tags: Iterable[object]) -> str:
    """Text that `parse_tag_names()` parses into the same names."""
    return ", ".join(f'"{tag}"' if SEPARATOR.search(str(tag)) else str(tag) for tag in tags)
