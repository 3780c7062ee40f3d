"""Which parts of a Markdown text are prose, and in which language they are.

`without_code` and `without_math` blank what is not prose and keep every length, so that a
place found in their result is the same place in the text.
"""

import re

from articles import rendering

FENCE = re.compile(r"^[ \t>]*(?:[-*+] +)?(`{3,}|~{3,})(.*)$")
BACKTICKS = re.compile(r"(?<!\\)`+")
PARAGRAPH_END = re.compile(r"(\n[ \t]*\n)")
NOT_PROSE = re.compile(
    r"<!--.*?-->|\$\$.+?\$\$|\\\(.+?\\\)|\\\[.+?\\\]"
    r"|(?<![\\$])\$(?![\s$])[^$\n]+?(?<![\s\\])\$(?![\d$])",
    re.DOTALL,
)
ADDRESS = re.compile(r"\w+://\S+|\]\([^)\n]*\)|<[^<>\n]*>")


def without_code(text: str) -> str:
    """The text with fenced blocks and inline code blanked."""
    return "".join(map(without_code_spans, PARAGRAPH_END.split(without_fences(text))))


def without_math(text: str) -> str:
    """The text with formulas and comments blanked. Blank the code first."""
    return NOT_PROSE.sub(lambda match: blank(match[0]), text)


def without_fences(text: str) -> str:
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
    """A span ends at the next run of as many backticks as began it."""
    pieces, at, ticks = [], 0, list(BACKTICKS.finditer(paragraph))
    for number, opener in enumerate(ticks):
        if opener.start() < at:
            continue
        same = (tick.end() for tick in ticks[number + 1 :] if len(tick[0]) == len(opener[0]))
        end = next(same, None)
        if end is not None:
            pieces += [paragraph[at : opener.start()], blank(paragraph[opener.start() : end])]
            at = end
    return "".join([*pieces, paragraph[at:]])


def blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def language_of(text: str) -> str:
    """The language of what is prose; empty where there is no word at all."""
    return rendering.language_of(ADDRESS.sub(" ", without_math(without_code(text))))
