"""Fenced code blocks."""

import re


def fence_source(source: str, language: str) -> list[str]:
    return lengthen_fence([f"```{language}", *source.split("\n"), "```"])


def lengthen_fence(lines: list[str]) -> list[str]:
    """Make the fence longer than any fence in its code."""
    match = re.match(r"(`{3,}|~{3,})(.*)", lines[0])
    if match is None:
        return lines
    mark, info = match[1], match[2]
    ends = [m[1] for line in lines[1:-1] if (m := re.match(rf" *({mark[0]}{{3,}}) *$", line))]
    longest = max([len(mark) - 1, *map(len, ends)])
    longer = mark[0] * (longest + 1)
    return [f"{longer}{info}", *lines[1:-1], longer]


def is_fence(lines: list[str]) -> bool:
    """Whether the lines are exactly one fenced code block."""
    match = re.match(r"(`{3,}|~{3,})[^`]*$", lines[0]) if lines else None
    return match is not None and lines[-1] == match[1] and match[1] not in lines[1:-1]


def with_tab(lines: list[str], label: str) -> list[str]:
    opening = lines[0].rstrip()
    if opening.endswith("}"):
        return [f'{opening[:-1].rstrip()} tab="{label}"}}', *lines[1:]]
    return [f'{opening} tab="{label}"', *lines[1:]]
