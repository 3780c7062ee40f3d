"""Warns of Markdown that shows as text on the finished page, with a fix where one is possible.

The other checks look for probable mistakes in the source; this one reads the page.
"""

import re
from collections.abc import Iterator

from ..document import Document
from ..html.text_flow import is_within_code
from ..messages import Message, message
from ..source_positions import with_code_blanked
from .line_mistakes import tighten_marks

MOST = 20
SIGNS = ("**", "](", "!!!", "???", "[caption", "[/caption", "%%", "^", "~")
BOLD = message("bold-shows")
PICTURE = message("link-shows")
NOTE = message("note-shows")
OTHER_NOTE = message("note-of-other-dialect")
CAPTION = message("caption-shows")
COMMENT = message("comment-shows")
POWER = message("script-shows")
PATTERNS = {
    re.compile(
        r"(?<![\w*)])\*\*(?=[^\s*])[^*\n]{1,200}\*\*(?![\s*])"
        r"|(?<![\s*])\*\*[^*\n]{1,200}(?<=[^\s*])\*\*(?![\w*(])"
    ): BOLD,
    re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{1,500}\)"): PICTURE,
    re.compile(r"(?<!!)\[[^\]\n]{1,200}\]\([ \t]*(?:https?:|\.{0,2}/|#)[^)\n]{1,500}\)"): PICTURE,
    re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[\w\"]+", re.MULTILINE): NOTE,
    re.compile(r"\[/?caption\b[^\]\n]{0,300}\]"): CAPTION,
    re.compile(r"(?<![0-9A-Za-z%])%%(?![\s%.,，、。])[^%\n]{1,200}%%(?![0-9A-Za-z%])"): COMMENT,
    re.compile(
        r"(?<![\w^~])[A-Za-z0-9]{1,8}(?:\^[A-Za-z]{1,8}\^|~[A-Za-z]{1,8}~)[0-9A-Za-z]{1,8}"
    ): POWER,
}


def warn_of_literal_marks(document: Document) -> None:
    if not any(sign in document.html for sign in SIGNS):
        return
    warned_lines = {warning.line for warning in document.warnings}
    for number, (told, shown, line) in enumerate(literal_marks(document)):
        if number == MOST:
            break
        if line not in warned_lines:
            warned_lines.add(line)
            fix = corrected_line(document, line) if told is BOLD else None
            document.warn(told, shown.strip(), line, fix)


def corrected_line(document: Document, line: int) -> str | None:
    written = document.source.split("\n")[line - 1]
    better = tighten_marks(written)
    return better if better != written else None


def literal_marks(document: Document) -> Iterator[tuple[Message, str, int]]:
    """The literal marks on the page. Escaped ones differ in the source, so they are not found."""
    places = with_code_blanked(document.source)
    for node in document.body.traverse(include_text=True):
        text = (node.text_content or "") if node.tag == "-text" else ""
        if not any(sign in text for sign in SIGNS) or is_within_code(node):
            continue
        for pattern, told in PATTERNS.items():
            for match in pattern.finditer(text):
                line = places.line_of(match[0].replace("\n", ""))
                if line is not None:
                    if told is NOTE and document.dialect == "commonmark":
                        yield OTHER_NOTE, match[0], line
                    else:
                        yield told, match[0], line
