"""Finds the part of a note that another one shows: a section by its heading, a block by its id."""

import re
from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from rendering.markdown_source.blanking import without_code
from rendering.markdown_source.source_links import REFERENCE, same_label
from rendering.parts.headings import heading_slug
from transfer.reading.titles import HEADING, SourceHeading, headings_of

BLOCK_ID = re.compile(r"(?:^|[ \t])\^[A-Za-z0-9-]+[ \t]*$", re.MULTILINE)
MARKS_BEHIND = re.compile(r"[ \t]+#+[ \t]*$")
FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
LONGEST_NOTE = 300_000  # characters of a note whose blocks are looked for


def part_of_note(text: str, place: str) -> str:
    """Return the Markdown of the part that `#Heading`, `#Heading#Below` or `#^id` names.

    Its ids of blocks are left out, and headings are bold lines: they are none of the other note.
    “” if the note has no such part.
    """
    *headings, last = (name.strip() for name in place.strip("#").split("#"))
    if last.startswith("^"):
        part = block_of_id(text, last) if len(text) <= LONGEST_NOTE else ""
    else:
        part = section_of(text, [*headings, last])
    return with_bold_headings(without_block_ids(part)).strip("\n")


def needs_its_note(part: str, text: str) -> bool:
    """Whether the part has footnotes, or links by labels that the note defines elsewhere."""
    if FOOTNOTE.search(part):
        return True
    written = same_label(part)
    labels = {same_label(match["label"]) for match in REFERENCE.finditer(text)}
    return any(f"[{label}]" in written for label in labels)


def section_of(text: str, names: list[str]) -> str:
    """Return what is below a heading, up to the next one of its level. `names` lead to it."""
    headings, found = headings_of(text), None
    for name in names:
        found = next((each for each in headings if is_called(each, name)), None)
        headings = [each for each in headings if found and each.start > found.start]
    return section_below(text, found, headings) if found else ""


def is_called(heading: SourceHeading, name: str) -> bool:
    return heading_slug(BLOCK_ID.sub("", heading.title)) == heading_slug(name)


def section_below(text: str, heading: SourceHeading, later: list[SourceHeading]) -> str:
    end = next((each.start for each in later if each.level <= heading.level), len(text))
    return text[heading.end : end]


def block_of_id(text: str, block_id: str) -> str:
    """Return the block with this id (`^id`), or the one above a line with the id alone."""
    line = line_of_id(text, block_id)
    if line is None:
        return ""
    tokens = blocks_of_note(text)
    index = innermost_block(tokens, line)
    if index is None:
        return ""
    token, lines = tokens[index], text.split("\n")
    if token.type == "heading_open":
        at = len("\n".join(lines[: line + 1]))
        found = [each for each in headings_of(text) if each.end >= at]
        return section_below(text, found[0], found[1:]) if found else ""
    if lines[line].strip(" \t>") == block_id and has_one_line(token):
        return block_before_id(tokens, index, lines)
    parent = tokens[index - 1]
    if parent.type == "list_item_open":
        token = parent
    return dedented_lines(token, lines)


@lru_cache(maxsize=4)
def blocks_of_note(text: str) -> list[Token]:
    """Many notes show many parts of one."""
    return MarkdownIt("commonmark").enable("table").parse(text)


@lru_cache(maxsize=4)
def note_without_code(text: str) -> str:
    return without_code(text)


def line_of_id(text: str, block_id: str) -> int | None:
    pattern = re.compile(rf"(?:^|[ \t>]){re.escape(block_id)}[ \t]*$", re.MULTILINE)
    found = pattern.search(note_without_code(text))
    return text.count("\n", 0, found.end()) if found else None


def innermost_block(tokens: list[Token], line: int) -> int | None:
    """Return the index of the paragraph or heading that has this line."""
    kinds = ("paragraph_open", "heading_open")
    for index, token in enumerate(tokens):
        if token.type in kinds and token.map and token.map[0] <= line < token.map[1]:
            return index
    return None


def has_one_line(token: Token) -> bool:
    return token.map is not None and token.map[1] - token.map[0] == 1


def block_before_id(tokens: list[Token], index: int, lines: list[str]) -> str:
    """Return the block before the one at `index`, in the same container."""
    level = tokens[index].level
    for token in reversed(tokens[:index]):
        if token.level < level:
            break
        if token.level == level and token.nesting >= 0 and token.map:
            return dedented_lines(token, lines)
    return ""


def dedented_lines(token: Token, lines: list[str]) -> str:
    """Return the lines of a block, without the indentation of its first one."""
    start, end = token.map or (0, 0)
    first = lines[start]
    indent = len(first) - len(first.lstrip())
    return "\n".join(
        line[min(indent, len(line) - len(line.lstrip())) :] for line in lines[start:end]
    )


def without_block_ids(text: str) -> str:
    return replaced_outside_code(BLOCK_ID, text, lambda _match: "")


def with_bold_headings(text: str) -> str:
    return replaced_outside_code(HEADING, text, bold_line)


def bold_line(match: re.Match[str]) -> str:
    marks = match["marks"]
    words = match[0].strip()[len(marks) :] if marks else match[0].rpartition("\n")[0]
    words = MARKS_BEHIND.sub("", words).strip()
    return f"**{words}**" if words else ""


def replaced_outside_code(
    pattern: re.Pattern[str], text: str, new: Callable[[re.Match[str]], str]
) -> str:
    """Replace what the pattern finds in the text without its code."""
    pieces, at = list[str](), 0
    for match in pattern.finditer(without_code(text)):
        whole = pattern.match(text, match.start())
        pieces += [text[at : match.start()], new(whole or match)]
        at = match.end()
    return "".join([*pieces, text[at:]])
