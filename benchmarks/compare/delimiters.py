r"""Find where formulas begin and end, independently of the renderer.

Delimiters are found as KaTeX's auto-render finds them: `$$…$$`, `\[…\]`, `\(…\)` and
environments end at the first closing delimiter that is outside braces. `$…$` must also look
like mathematics, since others use the sign for money and in code; within a line `\[…\]` must hold
a command, since Markdown writes brackets so.
"""

import re
from typing import NamedTuple

DISPLAY = (("$$", "$$"), (r"\[", r"\]"))
ENVIRONMENT = re.compile(
    r"\\begin\{((?:equation|align|alignat|gather|multline|eqnarray|flalign|CD)\*?)\}"
)
MATH_FENCE = re.compile(r"\s*\{?\.?(?:math|katex|latex-math)\}?\s*$")
BLANK_LINE = re.compile(r"\n[ \t>]*\n")
BRACE_OR = r"\\[\\{{}}$]|[{{}}]|{}"

COMMAND = re.compile(r"\\[A-Za-z]+|\\[{}|,;:!%#&_$ ]")
SCRIPT = re.compile(r"(?<=[\w)}\]|'])\s*[_^]\s*[\w({\\*∗+-]|^[_^]\{")
RELATION = re.compile(r"[=<>+*/|%≤≥≠≈∈×·→−－⊕-]")
SIGN = re.compile(r"\w|\\|^[!-/:-@\[-`{-~∞∑∏∫→⇒⊕⊗]$|^[()\[\],.;:|]{2,8}$")
NAME = re.compile(
    r"[A-Za-zα-ωΑ-Ω]['′！]{0,3}|[!-/:-@\[-`{-~∞∑∏∫→⇒⊕⊗]|[()\[\],.;:|]{2,8}|\d+(?:\.\d+)?[A-Za-z]{0,2}%?|[A-Z]{2,3}"
)
# f(x), (a, b), [1,2,3], n!, 998~244~353
PLAIN = re.compile(r"[A-Za-z0-9α-ω'’(){}\[\],.;:!?|…~\s、，；]*")
PROSE = re.compile(r"[A-Za-z]{4,}\s+[A-Za-z]{2,}|[。！？]|[\u4e00-\u9fff]{3,}")
# $PATH:$HOME, $a = $b, $('#id'), $(uname -r)$(id): a shell variable before the second dollar.
SHELL = re.compile(r"^\(\s*['\"#.]|^\([a-z]{2,} |^[A-Z][A-Z_]{2,}/[a-z.]|^\{[A-Z_]{3,}\}$|^['\"]")
GOES_ON = re.compile(r"[=:/,.;({|&+\s-]$")
VARIABLE = re.compile(r"[A-Za-z_{(]")
MONEY = re.compile(r"^\d[\d,.]*\s*(?:[KMB万亿元]\b|and|to|or|per|[-–~—和至到或，、]\s*$)")

# O(边数), 10^5个, W会: words that touch both dollars, with other characters, no punctuation.
TEXT = re.compile(r"\\text\{[^{}]*\}")
HAN = re.compile(r"[\u4e00-\u9fff]")
TIGHT = re.compile(r"[^\s。！？；、](?:[^\n。！？；]*[^\s。！？；，、])?")
NOT_WORDS = re.compile(
    r"[A-Za-zα-ω][()\[_^+*/=<>-]|[A-Za-zα-ω]$|^[A-Za-zα-ω][\u4e00-\u9fff]|\d[-+*/^=]|[-+*/^=]\d|^\(.+\)$"
)
MOST_HAN = 12


class Span(NamedTuple):
    latex: str
    end: int
    display: bool


def formula_at(text: str, start: int, *, within_line: bool = True) -> Span | None:
    """The formula that begins at `start`, or None."""
    found = span_at(text, start)
    if found and within_line and text.startswith("\\[", start):
        return found if COMMAND.search(found.latex) else None
    return found


def span_at(text: str, start: int) -> Span | None:
    for opening, closing in DISPLAY:
        if text.startswith(opening, start):
            return enclosed(text, start + len(opening), closing, display=True)
    if text.startswith(r"\(", start):
        found = enclosed(text, start + 2, r"\)", display=False)
        return found if found and is_mathematics(found.latex, "") else None
    if opened := ENVIRONMENT.match(text, start):
        closing = rf"\end{{{opened[1]}}}"
        found = enclosed(text, opened.end(), closing, display=True)
        return found and found._replace(latex=text[start : found.end])
    if text.startswith("$", start):
        found = enclosed(text, start + 1, "$", display=False)
        return found if found and is_mathematics(found.latex, text[found.end :][:1]) else None
    return None


def enclosed(text: str, start: int, closing: str, *, display: bool) -> Span | None:
    """The text up to the first closing delimiter outside braces, within the paragraph unless
    displayed."""
    depth = 0
    for sign in re.finditer(BRACE_OR.format(re.escape(closing)), text[start:]):
        if sign[0] == closing and depth <= 0:
            latex = text[start : start + sign.start()]
            whole = bool(latex.strip()) and (display or not BLANK_LINE.search(latex))
            return Span(latex, start + sign.end(), display) if whole else None
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
    return None


def is_mathematics(latex: str, after: str) -> bool:
    """Whether the text between two single dollar signs is a formula."""
    inside = latex.strip()
    if "$" in TEXT.sub("", inside) or inside.count('"') % 2 or not SIGN.search(inside):
        return False
    if COMMAND.search(inside) or NAME.fullmatch(inside) or has_words(latex, after):
        return True
    goes_on = after.isdigit() or (GOES_ON.search(latex) and VARIABLE.match(after))
    goes_on = goes_on or ("\n" in inside and "|" in inside)
    if goes_on or SHELL.search(inside) or PROSE.search(inside) or MONEY.match(inside):
        return False
    return bool(SCRIPT.search(inside) or RELATION.search(inside) or PLAIN.fullmatch(inside))


def has_words(latex: str, after: str) -> bool:
    """Whether Chinese words are part of one formula rather than text between two formulas."""
    count = len(HAN.findall(latex))
    if not 0 < count <= MOST_HAN or (after.isascii() and (after.isalnum() or after == "{")):
        return False
    if not TIGHT.fullmatch(latex) or MONEY.match(latex):
        return False
    return bool(NOT_WORDS.search(latex)) and is_balanced(latex)


def is_balanced(latex: str) -> bool:
    return all(latex.count(one) == latex.count(other) for one, other in ("()", "[]", "{}"))
