"""Refuses sources on which Python-Markdown would take minutes, with the line of the problem.

Python-Markdown reads the rest of a paragraph again at every bracket, heading or footnote
reference. The characters that it would read are counted here in one pass; real articles have a
hundredth of the limits. The worker limits the processor time of everything else.
"""

import re
from collections import Counter

from ...messages import Message, message
from ...result import RenderError
from ..size_limits import (
    MAX_CELLS,
    MAX_DELIMITERS,
    MAX_FILLED_CELLS,
    SQUARE_BRACKETS,
    bracket_spans,
    has_too_many_delimiters,
)

# Characters that Python-Markdown may read, for about a second of work.
MAX_BRACKET_COST = 3_000_000
MAX_BREAK_COST = 15_000_000
MAX_TAG_COST = 20_000_000
MAX_FOOTNOTE_COST = 20_000_000
MAX_REFERENCES = 500
MAX_TABS = 2_000

FENCED = re.compile(
    r"^[ \t>]*(?P<mark>`{3,}(?!`)|~{3,}(?!~)).*?(?:^[ \t>]*(?P=mark)[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
BLOCK = re.compile(r"[^\n](?:[^\n]|\n(?![ \t]*\n))*")
ROUND_BRACKETS = re.compile(r"(?<=\])(\()|[()]")
BLOCK_BREAK = re.compile(r"^ {0,3}(?:#|[-=*_][-=*_ ]*$|\*\[|!{3}|\?{3})", re.MULTILINE)
TAG = re.compile(r"<[A-Za-z/!?]")
DELIMITERS = re.compile(r"^[ \t|:-]*-[ \t|:-]*$", re.MULTILINE)
NOTE = re.compile(r"\[\^[^\]\s]{1,200}\]:")
TAB = re.compile(r"^[ \t]*===[!+]* ", re.MULTILINE)
REFERENCE = re.compile(r"\[\^([^\]\s]{1,200})\](?!:)")

BRACKETS = message("too-many-open-brackets")
LINKS = message("too-many-open-links")
BREAKS = message("too-many-breaks")
CELLS = message("too-many-cells-missing")
TABLE = message("too-many-cells", most=MAX_CELLS)
MARKS = message("too-many-signs", most=MAX_DELIMITERS)
TAGS = message("too-many-open-tags")
NOTES = message("too-many-footnotes")
REFERENCES = message("too-many-references", most=MAX_REFERENCES)
MANY_TABS = message("too-many-tabs", most=MAX_TABS)


def refuse_costly_source(source: str) -> None:
    source = FENCED.sub(lambda code: "\n" * code[0].count("\n"), source)
    labels = Counter(REFERENCE.findall(source))
    if labels and (most := labels.most_common(1)[0])[1] > MAX_REFERENCES:
        refuse_source(source, source.find(f"[^{most[0]}]"), REFERENCES)
    # Each reference searches all footnotes.
    if labels.total() * len(notes := NOTE.findall(source)) > MAX_FOOTNOTE_COST:
        refuse_source(source, source.find(notes[0]), NOTES)
    if source.count("=== ") > MAX_TABS and len(tabs := list(TAB.finditer(source))) > MAX_TABS:
        refuse_source(source, tabs[0].start(), MANY_TABS)
    unended = [tag.start() for tag in TAG.finditer(source, source.rfind(">") + 1)]
    if sum(len(source) - start for start in unended) > MAX_TAG_COST:
        refuse_source(source, unended[0], TAGS)
    for block in BLOCK.finditer(source):
        if reason := exceeded_cost_limit(block[0]):
            refuse_source(source, block.start(), reason)


def exceeded_cost_limit(block: str) -> Message | None:
    if is_within_limits(block):
        return None
    if sum(end - start for start, end in bracket_spans(block, SQUARE_BRACKETS)) > MAX_BRACKET_COST:
        return BRACKETS
    if (
        sum(link_cost(block, *span) for span in bracket_spans(block, ROUND_BRACKETS))
        > MAX_BRACKET_COST
    ):
        return LINKS
    if sum(1 for _ in BLOCK_BREAK.finditer(block)) * len(block) > MAX_BREAK_COST:
        return BREAKS
    if has_too_many_delimiters(block):
        return MARKS
    if missing_cells(block) > MAX_FILLED_CELLS:
        return CELLS
    is_table = block.count("|") > MAX_CELLS and DELIMITERS.search(block)
    return TABLE if is_table else None


def is_within_limits(block: str) -> bool:
    """Whether the block is too short to reach a limit, as every real paragraph is."""
    size, lines = len(block), block.count("\n") + 1
    return (
        size * (block.count("[") + block.count("(")) < MAX_BRACKET_COST
        and size * lines < MAX_BREAK_COST
        and lines * block.count("|") < MAX_FILLED_CELLS
        and size <= MAX_DELIMITERS
    )


def link_cost(block: str, start: int, end: int) -> int:
    """Characters read for a link. If it has a quote, the end of a title is searched everywhere."""
    is_quoted = block.find('"', start, end) >= 0 or block.find("'", start, end) >= 0
    return (len(block) if is_quoted else end) - start


def missing_cells(block: str) -> int:
    """The number of cells that the rows of a table lack, compared with the delimiter row."""
    delimiters = DELIMITERS.search(block) if "|" in block else None
    columns = delimiters[0].count("|") if delimiters else 0
    if delimiters is None or columns < 3:
        return 0
    rows = block[delimiters.end() + 1 :].split("\n")
    return sum(max(0, columns - row.count("|")) for row in rows)


def refuse_source(source: str, position: int, reason: Message) -> None:
    line = source.count("\n", 0, position) + 1
    raise RenderError(message("source-too-costly", line=line, reason=reason))
