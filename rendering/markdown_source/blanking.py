"""Blanks what is no prose in a Markdown text: code, formulas and comments.

`without_code` and `without_math` replace other characters by spaces. So an offset in the result is
the same offset in the text.
"""

import re
from collections import defaultdict, deque

FENCE = re.compile(r"^[ \t>]*(?:[-*+] +)?(`{3,}|~{3,})(.*)$")
BACKTICKS = re.compile(r"(?<!\\)`+")
PARAGRAPH_END = re.compile(r"(\n[ \t]*\n)")
# Comments and formulas with their closing delimiters. A formula in single dollars is on one line.
ENDS = {"<!--": "-->", "$$": "$$", r"\(": r"\)", r"\[": r"\]"}
NOT_PROSE = re.compile(r"<!--|\$\$|\\[(\[]|(?<![\\$])\$(?![\s$])[^$\n]+?(?<![\s\\])\$(?![\d$])")


def without_code(text: str) -> str:
    """Blank fenced code blocks and code spans."""
    return "".join(map(without_code_spans, PARAGRAPH_END.split(without_fences(text))))


def without_math(text: str) -> str:
    """Blank formulas and comments. The code must be blanked before."""
    pieces, at, missing = [], 0, set[str]()
    while match := NOT_PROSE.search(text, at):
        closer = ENDS.get(match[0])
        end = (
            end_after(text, closer, match.end() + (closer != "-->"), missing)
            if closer
            else match.end()
        )
        shown = text[match.start() : match.start() + 1] if end < 0 else ""
        pieces += [text[at : match.start()], shown or blank(text[match.start() : end])]
        at = match.start() + 1 if shown else end
    return "".join([*pieces, text[at:]])


def end_after(text: str, closer: str, start: int, missing: set[str]) -> int:
    """Return the offset after the next closer, else -1. Closers in `missing` are not searched."""
    place = -1 if closer in missing else text.find(closer, start)
    if place < 0:
        missing.add(closer)
        return -1
    return place + len(closer)


def without_fences(text: str) -> str:
    if "```" not in text and "~~~" not in text:
        return text
    lines, fence = [], ""
    for line in text.split("\n"):
        found, inside = FENCE.match(line), bool(fence)
        if found and not fence and "`" not in found[2]:
            fence = found[1]
        elif found and fence and found[1].startswith(fence) and not found[2].strip():
            fence = ""
        lines.append(blank(line) if inside or fence else line)
    return "\n".join(lines)


def without_code_spans(paragraph: str) -> str:
    """Blank code spans: each ends at the next run of equally many backticks (CommonMark)."""
    if "`" not in paragraph:
        return paragraph
    pieces, at = [], 0
    ticks = list(BACKTICKS.finditer(paragraph))
    ends = defaultdict[int, deque[int]](deque)
    for tick in ticks:
        ends[len(tick[0])].append(tick.end())
    for opener in ticks:
        same = ends[len(opener[0])]
        same.popleft()
        if opener.start() >= at and same:
            pieces += [paragraph[at : opener.start()], blank(paragraph[opener.start() : same[0]])]
            at = same[0]
    return "".join([*pieces, paragraph[at:]])


def blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
