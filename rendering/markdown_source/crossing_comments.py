"""Comments that Markdown would end too early, or too late.

A comment of HTML or Obsidian may begin in a list item or a quote and end below it, or begin in a
paragraph and hold an empty line. Markdown ends the item, the quote or the paragraph first, so that
readers would see the comment, or miss what follows it.
"""

import re

from .comment_blanking import comment_places

PREFIX = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")


def without_crossing_comments(text: str, *, obsidian: bool) -> tuple[str, list[str]]:
    """Return the text without these comments, and the comments. Lines keep their numbers.

    `obsidian`: `%%` begins and ends a comment.
    """
    if "<!--" not in text and not (obsidian and "%%" in text):
        return text, []
    pieces, comments, at = list[str](), list[str](), 0
    for start, end in comment_places(text):
        comment = text[start:end]
        is_known = obsidian or comment.startswith("<!--")
        if is_known and "\n" in comment and crosses(text, start, end):
            pieces += [text[at:start], "\n" * comment.count("\n")]
            comments.append(comment)
            at = end
    return "".join([*pieces, text[at:]]), comments


def crosses(text: str, start: int, end: int) -> bool:
    """Whether the comment begins in a line of text, or leaves the block that it begins in."""
    begin = text.rfind("\n", 0, start) + 1
    prefix = PREFIX.match(text, begin)
    column = len(prefix[0]) if prefix else 0
    if begin + column < start:
        return True
    return any(is_left_of(line, column) for line in text[start:end].split("\n")[1:])


def is_left_of(line: str, column: int) -> bool:
    return bool(line.strip()) and len(line) - len(line.lstrip(" \t>")) < column
