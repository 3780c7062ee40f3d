"""Detects formulas that the converter can read unchanged, which are most of them."""

import re
from collections.abc import Set

# The commands of tables.
TABULAR = frozenset({"&", "\\\\", r"\begin", r"\end"})
# Commands of ours that usually need no rewriting, because of the argument that follows.
WORDS = ("text", "textrm", "textbf", "textit", "texttt", "textsf", "operatorname")
SIMPLE = frozenset(f"\\{name}" for name in (*WORDS, "left", "right", "sqrt"))
NAMES = "|".join(WORDS)
REWRITTEN_COMMAND = re.compile(rf"\\(?:left|right|sqrt|{NAMES})(?![A-Za-z])")
UNCHANGED_USE = re.compile(
    r"\\(?:left|right)(?:[(\[|.)\]/]|\\[{}|])|\\sqrt\{" rf"|\\(?:{NAMES})\{{[A-Za-z0-9 ]+\}}"
)
PASSED_THROUGH = TABULAR | SIMPLE
TABLE_PARTS = re.compile(
    r"\\(begin|end)\{(?:aligned|gathered|[dr]?cases|[pbBvV]?matrix)\}(?!\s*\[[tcb]\])|&|\\\\|\\begin|\\end"
)
LONGER_BREAK = re.compile(r"\\\\\s*[\[*]")


def needs_no_rewriting(latex: str, found: Set[str]) -> bool:
    """Whether `latex` needs no rewriting; `found` are all commands in it that may need some."""
    if found & SIMPLE and len(REWRITTEN_COMMAND.findall(latex)) != len(
        UNCHANGED_USE.findall(latex)
    ):
        return False
    return not found & TABULAR or table_needs_no_rewriting(latex)


def table_needs_no_rewriting(latex: str) -> bool:
    """Whether every row and column is in an environment that needs no rewriting."""
    if LONGER_BREAK.search(latex):
        return False
    depth = 0
    for match in TABLE_PARTS.finditer(latex):
        if match[0] in (r"\begin", r"\end") or (not match[1] and not depth):
            return False
        depth += (match[1] == "begin") - (match[1] == "end")
    return True
