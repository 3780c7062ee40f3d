"""Sources on which Python-Markdown would take minutes, refused at once with the place.

It begins again at every bracket, heading or reference to a footnote, and looks through the rest
of the paragraph. What it would look at is counted here in one pass; real articles stay a
hundred times below. The worker limits the processor time of what is not counted here.
"""

import re
from collections import Counter

from ...result import RenderError
from ..bounds import MOST_CELLS, MOST_FILLED, MOST_MARKS, SQUARE, has_too_many_marks, spans

# Characters looked at, for about a second of work.
MOST_IN_BRACKETS = 3_000_000
MOST_IN_CUTS = 15_000_000
MOST_IN_TAGS = 20_000_000
MOST_IN_NOTES = 20_000_000
MOST_REFERENCES = 500
MOST_TABS = 2_000

FENCED = re.compile(
    r"^[ \t>]*(?P<mark>`{3,}(?!`)|~{3,}(?!~)).*?(?:^[ \t>]*(?P=mark)[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
BLOCK = re.compile(r"[^\n](?:[^\n]|\n(?![ \t]*\n))*")
ROUND = re.compile(r"(?<=\])(\()|[()]")
CUT = re.compile(r"^ {0,3}(?:#|[-=*_][-=*_ ]*$|\*\[|!{3}|\?{3})", re.MULTILINE)
TAG = re.compile(r"<[A-Za-z/!?]")
DELIMITERS = re.compile(r"^[ \t|:-]*-[ \t|:-]*$", re.MULTILINE)
NOTE = re.compile(r"\[\^[^\]\s]{1,200}\]:")
TAB = re.compile(r"^[ \t]*===[!+]* ", re.MULTILINE)
REFERENCE = re.compile(r"\[\^([^\]\s]{1,200})\](?!:)")

BRACKETS = "too many brackets open inside one another"
LINKS = "too many links whose address does not end"
CUTS = "too many headings, rules or boxes follow each other without an empty line"
CELLS = "the rows of a table lack too many cells"
TABLE = f"a table has more than {MOST_CELLS} cells; divide it into several"
MARKS = f"a paragraph has more than {MOST_MARKS} signs such as *, [ and `"
TAGS = "too many tags do not end"
NOTES = "too many footnotes"
REFERENCES = f"one footnote is referred to more than {MOST_REFERENCES} times"

MANY_TABS = f"more than {MOST_TABS} tabs"


def refuse_endless(source: str) -> None:
    source = FENCED.sub(lambda code: "\n" * code[0].count("\n"), source)
    labels = Counter(REFERENCE.findall(source))
    if labels and (most := labels.most_common(1)[0])[1] > MOST_REFERENCES:
        refuse(source, source.find(f"[^{most[0]}]"), REFERENCES)
    # Each reference looks for its note among all.
    if labels.total() * len(notes := NOTE.findall(source)) > MOST_IN_NOTES:
        refuse(source, source.find(notes[0]), NOTES)
    if source.count("=== ") > MOST_TABS and len(tabs := list(TAB.finditer(source))) > MOST_TABS:
        refuse(source, tabs[0].start(), MANY_TABS)
    unended = [tag.start() for tag in TAG.finditer(source, source.rfind(">") + 1)]
    if sum(len(source) - start for start in unended) > MOST_IN_TAGS:
        refuse(source, unended[0], TAGS)
    for block in BLOCK.finditer(source):
        if reason := endless(block[0]):
            refuse(source, block.start(), reason)


def endless(block: str) -> str:
    if is_short(block):
        return ""
    if sum(end - start for start, end in spans(block, SQUARE)) > MOST_IN_BRACKETS:
        return BRACKETS
    if sum(looked_at(block, *span) for span in spans(block, ROUND)) > MOST_IN_BRACKETS:
        return LINKS
    if sum(1 for _ in CUT.finditer(block)) * len(block) > MOST_IN_CUTS:
        return CUTS
    if has_too_many_marks(block):
        return MARKS
    if lacking(block) > MOST_FILLED:
        return CELLS
    is_table = block.count("|") > MOST_CELLS and DELIMITERS.search(block)
    return TABLE if is_table else ""


def is_short(block: str) -> bool:
    """Whether nothing in it could reach a bound, as in every real paragraph."""
    size, lines = len(block), block.count("\n") + 1
    return (
        size * (block.count("[") + block.count("(")) < MOST_IN_BRACKETS
        and size * lines < MOST_IN_CUTS
        and lines * block.count("|") < MOST_FILLED
        and size <= MOST_MARKS
    )


def looked_at(block: str, start: int, end: int) -> int:
    """A title that does not end is looked for to the end."""
    is_quoted = block.find('"', start, end) >= 0 or block.find("'", start, end) >= 0
    return (len(block) if is_quoted else end) - start


def lacking(block: str) -> int:
    """How many cells the rows of a table have less than its first ones."""
    delimiters = DELIMITERS.search(block) if "|" in block else None
    columns = delimiters[0].count("|") if delimiters else 0
    if delimiters is None or columns < 3:
        return 0
    rows = block[delimiters.end() + 1 :].split("\n")
    return sum(max(0, columns - row.count("|")) for row in rows)


def refuse(source: str, place: int, reason: str) -> None:
    line = source.count("\n", 0, place) + 1
    raise RenderError(f"This article cannot be rendered: from line {line} on, {reason}.")
