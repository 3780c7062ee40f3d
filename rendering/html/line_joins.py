"""Removes line breaks between Han characters, which would show as spaces."""

import re

from ..document import Document
from .characters import CJK

OPAQUE = re.compile(r"(<(?:pre|code)\b.*?</(?:pre|code)>)", re.DOTALL)
INLINE = (
    r"</?(?:a|abbr|b|bdi|bdo|cite|del|dfn|em|i|ins|kbd|mark|q|rp|rt|ruby|s|samp|small|span|strong"
    r"|sub|sup|time|u|var|wbr)\b[^<>]*>"
)
CHARACTER = re.compile(f"[{CJK}]")
END = re.compile(rf"[{CJK}](?:{INLINE})+$")
BEGINNING = re.compile(rf"(?:{INLINE})*[{CJK}]")
BLANK = " \t"


def join_lines(document: Document) -> None:
    """Join lines, also where one begins or ends with bold text, a link or other inline elements."""
    parts = OPAQUE.split(document.html)
    parts[::2] = [join_html_lines(part) for part in parts[::2]]
    document.html = "".join(parts)


def join_html_lines(html: str) -> str:
    if "\n" not in html:
        return html
    first, *rest = html.split("\n")
    lines = [first]
    for line in rest:
        if ends_in_chinese(lines[-1]) and BEGINNING.match(line.lstrip(BLANK)):
            lines[-1] = lines[-1].rstrip(BLANK)
            lines.append(line.lstrip(BLANK))
        else:
            lines.append("\n" + line)
    return "".join(lines)


def ends_in_chinese(line: str) -> bool:
    end = line.rstrip(BLANK)[-1:]
    return END.search(line) is not None if end == ">" else CHARACTER.match(end) is not None
