r"""Where a formula begins and ends: one rule for both dialects.

- `$…$` and `` $`…`$ `` are in the line, `$$…$$` is displayed. So are `\(…\)` and `\[…\]`; where
  Markdown needs it, with two backslashes.
- A dollar with a digit outside, right beside it, is money; so is one before a digit and Chinese:
  `$5 和 $10`. What has a backslash is LaTeX all the same: `3$\times$3`.
- Names behind dollars are no formulas: `$HOME/$PATH`, `${x}`, `$("x")`.
- Just inside single dollars stands no space, unless on both sides and around evident LaTeX.
- On lines of its own, `\begin{align}…\end{align}` and its like need no dollars.
"""

import re
from dataclasses import dataclass

from ..chars import CHINESE

# A longer one is not looked for: it keeps text full of lone dollars linear.
LONGEST = 20_000

# No two branches of a group can begin with the same character, so a repeat is linear without
# being possessive, which the re of Python 3.11.2 (Debian 12) gets wrong.
DOUBLE = re.compile(r"\$\$((?:\\.|[^\\$]|\$(?!\$))+)\$\$", re.DOTALL)
# Words in a formula may hold a formula, `\text{当 $x$ 时}`; two formulas may touch, `$a$$b$`.
SINGLE = re.compile(
    r"\$(?![\s$`])((?:\\(?:text|mbox|hbox)\{[^{}\\$]*(?:\$[^{}$]+\$[^{}\\$]*)+\}|\\.|[^\\$])+)"
    r"(?:(?<!\s)|(?<=\\\s))\$(?!\{)(?!\$(?![^\s$](?:\\.|[^\\$])*\$))",
    re.DOTALL,
)
SPACED = re.compile(r"\$([ \t](?:\\.|[^\\$\n])+[ \t])\$(?![\w{$])")
TICKED = re.compile(r"\$`([^`]+)`\$")
# None of these can hold another beginning, so that many of them stay linear too.
ROUND = re.compile(r"\\\(((?:\\[^()]|[^\\])+)\\\)", re.DOTALL)
SQUARE = re.compile(r"\\\[((?:\\[^\[\]]|[^\\])+)\\\](?!\()", re.DOTALL)
DOUBLE_ROUND = re.compile(r"\\\\\(((?:\\(?!\\[()])|[^\\])+)\\\\\)", re.DOTALL)
DOUBLE_SQUARE = re.compile(r"\\\\\[((?:\\(?!\\[\[\]])|[^\\])+)\\\\\]", re.DOTALL)
# By what a formula may begin with: its pattern, and whether it is displayed. The longest first.
OPENINGS = (
    ("$$", DOUBLE, True),
    ("$`", TICKED, False),
    ("$ ", SPACED, False),
    ("$\t", SPACED, False),
    ("$", SINGLE, False),
    (r"\(", ROUND, False),
    (r"\[", SQUARE, True),
    (r"\\(", DOUBLE_ROUND, False),
    (r"\\[", DOUBLE_SQUARE, True),
)
EVIDENT = re.compile(r"\\[A-Za-z]|[\^_=]")
# `\(see above\)` and `\[1\]` are brackets that somebody has escaped.
WORDS = re.compile(r"[A-Za-z]{2,} +[A-Za-z]{2,}")
# `$HOME/$PATH`, `$a,$b`: what stands between is no formula, and a letter follows.
NAME = re.compile(r"[A-Za-z_]\w+\W?|.*[,/:;.@&|=(\-+，。：；、]", re.DOTALL)
CALL = re.compile(r"""\(["']|\.[A-Za-z]|\([A-Z_]{2,}\)$|\{\w+\}$""")

ENVIRONMENT = re.compile(
    r"\\begin\{((?:equation|align|gather|multline|alignat|flalign|eqnarray|IEEEeqnarray|subequations"
    r"|[pbBvV]?matrix|aligned|alignedat|gathered|split|[dr]?cases|array|CD)\*?)\}"
)
# Behind the fence: `math`, `{.math}`, with options or without.
MATH_FENCE = re.compile(r"\s*\{?\s*\.?math(?![\w-])")
REFERENCE = re.compile(r"\\(eq)?ref\{([^{}\n]{1,200})\}")


@dataclass(frozen=True, slots=True)
class Span:
    latex: str
    display: bool
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """`\\eqref{label}` in the text; `\\ref{label}` is one without brackets."""

    label: str
    brackets: bool
    end: int


def formula_at(text: str, start: int) -> Span | None:
    """The formula whose first delimiter is at `start`, within a paragraph."""
    for opening, pattern, display in OPENINGS:
        if text.startswith(opening, start):
            match = pattern.match(text, start, start + LONGEST)
            if match is None or not match[1].strip() or not is_meant(text, match, opening):
                return None
            return Span(match[1], display, match.end())
    return environment_at(text, start)


def is_meant(text: str, match: re.Match[str], opening: str) -> bool:
    """Whether what the delimiters enclose is a formula and not prose between two signs."""
    latex = match[1]
    if opening in ("$$", "$`"):
        return True
    if opening in ("$ ", "$\t"):
        return EVIDENT.search(latex) is not None and not CHINESE.search(latex)
    if opening == "$":
        return not (is_money(text, match) or is_name(text, match))
    if opening.endswith("["):
        return EVIDENT.search(latex) is not None or is_alone(text, match)
    return "\\" in latex or not (WORDS.search(latex) or CHINESE.search(latex))


def is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether delimiters stand on lines of their own, within a paragraph."""
    end = text.find("\n", match.end())
    following = text[match.end() : end if end >= 0 else None]
    before = text[line_start(text, match.start()) : match.start()]
    return "\n" in match[1] and not before.strip() and not following.strip()


def is_money(text: str, match: re.Match[str]) -> bool:
    if "\\" in match[0]:
        return False
    start, end = match.span()
    if text[start - 1 : start].isdecimal() or text[end : end + 1].isdecimal():
        return True
    return match[1][0].isdigit() and CHINESE.search(match[1]) is not None


def is_name(text: str, match: re.Match[str]) -> bool:
    """`$HOME/$PATH`, `$("#a")和$("#b")`: variables of a program, or calls."""
    following = text[match.end() : match.end() + 1]
    if "\\" in match[1]:
        return False
    if following.isascii() and (following.isalpha() or following == "_"):
        return NAME.fullmatch(match[1]) is not None or CHINESE.match(match[1][-1]) is not None
    return CALL.match(match[1]) is not None and following in ("(", '"', "'", ".")


def environment_at(text: str, start: int) -> Span | None:
    """An environment of equations on lines of its own, inside a paragraph."""
    if not text.startswith(r"\begin{", start) or text[line_start(text, start) : start].strip():
        return None
    span = block_formula(text[start : start + LONGEST])
    return Span(span.latex, True, start + span.end) if span else None


def line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def mention_at(text: str, start: int) -> Mention | None:
    match = REFERENCE.match(text, start)
    return Mention(match[2].strip(), match[1] is not None, match.end()) if match else None


def closing_of(line: str) -> tuple[str, str] | None:
    """The delimiters of a formula on lines of its own that `line` may begin."""
    if not line.startswith(("$", "\\")):
        return None
    for opening, closing in (("$$", "$$"), (r"\[", r"\]"), (r"\\[", r"\\]")):
        if line.startswith(opening):
            return opening, closing
    environment = ENVIRONMENT.match(line)
    return (environment[0], rf"\end{{{environment[1]}}}") if environment else None


def block_formula(text: str) -> Span | None:
    """The formula on lines of its own that `text` begins with."""
    delimiters = closing_of(text)
    if delimiters is None:
        return None
    opening, closing = delimiters
    place = text.find(closing, len(opening), LONGEST)
    end = place + len(closing)
    if place < 0 or text[end:].partition("\n")[0].strip():
        return None
    latex = text[:end] if opening.startswith(r"\begin") else text[len(opening) : place]
    return Span(latex, True, end) if latex.strip() else None
