r"""Finds formulas, as other systems write them, and their LaTeX.

| system | where the LaTeX is |
|---|---|
| KaTeX, pages of this blog | `<annotation encoding="application/x-tex">` |
| MathJax 2, kramdown | `<script type="math/tex">`, `data-mathml` |
| MathJax 3 and 4 | `data-latex`, or MathML for screen readers |
| LaTeXML (arXiv), Wikipedia | `alttext`, the alternative text of the picture |
| Zhihu, Quill, Feishu, Yuque | `data-tex`, `data-formula`, `data-value`, `data-latex`, a card |
| Pandoc, GitHub | the text, with or without delimiters |
| Word | Office Math; all others: MathML |
"""

import json
import re
from typing import NamedTuple
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..compat.pasted import latex_of as latex_of_picture
from .elements_left import class_names
from .mathml import latex_of_mathml

ATTRIBUTES = ("data-latex", "data-tex", "data-formula", "data-katex", "data-math", "data-equation")
TEXT_CLASSES = frozenset(
    {"math", "math-inline", "math-display", "arithmatex", "tex", "js-display-math"}
)
DISPLAYED = frozenset(
    (
        *("katex-display", "MathJax_Display", "display", "math-display", "js-display-math"),
        *("mwe-math-fallback-image-display", "mwe-math-mathml-display", "equation-block"),
    )
)
DELIMITERS = re.compile(
    r"\s*(?:\$\$(.+)\$\$|\\\[(.+)\\\]|\\\((.+)\\\)|\$`(.+)`\$|\$(.+)\$)\s*", re.DOTALL
)
STYLED = re.compile(r"\{\\(?:displaystyle|textstyle)\s?(.*)\}\s*", re.DOTALL)
BLANK_LINES = re.compile(r"\n\s*\n+")
MATH_JAX_2 = frozenset(
    {"MathJax", "MathJax_Display", "MathJax_SVG", "MathJax_SVG_Display", "MathJax_CHTML"}
)
BLOCK_FORMULAS = (
    '.katex-display, .MathJax_Display, mjx-container[display="true"], math[display="block"],'
    ' script[type*="mode=display"], .math.display, div.math, .mwe-math-element-block'
)


class FoundFormula(NamedTuple):
    latex: str
    display: bool


def formula_of(node: LexborNode) -> FoundFormula | None:
    """The formula that an element shows; None if it shows something else."""
    latex = source_of(node)
    if latex is None:
        return None
    display = is_displayed(node)
    match = DELIMITERS.fullmatch(latex)
    if match:
        display = display or bool(match[1] or match[2])
        latex = next(filter(None, match.groups()))
    if styled := STYLED.fullmatch(latex.strip()):
        latex = styled[1]
    if latex.rstrip().endswith("\\\\"):  # Zhihu marks displayed formulas so
        latex, display = latex.rstrip().removesuffix("\\\\"), True
    return FoundFormula(BLANK_LINES.sub("\n", latex.strip()), display)


def source_of(node: LexborNode) -> str | None:
    tag, names = node.tag or "", class_names(node)
    if tag == "math":
        return source_of_mathml(node)
    if tag in ("m:omath", "m:omathpara"):
        return latex_of_mathml(node)
    if tag == "script":
        kind = node.attributes.get("type") or ""
        return node.text() if kind.startswith("math/tex") else None
    if tag == "img":
        return source_of_picture(node, names)
    if tag == "mjx-container" or tag == "math-renderer":
        return source_of_container(node)
    if tag == "card" and node.attributes.get("name") == "math":
        return source_of_card(node)
    if written := written_source(node, names):
        return written
    return source_by_class(node, names) if names else None


def written_source(node: LexborNode, names: list[str]) -> str:
    """The LaTeX in an attribute."""
    if "ql-formula" in names:
        return node.attributes.get("data-value") or ""
    found = (node.attributes.get(name) for name in ATTRIBUTES)
    return next((each for each in found if each and each not in ("true", "false")), "")


def source_by_class(node: LexborNode, names: list[str]) -> str | None:
    kinds = set(names)
    if kinds & {"katex", "katex-display", "mwe-math-element"}:
        inner = node.css_first("annotation[encoding*='tex'], math, img")
        if inner is not None and inner.tag == "annotation":
            return inner.text()
        return source_of(inner) if inner is not None and inner.mem_id != node.mem_id else None
    if kinds & MATH_JAX_2:
        return source_of_math_jax_2(node)
    if (
        kinds & TEXT_CLASSES
        and node.css_first("math, .katex, mjx-container, script, img, p, pre") is None
    ):
        return node.text()
    return None


def source_of_mathml(node: LexborNode) -> str:
    annotation = node.css_first("annotation[encoding*='tex'], annotation[encoding*='TeX']")
    written = annotation.text() if annotation is not None else ""
    alternative = node.attributes.get("alttext") or node.attributes.get("data-latex") or ""
    return written.strip() or alternative.strip() or latex_of_mathml(node)


def source_of_container(node: LexborNode) -> str | None:
    """A formula of MathJax 3 or 4; on GitHub the text, with its dollars."""
    for inner in node.css("[data-latex]"):
        return inner.attributes.get("data-latex") or ""
    math = node.css_first("math")
    if math is not None:
        return source_of_mathml(math)
    return node.text() if node.tag == "math-renderer" else None


def source_of_math_jax_2(node: LexborNode) -> str | None:
    written = node.attributes.get("data-mathml")
    holder = node if written else node.css_first("[data-mathml]")
    if holder is not None:
        math = LexborHTMLParser(holder.attributes.get("data-mathml") or "").css_first("math")
        return source_of_mathml(math) if math is not None else None
    math = node.css_first("math")
    return source_of_mathml(math) if math is not None else None


def source_of_picture(node: LexborNode, names: list[str]) -> str | None:
    attributes = node.attributes
    alternative = attributes.get("alt") or ""
    if any(name.startswith("mwe-math-fallback") for name in names) or "eeimg" in attributes:
        return attributes.get("data-formula") or alternative or None
    if {"latex", "math", "tex", "ee_img"} & set(names) and alternative:
        return alternative
    return written_source(node, names) or latex_of_picture(attributes.get("src") or "") or None


def source_of_card(node: LexborNode) -> str | None:
    """A formula of Yuque: `value="data:{"code":"x^2"}"`, percent-encoded."""
    value = unquote((node.attributes.get("value") or "").removeprefix("data:"))
    try:
        code = json.loads(value).get("code")
    except (ValueError, AttributeError):
        return None
    return code if isinstance(code, str) else None


def is_displayed(node: LexborNode) -> bool:
    attributes = node.attributes
    if attributes.get("display") in ("block", "true") or node.tag == "m:omathpara":
        return True
    if "mode=display" in (attributes.get("type") or ""):
        return True
    names = set(class_names(node))
    if names & DISPLAYED or (node.tag == "div" and names & TEXT_CLASSES):
        return True
    if node.tag == "span" and names & {"katex", "mwe-math-element", "MathJax"}:
        return node.css_first('math[display="block"], .mwe-math-mathml-display') is not None
    return False
