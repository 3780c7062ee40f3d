"""The HTML of docutils, as the converter to Markdown expects it."""

import re
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from transfer.html.kept_markdown import code_html, formula_html

CODE = "pre.literal-block, pre.code, pre.doctest"
NOT_LANGUAGES = frozenset({"code", "literal-block", "doctest", "doctest-block", "text"})
FORMULA = re.compile(
    r"\\\((.*)\\\)|\\begin\{equation\*?\}(?:\\label\{[^{}]*\})?(.*)\\end\{equation\*?\}", re.DOTALL
)


def repaired(html: str) -> str:
    """Return the content of the page: code and formulas as others write them, plain footnotes."""
    tree = LexborHTMLParser(html)
    for block in tree.css(CODE):
        names = (block.attributes.get("class") or "").split()
        language = next((name for name in names if name not in NOT_LANGUAGES), "")
        replace_by_html(tree, block, code_html(block.text(), language))
    for formula in tree.css("span.math, div.math"):
        written = FORMULA.fullmatch(formula.text().strip())
        latex = (written[1] or written[2] or "") if written else formula.text()
        replace_by_html(tree, formula, formula_html(latex, display=formula.tag == "div"))
    for span in tree.css("span.literal"):
        replace_by_html(tree, span, f"<code>{escape(span.text())}</code>")
    for section in tree.css("section.system-messages"):
        section.decompose()
    for note in tree.css("aside[class*='admonition-']"):
        note.attrs["class"] = "admonition note"
    for sign in tree.css("aside.footnote > span.label"):
        sign.decompose()
    main = tree.css_first("main") or tree.body
    return (main.inner_html or "") if main is not None else ""


def replace_by_html(tree: LexborHTMLParser, node: LexborNode, html: str) -> None:
    inner = LexborHTMLParser(f"<body>{html}").body
    children = list(inner.iter(include_text=True)) if inner is not None else []
    for child in children[:1]:
        node.replace_with(child)
