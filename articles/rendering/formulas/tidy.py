"""Formulas whose tables the converter reads as they stand, which is most of them."""

import re

# What tables are made of.
TABULAR = frozenset({"&", "\\\\", r"\begin", r"\end"})
TIDY = re.compile(
    r"\\(begin|end)\{(?:aligned|gathered|[dr]?cases|[pbBvV]?matrix)\}(?!\s*\[[tcb]\])|&|\\\\|\\begin|\\end"
)
LONGER_BREAK = re.compile(r"\\\\\s*[\[*]")


def is_tidy(latex: str) -> bool:
    """Whether every line and column stands in an environment that needs no rewriting."""
    if LONGER_BREAK.search(latex):
        return False
    depth = 0
    for match in TIDY.finditer(latex):
        if match[0] in (r"\begin", r"\end") or (not match[1] and not depth):
            return False
        depth += (match[1] == "begin") - (match[1] == "end")
    return True
