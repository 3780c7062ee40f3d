"""Corrected lines that rendering offers: `WrittenText.fixes` and the admin apply them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

LINE_END = re.compile(r"(\r\n?|\n)")


@dataclass(frozen=True, slots=True)
class Fix:
    line: int
    old: str
    new: str


def offered_fixes(warnings: Iterable[dict[str, Any]], body: str) -> list[Fix]:
    """The fixes of the warnings that change the body; the first of each line, in order."""
    lines = LINE_END.split(body)[::2]
    fixes: dict[int, Fix] = {}
    for warning in warnings:
        number, new = warning["line"], warning.get("fix")
        if new is not None and number and number <= len(lines) and new != lines[number - 1]:
            fixes.setdefault(number, Fix(number, lines[number - 1], new))
    return sorted(fixes.values(), key=lambda fix: fix.line)


def apply_fixes(fixes: Iterable[Fix], body: str) -> str:
    """The body with the fixed lines. A line that has changed in the meantime stays as it is."""
    parts = LINE_END.split(body)
    for fix in fixes:
        place = 2 * (fix.line - 1)
        if place < len(parts) and parts[place] == fix.old:
            parts[place] = fix.new
    return "".join(parts)
