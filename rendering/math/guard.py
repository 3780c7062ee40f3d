"""What the converter must never see: it crashes on depth and hangs on unmatched brackets.

Not a judge of LaTeX: real formulas stay far below every bound (their maxima in brackets).
The list is surely incomplete, so rendering also runs under a clock.
"""

import re

LONGEST = 5_000  # characters (4,407)
LONGEST_EXPANDED = 20_000
DEEPEST = 64  # levels (11)
MOST_OPEN = 12  # brackets open at once (10)
MOST_PMOD = 8  # (7)
# Elements of MathML in one another; beyond some 500 browsers drop what is within.
DEEPEST_MATHML = 200

TOO_DEEP = f"nested deeper than {DEEPEST} levels"

# The plain definitions have been read and are gone; what is left cannot be bounded.
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
# Every opener of ASCII begins with one of these.
OPENER_STARTS = ("(", "[", r"\{", r"\l", r"\mathopen", r"\ul", r"\big", r"\Big")
TAG = re.compile(r"</|<[a-z]+(?=[^<>]*[^/<>]>|>)")
# Before a bracket these make it a script or an argument, which closes nothing.
TAKER = (
    r"(?:[\^_]|\\(?:hat|bar|vec|d*dot|tilde|check|breve|acute|grave|mathring|wide[a-z]+|over[a-z]+"
    r"|under[a-z]+|math(?!open|close)[a-z]+|boldsymbol|bm|operatorname\*?|not|[a-z]?frac|[a-z]?binom"
    r"|sqrt|text[a-z]*|[a-z]*phantom|[a-z]*cancel|boxed|stackrel|x[a-z]+arrow)(?![A-Za-z]))\s*"
)
BRACKET = re.compile(
    rf"(?P<text>\\(?:text[a-z]*|mbox|hbox)\s*\{{[^{{}}]*\}})"
    rf"|(?P<lost>{TAKER}(?:{CLOSER}))|(?P<open>{OPENER})|(?P<close>{CLOSER})|(?P<group>[{{}}])",
    re.DOTALL,
)


def objection(latex: str, longest: int = LONGEST) -> str | None:
    """Why `latex` must not be converted, for the author."""
    if reason := refusal(latex, longest):
        return reason
    if is_small(latex):
        return None
    if latex.count(r"\pmod") > MOST_PMOD:
        return rf"more than {MOST_PMOD} \pmod"
    if most_open(latex) > MOST_OPEN:
        return f"more than {MOST_OPEN} brackets open at once"
    return None


def refusal(latex: str, longest: int = LONGEST) -> str | None:
    """Why no converter must see `latex`."""
    if len(latex) > longest:
        return f"longer than {longest} characters"
    if DEFINITION.search(latex):
        return "macros of this kind cannot be defined in a formula"
    if not is_small(latex) and depth(latex) > DEEPEST:
        return TOO_DEEP
    return None


def is_small(latex: str) -> bool:
    """Whether there is too little in it for any of the bounds, as in most formulas."""
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
    """Groups, environments and chains of scripts, each a level."""
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
    """Closed is what is closed in its own group; what is not stays open to the end.

    A closer without its opener is forgiven, as in the interval [0, 1).
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
    """Depth that needs no braces, as in `\\sqrt\\sqrt\\sqrt x`."""
    level = deepest = 0
    if mathml.count("</") > DEEPEST_MATHML:
        for tag in TAG.findall(mathml):
            level += -1 if tag == "</" else 1
            deepest = max(deepest, level)
    return deepest > DEEPEST_MATHML
