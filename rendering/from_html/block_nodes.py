"""Which elements are blocks, and which only stand around blocks."""

from selectolax.lexbor import LexborNode

from ..tree import children
from .formula_sources import BLOCK_FORMULAS

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog"),
        *(
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
        ),
        *("h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav"),
        *("ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th"),
        *("thead", "tr", "ul", "caption", "m:omathpara"),
    )
)
# An element with one of these in it is no part of a line.
WITHIN = (
    "p, div, ul, ol, dl, table, pre, blockquote, h1, h2, h3, h4, h5, h6, hr, figure, section,"
    f" article, details, {BLOCK_FORMULAS}"
)
DEEPEST = 100


def refuse_levels(body: LexborNode) -> None:
    """Raises RecursionError if elements are nested more deeply than in any page."""
    level = [body]
    for _depth in range(DEEPEST):
        level = [child for node in level for child in children(node) if child.is_element_node]
        if not level:
            return
    raise RecursionError


def is_block(node: LexborNode) -> bool:
    tag = node.tag or ""
    if tag in BLOCKS:
        return True
    return not tag.startswith("-") and node.first_child is not None and has_blocks(node)


def has_blocks(node: LexborNode) -> bool:
    """Whether there are blocks in it. Most elements in a line have no elements in them."""
    if not any(child.is_element_node for child in children(node)):
        return False
    return any(found.mem_id != node.mem_id for found in node.css(WITHIN))
