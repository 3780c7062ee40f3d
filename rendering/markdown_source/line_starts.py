"""Escapes what would begin another block at the start of a line of a paragraph."""

import re

# Beginnings of a line that CommonMark would read as another block, and their escaped form.
OPENERS = (
    (re.compile(r"( *)([-+*])(?=\s|$)"), r"\1\\\2"),
    (re.compile(r"( *\d{1,9})([.)])(?=\s|$)"), r"\1\\\2"),
    (re.compile(r"( *)(#{1,6})(?=\s|$)"), r"\1\\\2"),
    (re.compile(r"( *)>"), r"\1\\>"),
    (re.compile(r"( *)(?=~{3}|~\s)~"), r"\1&#126;"),
    (re.compile(r"( *):(?=\s+\S)"), r"\1&#58;"),
    (re.compile(r"( *)(?=([-*_])(?:\s*\2){2,}\s*$)"), r"\1\\"),
    (re.compile(r"( *)```"), r"\1\\```"),
)
UNDERLINES = (
    (re.compile(r"( *)(?=-+\s*$)"), r"\1\\"),
    (re.compile(r"( *)=(?==*\s*$)"), r"\1&#61;"),
    (re.compile(r"( *(?:[|:][ |:]*)?)-(?=[-|: ]*$)"), r"\1\\-"),
)


def as_paragraph(text: str) -> str:
    first, *others = text.split("\n")
    return "\n".join(
        [without_opener(first, OPENERS), *(without_opener(o, OPENERS + UNDERLINES) for o in others)]
    )


def without_opener(line: str, openers: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, spelled in openers:
        if pattern.match(line):
            return pattern.sub(spelled, line, count=1)
    return line
