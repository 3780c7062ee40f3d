"""Titles and marked lines of code blocks, as the plugins of other systems write them."""

import re

from selectolax.lexbor import LexborNode

from .elements_left import class_names

# SyntaxHighlighter: `brush: python; title: "a.py"; highlight: [1,3]`; Crayon: `mark:1-3`
TITLE = re.compile(r"""\btitle:\s*["']?([^;"']+)""")
MARKED = re.compile(r"\b(?:highlight|mark):\s*\[?([\d,\s-]+)")
LINES = re.compile(r"\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*")


def listing_options(node: LexborNode) -> list[str]:
    """For the line of the fence: `title="a.py"`, `{1,3-5}`."""
    title = " ".join(listing_title(node).replace('"', "'").split())
    written = (node.attributes.get("class") or "").replace("&quot;", '"')
    match = MARKED.search(written)
    marked = node.attributes.get("data-enlighter-highlight") or (match[1] if match else "")
    lines = re.sub(r"\s", "", marked).strip(",")
    options = [f'title="{title}"'] if title else []
    return [*options, f"{{{lines}}}"] if LINES.fullmatch(lines) else options


def listing_title(node: LexborNode) -> str:
    written = node.attributes.get("data-enlighter-title") or ""
    if match := TITLE.search(node.attributes.get("class") or ""):
        written = written or match[1]
    if node.tag == "pre" and any(name.startswith("lang:") for name in class_names(node)):
        written = written or node.attributes.get("title") or ""  # Crayon
    caption = node.css_first("figcaption > span:not(.lang)") if node.tag == "figure" else None
    return written or (caption.text() if caption is not None else "")
