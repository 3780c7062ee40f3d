"""Spells blocks of HTML so that CommonMark reads them from the first line to the last."""

import re
from html import escape
from xml.etree.ElementTree import Element

from markdown_it.common.html_blocks import block_names

# HTML blocks with an end tag of their own (CommonMark, types 1-5). Others end at an empty line.
WHOLE = re.compile(r"<(?:!|\?|(?:pre|script|style|textarea)\b)", re.IGNORECASE)
EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")
PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.IGNORECASE | re.DOTALL)
LONE_TAG = re.compile(r"</?([A-Za-z][\w-]*)(?:\s[^<>]*)?/?>(?=\n|$)")


def html_block(source: str) -> list[str]:
    if WHOLE.match(source):
        return source.split("\n")
    parts = PREFORMATTED.split(source)
    for number, part in enumerate(parts):
        line_end = "&#10;\n" if number % 2 else "\n"
        parts[number] = EMPTY_LINES.sub(lambda m, end=line_end: end * 1, part)
    return "".join(parts).split("\n")


def html_paragraph(text: str) -> str:
    """A tag on a line of its own would begin an HTML block in CommonMark: keep the paragraph."""
    match = LONE_TAG.match(text)
    if match is None or match[1].lower() in block_names:
        return text
    if match.end() == len(text):
        return f"<p>{text}</p>"
    return f"{match[0]} {text[match.end() :].lstrip()}"


def opening_tag(element: Element, kind: str) -> str:
    attributes = {**element.attrib, "markdown": "1" if kind == "block" else kind}
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{element.tag}{written}>"
