"""How many of each element an HTML text has."""

from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .formulas import WORD

COUNTED = (
    *("ul", "ol", "li", "pre", "table", "tr", "blockquote"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "img", "formula"),
)
# Cleaning takes them away with all that is in them.
DROPPED = "script, style, iframe, svg, template, noscript, title, textarea, object"

Structure = Counter[str]


def tree_of(html: str) -> LexborNode:
    body = LexborHTMLParser(f"<body>{html}").body
    assert body is not None
    return body


def ours(html: str, dialect: str) -> tuple[Structure, list[str], int]:
    """The structure of our HTML, the LaTeX of its formulas, and how many were converted."""
    body = tree_of(html)
    converted = [n.text() for n in body.css('annotation[encoding="application/x-tex"]')]
    shown = [node.text() for node in body.css("code.bad-math")]
    for node in body.css("math, pre:has(> code.bad-math), code.bad-math"):
        node.replace_with(" ")
    callouts = len(body.css("aside")) if dialect == "commonmark" else 0
    found = count(body)
    found["blockquote"] += callouts  # an alert is a quote to others
    found["formula"] = len(converted) + len(shown)
    return +found, [*converted, *shown], len(converted)


def theirs(html: str) -> tuple[Structure, list[int]]:
    """The structure of another program's HTML, and which of the masked formulas it shows."""
    body = tree_of(html)
    for node in body.css(DROPPED):
        node.decompose()
    formulas = []
    for code in body.css("pre > code.language-formula"):
        formulas += numbers(code.text())
        code.parent.decompose()  # type: ignore[union-attr]
    found = count(body)
    for code in body.css("pre, code"):
        code.decompose()
    formulas += numbers(body.text())
    found["h2"] += found.pop("h1", 0)  # the title is the page's only h1
    found["formula"] = len(formulas)
    return +found, formulas


def numbers(text: str) -> list[int]:
    return [int(match[1]) for match in WORD.finditer(text)]


def count(body: LexborNode) -> Structure:
    return Counter(name for name in names(body) if name in COUNTED)


def names(body: LexborNode) -> Iterator[str]:
    for node in body.traverse():
        yield node.tag or ""


def differences(one: Structure, other: Structure) -> dict[str, tuple[int, int]]:
    return {name: (one[name], other[name]) for name in COUNTED if one[name] != other[name]}
