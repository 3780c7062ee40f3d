"""Limits on formulas: the converter crashes on deep nesting and hangs on unmatched brackets.

The limits do not judge LaTeX: real formulas stay far below each of them (the largest values seen
stand in brackets). The list may be incomplete, so rendering also runs under a time limit.
"""

import re

from ..messages import Message, message

LONGEST = 5_000  # characters (4,407)
LONGEST_EXPANDED = 20_000
DEEPEST = 64  # levels (11)
MOST_OPEN = 12  # brackets open at once (10)
MOST_PMOD = 8  # (7)
# Nested MathML elements; browsers drop what is nested deeper than about 500.
DEEPEST_MATHML = 200

TOO_DEEP = message("formula-too-deep", most=DEEPEST)

# Simple definitions were read and removed before; the size of what is left cannot be limited.
DEFINITION = re.compile(
    r"\\(?:[gex]?def|let|futurelet|(?:re)?newcommand|providecommand|(?:re)?newenvironment"
    r"|DeclareMathOperator|DeclarePairedDelimiter|expandafter|csname)(?![A-Za-z])"
)
LEVEL = re.compile(r"\\[{}]|[{}]|\\(?:begin|end|left|right)(?![A-Za-z])|[\^_]|\s+|\\?.", re.DOTALL)
OPENER = (
    r"\\[bB]igg?l\s*(?:\\[A-Za-z]+|\\?.)"
    r"|\\(?:mathopen|lbrace|l?lbrack|lBrack|lparen|l?langle|lAngle|lfloor|lceil|lvert|lVert"
    r"|lgroup|lmoustache|ulcorner|llcorner)(?![A-Za-z])"
    r"|\\\{|[(\[⟨⟦⟪⌊⌈⎰⟮⦃⌜⌞]"
)
CLOSER = (
    r"\\[bB]igg?r\s*(?:\\[A-Za-z]+|\\?.)"
    r"|\\(?:mathclose|rbrace|r?rbrack|rBrack|rparen|r?rangle|rAngle|rfloor|rceil|rvert|rVert"
    r"|rgroup|rmoustache|urcorner|lrcorner)(?![A-Za-z])"
    r"|\\\}|[)\]⟩⟧⟫⌋⌉⎱⟯⦄⌝⌟]"
)
# Every ASCII opener begins with one of these.
OPENER_STARTS = ("(", "[", r"\{", r"\l", r"\mathopen", r"\ul", r"\big", r"\Big")
TAG = re.compile(r"</|<[a-z]+(?=[^<>]*[^/<>]>|>)")
# A bracket after one of these is its script or argument and does not close anything.
SCRIPT_OR_ARGUMENT = (
    r"(?:[\^_]|\\(?:hat|bar|vec|d*dot|tilde|check|breve|acute|grave|mathring|wide[a-z]+|over[a-z]+"
    r"|under[a-z]+|math(?!open|close)[a-z]+|boldsymbol|bm|operatorname\*?|not|[a-z]?frac|[a-z]?binom"
    r"|sqrt|text[a-z]*|[a-z]*phantom|[a-z]*cancel|boxed|stackrel|x[a-z]+arrow)(?![A-Za-z]))\s*"
)
BRACKET = re.compile(
    rf"(?P<text>\\(?:text[a-z]*|mbox|hbox)\s*\{{[^{{}}]*\}})"
    rf"|(?P<lost>{SCRIPT_OR_ARGUMENT}(?:{CLOSER}))|(?P<open>{OPENER})|(?P<close>{CLOSER})|(?P<group>[{{}}])",
    re.DOTALL,
)


def converter_objection(latex: str, longest: int = LONGEST) -> Message | None:
    """The reason why the converter must not read `latex`, for the author; None if it may."""
    if reason := exceeded_limit(latex, longest):
        return reason
    if is_small(latex):
        return None
    if latex.count(r"\pmod") > MOST_PMOD:
        return message("formula-pmod-too-many", most=MOST_PMOD)
    if most_open(latex) > MOST_OPEN:
        return message("formula-brackets-too-many", most=MOST_OPEN)
    return None


def exceeded_limit(latex: str, longest: int = LONGEST) -> Message | None:
    """The reason why no converter, Temml included, may read `latex`; None if it may."""
    if len(latex) > longest:
        return message("formula-too-long", most=longest)
    if DEFINITION.search(latex):
        return message("formula-defines")
    if not is_small(latex) and depth(latex) > DEEPEST:
        return TOO_DEEP
    return None


def is_small(latex: str) -> bool:
    """Whether `latex` is too short to exceed any limit, as most formulas are."""
    if len(latex) <= MOST_OPEN:
        return latex.isascii()
    levels = sum(map(latex.count, ("{", "^", "_", r"\begin", r"\left")))
    openers = sum(map(latex.count, OPENER_STARTS))
    return (
        levels <= DEEPEST
        and openers <= MOST_OPEN
        and latex.count(r"\pmod") <= MOST_PMOD
        and latex.isascii()
    )


def depth(latex: str) -> int:
    """The nesting depth: groups, environments and chains of scripts count as a level each."""
    level = deepest = chain = 0
    for token in LEVEL.findall(latex):
        if token in ("{", r"\begin", r"\left"):
            level += 1
        elif token in ("}", r"\end", r"\right"):
            level = max(0, level - 1)
        chain = chain + 1 if token in "^_" else 0
        deepest = max(deepest, level + chain)
    return deepest


def most_open(latex: str) -> int:
    """The largest number of brackets that are open at once.

    A bracket must be closed in its own group; otherwise it stays open to the end. A closer without
    an opener is ignored, as in the interval [0, 1).
    """
    now = most = 0
    outside: list[int] = []
    for match in BRACKET.finditer(latex):
        kind = match.lastgroup
        if match[0] == "{":
            outside.append(now)
        elif match[0] == "}":
            outside[-1:] = []
        elif kind == "open":
            now += 1
        elif kind == "close":
            now = max(outside[-1] if outside else 0, now - 1)
        most = max(most, now)
    return most


def is_too_deep(mathml: str) -> bool:
    """Whether the MathML is nested too deep; `\\sqrt\\sqrt\\sqrt x` nests without braces."""
    level = deepest = 0
    if mathml.count("</") > DEEPEST_MATHML:
        for tag in TAG.findall(mathml):
            level += -1 if tag == "</" else 1
            deepest = max(deepest, level)
    return deepest > DEEPEST_MATHML
