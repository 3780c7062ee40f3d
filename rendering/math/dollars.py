r"""Decides whether the text between two single dollars is a formula; both dialects use it.

Text that contains a LaTeX command is a formula, unless it runs on into a sentence. Other text is
not a formula if

- a dollar belongs to a number outside: `5$`, `$5 和 $10`;
- the second dollar begins something itself: `$HOME:$PATH`, `$a = $b`, `$(x) $(y)`;
- the first dollar cannot begin a formula: quotes, calls, `${x}`, a closing bracket;
- the text between them reads as words: `$ and then $`.

Anything else is a formula if there is no space directly inside either dollar. With such a space it
is a formula only if it consists of letters, numbers and operators.
"""

import re

from ..html.characters import HAN, PUNCTUATION

# Commands whose argument LaTeX sets as text inside a formula.
TEXT_ARGUMENT = re.compile(r"\\(?:text\w*|math\w+|operatorname\*?|[mhf]box|tag)\s*\{[^{}]*\}")
# A backslash and a single letter may come from a regular expression: `\d`, `\w`.
COMMAND = re.compile(r"\\(?:[A-Za-z]{2,}|[{}|,;:!%#\\])")
SCRIPT = re.compile(
    r"(?:[\w)\]}'*]|(?<=\S)\|)[ ]?\^[ ]?[\w{(\\*'+-]"  # x^2
    r"|(?<![A-Za-z0-9_])[^\W\d_]_[\w{\\]|[)\]}'|*]_[\w{]|\w_[{\\]"  # x_1, but not my_var
    r"|^\s*[\^_](?:\{|\\|\w(?!\w))"  # CO$_2$
)

CLOSED_FIRST = re.compile(
    rf"""\s*(?:[)\]}}](?![-+*/=<>^])|["'”’`;]|,(?!\s*\S)|[{PUNCTUATION}](?<![（【｛《〈「『＝＋－＜＞]))"""
)
OPENED_LAST = re.compile(r"[(\[{（【｛《〈「『“‘]\s*\Z")
UNFINISHED = re.compile(r"(?:[-+*/=<>&|,;:.!@%–—~→·]|[（，、。；：！？])\s*\Z")
# Signs that the author writes about: 用$[$表示, $(())()$. In `($)($)` the dollars are literal.
SIGNS = re.compile(r"(?![)\]}][^$]*[(\[{]\Z)[,.;:|()\[\]{}]{1,12}")
QUOTE = re.compile("[\"'“”]")
NOT_MATH = re.compile("[“”`#@]")
CALL = re.compile(r"""\(["'$]|\.[A-Za-z]|_[A-Z]{2,}|\[?\s*["']|->|[A-Za-z_]\w*->|[|/]\^""")
NAME = re.compile(r"[A-Za-z_]\w+")
OPERATOR = re.compile(r"[-+=<>×÷≤≥≠±·*/∗]{1,2}")
# A closing dollar after a space is an opening one if one of these follows it.
OPENS = re.compile(r"""[A-Za-z0-9_{(\\'"@#\[<&%]|\.[A-Za-z]|[-+]\d""")

HAN_RUN = re.compile(f"[{HAN}]+")
SENTENCE = re.compile(r"[。；！？]")
MATHEMATICAL = re.compile(r"[-+*/=<>|()\[\]×÷≤≥≠±∈∪∩]")
LETTER_FIRST = re.compile(rf"[^\W\d_{HAN}](?=[{HAN}])")
MOST_HAN = 20
WORD_ROW = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,}(?:[ \t\n]+|, +)[A-Za-z]{2,}")
LONG_ROW = re.compile(r"(?<![A-Za-z])(?:[A-Za-z]{2,}[ ,\n]+){4}")
FUNCTION_WORD = re.compile(
    r"(?<![^\s,.;$])(?:and|or|to|per|the|is|are|of|for|from|with|vs|you|if|at|by|then|in|on|as|was)"
    r"(?![^\s,.;$])"
)
LETTER_OR_NUMBER = re.compile(r"[^\W_]")
SIGN = re.compile(r"[-+*/=<>×÷±∀-⋿]")
# What a formula without LaTeX commands consists of: letters, numbers, operators, brackets.
EXPRESSION = re.compile(r"""[^"“”`#@$&?~\\]+""")


def is_formula(text: str, start: int, end: int) -> bool:
    """Whether the dollars at `start` and before `end` enclose a formula."""
    inside = text[start + 1 : end - 1]
    bare = TEXT_ARGUMENT.sub("x", inside)
    if not inside.strip() or EMPTY_LINE.search(inside):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    left, right = inside[0].isspace(), inside[-1].isspace() and inside[-2:-1] != "\\"
    begins = right and OPENS.match(text, end) is not None
    if begins and SCRIPT.search(bare) and FUNCTION_WORD.match(text, end):
        begins = False
    if COMMAND.search(inside):
        return not runs_on(bare, begins, after)
    if begins or is_prompt(text, start, end) or is_number_outside(before, bare, after):
        return False
    if SIGNS.fullmatch(bare):
        return not (QUOTE.match(before) and QUOTE.match(after))
    if is_variable(before, bare, after) or is_out_of_place(before, bare):
        return False
    if HAN_RUN.search(bare):
        return is_chinese_formula(bare.strip(), left, right)
    return is_expression(bare.strip(), before, left, right)


EMPTY_LINE = re.compile(r"\n[ \t]*\n")


def runs_on(bare: str, begins: bool, after: str) -> bool:
    """True for `$\\alpha 不大，$x`, where the second dollar begins another formula."""
    if HAN_RUN.search(bare) is None:
        return False
    follows = after.isascii() and (after.isalnum() or after == "\\")
    return begins or (follows and UNFINISHED.search(bare) is not None)


def is_prompt(text: str, start: int, end: int) -> bool:
    """True for shell prompts: `$ ls` on one line and `$ cd` on the next."""
    first, last = text[start - 1 : start], text[end - 2 : end - 1]
    return (
        first in ("", "\n")
        and last == "\n"
        and text[start + 1 : start + 2] in (" ", "\t")
        and text[end : end + 1] in (" ", "\t")
    )


def is_number_outside(before: str, bare: str, after: str) -> bool:
    """True if a dollar is a currency sign beside a number; units and scripts are excluded."""
    if OPERATOR.fullmatch(bare) and not (before.isdigit() and bare in "-/"):
        return False
    if after.isdecimal():
        return True
    if not before.isdecimal():
        return False
    return re.match(r"[A-Za-z^_]", bare) is None or WORD_ROW.search(bare) is not None


def is_variable(before: str, bare: str, after: str) -> bool:
    """True for variables and calls of a program: `$HOME/$PATH`, `$("#a")和$("b")`."""
    if CALL.match(bare) and (not SCRIPT.search(bare) or bare[0] in "(."):
        return True
    if bare[0] == "(" and after == "(":
        return True
    if not (after.isascii() and (after.isalpha() or after == "_")):
        return False
    if before.isascii() and before.isalnum() and not SCRIPT.search(bare):
        return True
    if bare[0] == "{" and bare[-1] == "}":
        return True
    ends = UNFINISHED.search(bare) or OPENED_LAST.search(bare) or HAN_RUN.match(bare[-1])
    return bool(ends) or (NAME.fullmatch(bare) is not None and not SCRIPT.search(bare))


def is_out_of_place(before: str, bare: str) -> bool:
    """True if the text begins with a closing bracket, ends with an opening one, or is quoted."""
    if CLOSED_FIRST.match(bare) or OPENED_LAST.search(bare) or NOT_MATH.search(bare):
        return True
    quotes = bare.count('"')
    return quotes % 2 == 1 or (quotes > 0 and QUOTE.match(before) is not None)


def is_unfinished(bare: str) -> bool:
    """True for `5 - `, but not for `|x|` or `<a, b>`."""
    if (bare[-1] == "|" and bare.count("|") % 2 == 0) or (bare[0] == "<" and bare[-1] == ">"):
        return False
    return UNFINISHED.search(bare) is not None


def is_chinese_formula(bare: str, left: bool, right: bool) -> bool:
    """True for `L_1范数`, `O(边数)`, `3+偶数`, but not for a sentence."""
    if (
        bare[0] in "/|*="
        or SENTENCE.search(bare)
        or sum(map(len, HAN_RUN.findall(bare))) > MOST_HAN
    ):
        return False
    if left or right:
        return left and right and "=" in bare and not UNFINISHED.search(bare)
    if SCRIPT.search(bare) or LETTER_FIRST.match(bare):
        return True
    return MATHEMATICAL.search(bare) is not None and not UNFINISHED.search(bare)


def is_expression(bare: str, before: str, left: bool, right: bool) -> bool:
    """Whether text without Chinese is an expression; after a space inside a dollar no words may be.

    `left` and `right` say whether there is a space after the first and before the second dollar.
    """
    if not LETTER_OR_NUMBER.search(bare):
        return SIGN.search(bare) is not None
    words = WORD_ROW.search(bare) or FUNCTION_WORD.search(bare)
    if not (left or right):
        return not (words and bare[0].isdigit()) and not LONG_ROW.search(bare)
    has_script = SCRIPT.search(bare) is not None
    if left and right and has_script:
        bare = bare.rstrip(",.;")
    if words or is_unfinished(bare) or not (has_script or EXPRESSION.fullmatch(bare)):
        return False
    return not (left and before.isascii() and before.isdigit())
