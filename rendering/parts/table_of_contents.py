"""HTML of the headings in the table of contents, which keeps formulas, code and emphasis."""

import re
from dataclasses import replace
from html import escape

from selectolax.lexbor import LexborNode

from ..document import Document, Held
from ..placeholders import CodeBlock, Formula
from ..result import TocHeading

TAG = re.compile(r'<code class="[\w-]+">([0-9a-f]+)-([0-9]+)</code>|<(/?)([a-z0-9]*)[^>]*>')
KEPT = frozenset({"code", "del", "em", "i", "kbd", "mark", "s", "strong", "sub", "sup", "var"})
MATH = re.compile(r"<math\b.*</math>", re.DOTALL)
# Removed from formulas, because they would occur twice on the page: ids, links, the LaTeX.
REPEATED = re.compile(r'<annotation\b.*?</annotation>| (?:id|href)="[^"]*"', re.DOTALL)


def write_contents(document: Document) -> None:
    """Fill the HTML of the table of contents; plain headings need none."""
    nodes = {node.attributes.get("id"): node for node in document.body.css("h2,h3,h4,h5,h6")}

    def written(heading: TocHeading) -> TocHeading:
        children = tuple(map(written, heading.children))
        html = heading_html(document, nodes[heading.id]) if heading.id in nodes else ""
        plain = escape(heading.text, quote=False)
        return replace(heading, html="" if html == plain else html, children=children)

    document.toc = tuple(map(written, document.toc))


def heading_html(document: Document, node: LexborNode) -> str:
    """The heading's HTML with a few tags, all without attributes, and without footnotes."""
    html = node.inner_html or ""
    for sign in node.css("sup.fn"):
        html = html.replace(sign.html or "", "")

    def kept(match: re.Match[str]) -> str:
        if match[1] == document.token:
            return held_html(document.held[int(match[2])])
        return f"<{match[3]}{match[4]}>" if match[4] in KEPT else ""

    return " ".join(TAG.sub(kept, html).split())


def held_html(held: Held) -> str:
    match held:
        case Formula(html=html) if math := MATH.search(html):
            return REPEATED.sub("", math[0])
        case Formula(latex=source) | CodeBlock(source=source):
            return f"<code>{escape(source, quote=False)}</code>"
        case _:
            return TAG.sub("", held.html)
