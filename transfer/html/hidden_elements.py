"""Elements that a page of the old site did not show: their beginning is marked."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .kept_markdown import KeptMarkdown

PARTS = frozenset({"li", "dt", "dd", "tr", "td", "th"})  # nothing may stand between them
HIDDEN = "[hidden], [style*='display']"
NO_DISPLAY = re.compile(r"\bdisplay\s*:\s*none", re.IGNORECASE)
# Formulas have a second form for screen readers, and players one for old browsers.
INSIDE_OTHERS = (
    "math, svg, [class*='katex'], [class*='MathJax'], script, style, object, [data-latex]"
)
# The importer makes a draft of a text with this mark.
MARK = "<!-- display: none -->"


def mark_hidden_elements(tree: LexborHTMLParser, kept: KeptMarkdown) -> None:
    """Put a mark before each hidden element with words, and show it."""
    others = {node.mem_id for node in tree.css(INSIDE_OTHERS)}
    for node in tree.css(HIDDEN):
        if has_no_display(node) and node.text().strip() and not is_within_any(node, others):
            inside = node.child if node.tag in PARTS else None
            (node if inside is None else inside).insert_before(kept.inline(MARK))
            for name in ("hidden", "style"):
                if name in node.attributes:
                    del node.attrs[name]


def has_no_display(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(NO_DISPLAY.search(attributes.get("style") or ""))


def is_within_any(node: LexborNode, others: set[int]) -> bool:
    above: LexborNode | None = node
    while above is not None:
        if above.mem_id in others:
            return True
        above = above.parent
    return False
