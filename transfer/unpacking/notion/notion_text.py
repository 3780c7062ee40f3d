"""Pages of Notion's Markdown export."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from .properties import KNOWN, notion_front_matter

PROPERTY = re.compile(r"([^:\n]{1,80}): (.*)")
FENCE = re.compile(r"\s*(```+|~~~+)")
STATUS = frozenset({"status", "state", "状态", "published", "public", "draft", "发布"})


def markdown_page(text: str, columns: Collection[str]) -> tuple[dict[str, Any], str]:
    """Front matter and text of a page. `columns` are the properties of its database."""
    lines = text.replace("\r\n", "\n").split("\n")
    head: dict[str, Any] = {}
    if lines and lines[0].startswith("# "):
        head["title"] = lines[0][2:].strip()
        lines = lines[1:]
    while lines and not lines[0].strip():
        del lines[0]
    properties, rest = split_properties(lines, columns)
    head |= notion_front_matter(properties)
    return head, "\n".join(with_callouts(rest))


def split_properties(
    lines: list[str], columns: Collection[str]
) -> tuple[list[tuple[str, str]], list[str]]:
    """The lines of properties above the text. Without a database only known names count."""
    found: list[tuple[str, str]] = []
    for at, line in enumerate(lines):
        match = PROPERTY.fullmatch(line)
        if match is None or not is_property(match[1], columns):
            is_end = not line.strip() or not columns
            return (found, lines[at:]) if is_end or not found else ([], lines)
        found.append((match[1], match[2]))
    return found, []


def is_property(name: str, columns: Collection[str]) -> bool:
    written = name.strip().lower()
    return name.strip() in columns or (not columns and (written in KNOWN or written in STATUS))


def with_callouts(lines: list[str]) -> Iterator[str]:
    """The lines with `<aside>` as callouts."""
    fence, is_aside = "", False
    for line in lines:
        match = FENCE.match(line)
        if match and not fence:
            fence = match[1]
        elif match and match[1].startswith(fence):
            fence = ""
        if fence or (line.strip() not in ("<aside>", "</aside>")):
            yield f"> {line}".rstrip() if is_aside else line
        elif line.strip() == "<aside>":
            is_aside = True
            yield "> [!note]"
        else:
            is_aside = False
