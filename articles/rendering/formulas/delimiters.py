r"""Where a formula begins and ends: one rule for both dialects.

- `$…$` has no space inside its dollars. A digit outside, right beside one of them, means money,
  and so does one inside before Chinese, unless a backslash says LaTeX: `$5 和 $10` is text,
  `3$\times$3` is a formula.
- `$$…$$` is displayed, and so is `\[…\]` on lines of its own; `\(…\)` is inline.
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
SINGLE = re.compile(r"\$(?![\s$])((?:\\.|[^\\$])+)(?:(?<!\s)|(?<=\\\s))\$(?![{$])", re.DOTALL)
ROUND = re.compile(r"\\\(((?:\\[^)]|[^\\])+)\\\)", re.DOTALL)

ENVIRONMENT = re.compile(
    r"\\begin\{((?:equation|align|gather|multline|alignat|flalign|eqnarray|[pbBvV]?matrix"
    r"|aligned|alignedat|gathered|split|cases|array)\*?)\}"
)


@dataclass(frozen=True, slots=True)
class Span:
    latex: str
    display: bool
    end: int


def formula_at(text: str, start: int) -> Span | None:
    """The formula whose first delimiter is at `start`, within a paragraph."""
    stop = start + LONGEST
    if text.startswith("$$", start):
        match, display = DOUBLE.match(text, start, stop), True
    elif text.startswith("$", start):
        match, display = SINGLE.match(text, start, stop), False
    else:
        match, display = ROUND.match(text, start, stop), False
    if match is None or not match[1].strip() or (not display and is_money(text, match)):
        return None
    return Span(match[1], display, match.end())


def is_money(text: str, match: re.Match[str]) -> bool:
    if "\\" in match[0]:
        return False
    outside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    if any(character.isdigit() for character in outside):
        return True
    return match[1][0].isdigit() and CHINESE.search(match[1]) is not None


def closing_of(line: str) -> tuple[str, str] | None:
    """The delimiters of a formula on lines of its own that `line` may begin."""
    if line.startswith("$$"):
        return "$$", "$$"
    if line.startswith(r"\["):
        return r"\[", r"\]"
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
