r"""Formulas in the text of a page, which MathJax or KaTeX draws in the browser: `\(x\)`, `$$x$$`.

They become elements with the LaTeX in an attribute, as other systems write them. So the text around
them can be escaped.
"""

import re
from html import escape, unescape

from .closed_elements import element_pattern

# Nothing in these is drawn. Formulas end at tags, except at line breaks.
CLOSED = element_pattern("pre|code|script|style|textarea|math|svg|tt|kbd")
INNER = r"(?:[^<$\\]|\\.|<br\s*/?>)"
# A formula in single dollars has no line break, and `$(NAME)` is a variable of make.
ON_A_LINE = r"(?:[^<$\\]|\\.)"
VARIABLE = r"\([A-Za-z_]{2,}\)"
# No other formula begins within one: so none is looked for twice.
BRACKETED = r"(?:[^<\\]|\\(?![\[\]()]).|<br\s*/?>)"
ENVIRONMENTS = r"(?:equation|align|aligned|gather|multline|eqnarray|alignat|flalign|cases)\*?"
PATTERN = re.compile(
    rf"{CLOSED}|<!--.*?-->|<[A-Za-z/!][^<>]*>"
    rf"|(?<!\\)\$\$(?P<dollars>{INNER}{{1,5000}}?)\$\$"
    rf"|(?<!\\)\\\[(?P<brackets>{BRACKETED}{{1,5000}}?)\\\]"
    rf"|(?<!\\)\\\((?P<parentheses>{BRACKETED}{{1,2000}}?)\\\)"
    rf"|(?P<environment>\\begin\{{(?P<name>{ENVIRONMENTS})\}}"
    r"(?:(?!\\begin\{(?P=name)\})[^<]|<br\s*/?>){1,5000}?\\end\{(?P=name)\})"
    rf"|\$latex\s+(?P<wordpress>{INNER}{{1,2000}}?)\$"
    rf"|(?<![A-Za-z0-9$\\])\$(?P<dollar>(?!\s|{VARIABLE}){ON_A_LINE}{{1,500}}?)(?<!\s)\$(?![A-Za-z0-9$])",
    re.DOTALL | re.IGNORECASE,
)
DISPLAYED = ("dollars", "brackets", "environment")
INLINE = ("parentheses", "wordpress", "dollar")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# What stands between two dollars is LaTeX, and not a text between two amounts of money.
LATEX = re.compile(r"\\[A-Za-z{}|,;!]|[\^_]|[A-Za-z]'*|[A-Za-z0-9()+\-*/=<>,.'|\s]*[=+<>][^,;:]*")
SIGNS = ("$", "\\(", "\\[", "\\begin{")
# At the end of a formula in WordPress: the size and the colours of its picture.
PICTURE_OPTIONS = re.compile(r"(?:&(?:amp;|#038;)?(?:s|bg|fg)=-?\w+)+$")


def mark_text_formulas(html: str) -> str:
    """HTML in which the formulas of its text are elements."""
    return PATTERN.sub(element_of, html) if any(sign in html for sign in SIGNS) else html


def element_of(match: re.Match[str]) -> str:
    kind = next((name for name in (*DISPLAYED, *INLINE) if match[name] is not None), "")
    latex = unescape(BREAK.sub("\n", PICTURE_OPTIONS.sub("", match[kind]))) if kind else ""
    if not latex.strip() or (kind == "dollar" and not is_dollar_formula(latex)):
        return match[0]
    written = escape(latex.strip())
    if kind in DISPLAYED:
        return f'<span class="katex-display" data-latex="{written}"></span>'
    return f'<span data-latex="{written}"></span>'


def is_dollar_formula(text: str) -> bool:
    return bool(re.search(r"\\[A-Za-z]|[\^_]", text) or LATEX.fullmatch(text))
