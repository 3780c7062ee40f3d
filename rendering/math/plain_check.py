"""Formulas that the converter reads as they stand, which is most of them."""

import re
from collections.abc import Set

# What tables are made of.
TABULAR = frozenset({"&", "\\\\", r"\begin", r"\end"})
# Commands of ours that leave alone what most people write behind them.
WORDS = ("text", "textrm", "textbf", "textit", "texttt", "textsf", "operatorname")
SIMPLE = frozenset(f"\\{name}" for name in (*WORDS, "left", "right", "sqrt"))
NAMES = "|".join(WORDS)
OURS = re.compile(rf"\\(?:left|right|sqrt|{NAMES})(?![A-Za-z])")
AS_THEY_STAND = re.compile(
    r"\\(?:left|right)(?:[(\[|.)\]/]|\\[{}|])|\\sqrt\{" rf"|\\(?:{NAMES})\{{[A-Za-z0-9 ]+\}}"
)
MAY_STAND = TABULAR | SIMPLE
TIDY = re.compile(
    r"\\(begin|end)\{(?:aligned|gathered|[dr]?cases|[pbBvV]?matrix)\}(?!\s*\[[tcb]\])|&|\\\\|\\begin|\\end"
)
LONGER_BREAK = re.compile(r"\\\\\s*[\[*]")


def is_tidy(latex: str, found: Set[str]) -> bool:
    """Whether `latex` needs no rewriting, of all commands having only those `found`."""
    if found & SIMPLE and len(OURS.findall(latex)) != len(AS_THEY_STAND.findall(latex)):
        return False
    return not found & TABULAR or is_tidy_table(latex)


def is_tidy_table(latex: str) -> bool:
    """Whether every line and column stands in an environment that needs no rewriting."""
    if LONGER_BREAK.search(latex):
        return False
    depth = 0
    for match in TIDY.finditer(latex):
        if match[0] in (r"\begin", r"\end") or (not match[1] and not depth):
            return False
        depth += (match[1] == "begin") - (match[1] == "end")
    return True
