"""What the converter must never see: it crashes on depth and hangs on unmatched brackets.

Not a judge of LaTeX: real formulas stay far below every bound (their maxima in brackets).
The list is surely incomplete, so rendering also runs under a clock.
"""

import re

LONGEST = 5_000  # characters (4,407)
DEEPEST = 64  # levels (11)
MOST_OPEN = 12  # brackets open at once (10)
MOST_PMOD = 8  # (7)

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
BRACKET = re.compile(f"(?P<open>{OPENER})|(?P<close>{CLOSER})", re.DOTALL)


def objection(latex: str) -> str | None:
    """Why `latex` must not be converted, for the author."""
    if len(latex) > LONGEST:
        return f"longer than {LONGEST} characters"
    if DEFINITION.search(latex):
        return "macros of this kind cannot be defined in a formula"
    if is_small(latex):
        return None
    if latex.count(r"\pmod") > MOST_PMOD:
        return rf"more than {MOST_PMOD} \pmod"
    if depth(latex) > DEEPEST:
        return f"nested deeper than {DEEPEST} levels"
    if most_open(latex) > MOST_OPEN:
        return f"more than {MOST_OPEN} brackets open at once"
    return None


def is_small(latex: str) -> bool:
    """Whether there is too little in it for any of the bounds, as in most formulas."""
    levels = sum(map(latex.count, ("{", "^", "_", "\\")))
    brackets = sum(map(latex.count, ("(", "[", "\\")))
    return levels <= MOST_PMOD and brackets <= MOST_PMOD and latex.isascii()


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
    """A closer without its opener is forgiven, as in the interval [0, 1)."""
    now = most = 0
    for match in BRACKET.finditer(latex):
        now = now + 1 if match.lastgroup == "open" else max(0, now - 1)
        most = max(most, now)
    return most
