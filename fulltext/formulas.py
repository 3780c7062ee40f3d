r"""Formulas as sequences of LaTeX tokens, so that `x_t` is found where `x_{t}` is written.

What readers do not see is left out: spaces, sizes of brackets, braces around a single token. Of
commands with the same look, one name stands for all. Large and small letters differ.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from unicodedata import normalize

from .tokens import IS_CJK, LONGEST

LaTeX = tuple[str, ...]

TOKEN = re.compile(
    r"\\(?:[A-Za-z]+|[^\s\"'\x00-\x1f\x7f])"
    r"|(?<=[_^])[0-9]"  # x^12 is x¹2
    r"|[0-9]+(?:\.[0-9]+)?"
    r"|[^\s\"\x00-\x1f\x7f]"
)
TWO_DIGITS = re.compile(r"(\\[dtc]?frac\s*[0-9])(?=[0-9])")  # \frac12
UNSEEN = frozenset(
    {
        *("$", "&", "~", r"\ ", r"\,", r"\:", r"\;", r"\!", r"\quad", r"\qquad"),
        *(r"\left", r"\right", r"\middle", r"\limits", r"\nolimits"),
        *(r"\displaystyle", r"\textstyle", r"\scriptstyle"),
        *(f"\\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", *"lrm")),
    }
)
SAME = {
    **dict.fromkeys((r"\dfrac", r"\tfrac", r"\cfrac"), r"\frac"),
    **dict.fromkeys((r"\lvert", r"\rvert", r"\vert"), "|"),
    **dict.fromkeys((r"\lVert", r"\rVert", r"\Vert"), r"\|"),
    r"\leq": r"\le",
    r"\geq": r"\ge",
    r"\neq": r"\ne",
    r"\rightarrow": r"\to",
    r"\leftarrow": r"\gets",
    r"\bm": r"\boldsymbol",
    r"\ast": "*",
    "'": r"\prime",
    r"\lbrace": r"\{",
    r"\rbrace": r"\}",
}
# In a query: a command, a script, a brace or a dollar sign; x_t but not data_loader.
IS_LATEX = re.compile(r"\\[A-Za-z]|\^|[{}$]\S|\S[{}$]|(?<!\w)[^\W_]_(?:[^\W_]{1,2}(?!\w)|[{\\])")
HAS_WORD = re.compile(r"[^\W\d_]{2}")
AROUND = ",.;:。、?"  # a query in a sentence

SEPARATOR = "\x1f"  # between tokens in the text of a formula; no source contains it
LEXEME = "s:"
# SQLite's tokenizer ignores the case of ASCII; no token has full-width letters.
CAPITALS = {code: code + 0xFEE0 for code in range(ord("A"), ord("Z") + 1)}
MOST_LEXEMES = 32  # of the formula of a query


@lru_cache(maxsize=4096)
def latex_tokens(latex: str) -> LaTeX:
    found = TOKEN.findall(TWO_DIGITS.sub(r"\1 ", normalize("NFKC", latex)))
    return without_braces([SAME.get(token, token) for token in found if token not in UNSEEN])


def without_braces(found: Sequence[str]) -> LaTeX:
    """The tokens without braces around a single one. A brace that is not closed yet may stay."""
    kept: list[str] = []
    opened: list[int] = []
    for token in found:
        if token == "{":
            opened.append(len(kept))
        if token != "}":
            kept.append(token)
        elif opened and len(kept) - opened[-1] > 2:
            opened.pop()
            kept.append(token)
        elif opened:
            del kept[opened.pop()]
    for start in reversed(opened):
        if len(kept) - start <= 2:
            del kept[start]
    return tuple(kept)


def formula_text(formula: LaTeX) -> str:
    """The tokens between separators, which contains those of each part of the formula."""
    return f"{SEPARATOR}{SEPARATOR.join(formula)}{SEPARATOR}"


def formula_lexemes(formula: LaTeX) -> list[str]:
    """For the index: each token, and each pair of adjacent ones."""
    return [as_lexeme(each) for each in (*formula, *map("".join, pairwise(formula)))]


def query_lexemes(formula: LaTeX) -> tuple[str, ...]:
    """The lexemes of the formulas that may contain this one."""
    pairs = list(map("".join, pairwise(formula))) or formula
    return tuple(dict.fromkeys(map(as_lexeme, pairs)))[:MOST_LEXEMES]


def as_lexeme(tokens: str) -> str:
    return f"{LEXEME}{tokens[:LONGEST].translate(CAPITALS)}"


def is_latex(text: str) -> bool:
    """Whether a part of a query is LaTeX rather than a word."""
    return IS_LATEX.search(text) is not None


def may_continue_latex(text: str) -> bool:
    """Whether a part beside LaTeX may belong to the formula: signs, numbers, single letters."""
    return not (HAS_WORD.search(text) or IS_CJK.search(text))
