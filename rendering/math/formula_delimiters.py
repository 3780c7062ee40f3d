r"""Finds where a formula begins and ends; both dialects use it.

- `$…$` and `` $`…`$ `` are in the line, `$$…$$` is displayed. So are `\(…\)` and `\[…\]`, or with
  two backslashes where Markdown needs them. `dollars` decides about single dollars.
- Single dollars on lines of their own also display a formula.
- `\begin{align}…\end{align}` and similar environments on lines of their own need no dollars.
- A displayed formula ends before the next heading or fence and contains no sentence, so that a
  lone `$$` does not swallow the text up to the next formula.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from ..html.characters import CHINESE, HAN
from .dollars import COMMAND, FUNCTION_WORD, SCRIPT, TEXT_ARGUMENT, is_formula
from .latex_unescape import unescape_latex

# Longer formulas are not searched for; the limit keeps text full of lone dollars linear.
LONGEST = 20_000
LONG = 2_000

# No two branches of a group can begin with the same character, so repeats are linear without
# possessive quantifiers, which the re module of Python 3.11.2 (Debian 12) gets wrong.
DOUBLE = re.compile(r"\$\$((?:\\.|[^\\$]|\$(?!\$))+)\$\$", re.DOTALL)
# Text in a formula may contain a formula, `\text{当 $x$ 时}`; two formulas may touch, `$a$$b$`.
SINGLE = re.compile(
    r"\$((?:\\(?:text|mbox|hbox)\{[^{}\\$]*(?:\$[^{}$]+\$[^{}\\$]*)+\}|\\.|[^\\$])+)"
    r"\$(?!\{)(?!\$(?![^\s$](?:\\.|[^\\$])*\$))",
    re.DOTALL,
)
TICKED = re.compile(r"\$`([^`]+)`\$")
# None of these can contain another opening, so that many openings stay linear too.
ROUND = re.compile(r"\\\(((?:\\[^()]|[^\\])+)\\\)", re.DOTALL)
SQUARE = re.compile(r"\\\[((?:\\[^\[\]]|[^\\])+)\\\](?!\()", re.DOTALL)
DOUBLE_ROUND = re.compile(r"\\\\\(((?:\\(?!\\[()])|[^\\])+)\\\\\)", re.DOTALL)
DOUBLE_SQUARE = re.compile(r"\\\\\[((?:\\(?!\\[\[\]])|[^\\])+)\\\\\]", re.DOTALL)
# Opening delimiter, pattern, and whether the formula is displayed. The longest match comes first.
OPENINGS = (
    ("$$", DOUBLE, True),
    ("$`", TICKED, False),
    ("$", SINGLE, False),
    (r"\(", ROUND, False),
    (r"\[", SQUARE, True),
    (r"\\(", DOUBLE_ROUND, False),
    (r"\\[", DOUBLE_SQUARE, True),
)
SURELY_MATH = re.compile(r"\\[A-Za-z]|[\^_=]")
# The second column of starred cases is text, like a group of `\text`.
GROUP_OR_DOLLAR = re.compile(r"\\(?:begin|end)\{[dr]{0,2}cases\*\}|\\.|[{}$]", re.DOTALL)
# A line of prose: Chinese with a stop in it, English words, both without LaTeX; or a link.
SENTENCE = re.compile(
    rf"^(?=[^\\=&^_{{}}]*$)(?:(?:[^{HAN}]*[{HAN}]){{8}}.*[，。：；！？]"
    r"|.*(?:\b[A-Za-z]{2,},? ){5})"
    r"|!\[[^\]]*\]\(|\]\(https?:"
)
# Lines that end a formula: a heading, a fence.
SECTION = re.compile(r"[ \t>]*(?:#{1,6}[ \t]+\S|`{3}|~{3}|(?:={3,}|-{3,})[ \t]*$|<h[1-6]\b)")
# `\(see above\)` and `\[1\]` are escaped brackets.
WORDS = re.compile(r"\b[A-Za-z]{2,} +[A-Za-z]{2,}")
ENVIRONMENT = re.compile(
    r"\\begin\{((?:equation|align|gather|multline|alignat|flalign|eqnarray|IEEEeqnarray|subequations"
    r"|[pbBvV]?matrix|aligned|alignedat|gathered|split|[dr]?cases|array|CD)\*?)\}"
)
# The info string of a fence: `math`, `{.math}`, with or without options.
MATH_FENCE = re.compile(r"\s*\{?\s*\.?math(?![\w-])")
REFERENCE = re.compile(r"\\(eq)?ref\{([^{}\n]{1,200})\}")


@dataclass(frozen=True, slots=True)
class FormulaSpan:
    latex: str
    display: bool
    end: int


@dataclass(frozen=True, slots=True)
class ReferenceSpan:
    """`\\eqref{label}` in the text; `\\ref{label}` has no brackets."""

    label: str
    brackets: bool
    end: int


# No formula contains the end of HTML code.
CODE_END = re.compile(r"</(?:code|kbd|pre|samp|tt)>", re.IGNORECASE)


def formula_at(text: str, start: int) -> FormulaSpan | None:
    """The formula whose opening delimiter is at `start` of a paragraph's text."""
    for opening, pattern, display in OPENINGS:
        if text.startswith(opening, start):
            match = pattern.match(text, start, start + LONGEST)
            if match is None or not match[1].strip() or not encloses_formula(text, match, opening):
                return None
            display = display or (opening == "$" and is_alone(text, match))
            return FormulaSpan(unescape_latex(match[1]), display, match.end())
    return environment_at(text, start)


def encloses_formula(text: str, match: re.Match[str], opening: str) -> bool:
    """Whether the delimiters enclose a formula and not prose between two signs."""
    latex = match[1]
    if CODE_END.search(latex):
        return False
    if opening == "$`":
        return True
    if opening == "$$":
        return not spans_two_formulas(latex) and (
            is_alone(text, match) or not is_prose_between(latex)
        )
    if opening == "$":
        return is_formula(text, match.start(), match.end())
    if opening.endswith("["):
        return SURELY_MATH.search(latex) is not None or is_alone(text, match)
    return "\\" in latex or not (WORDS.search(latex) or CHINESE.search(latex))


def is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether the delimiters are on lines of their own within a paragraph."""
    following = text[match.end() : line_end(text, match.end())]
    before = text[line_start(text, match.start()) : match.start()]
    return "\n" in match[1] and not before.strip() and not following.strip()


def is_prose_between(latex: str) -> bool:
    """True for words, `$$ 和 kill $$`, and for punctuation alone."""
    if COMMAND.search(latex) or SCRIPT.search(latex) or "=" in latex:
        return False
    words = WORDS.search(latex) or CHINESE.search(latex) or FUNCTION_WORD.fullmatch(latex.strip())
    return words is not None or not re.search(r"\w", latex)


def spans_two_formulas(latex: str) -> bool:
    """Whether two `$$` enclose text between two formulas and not a single formula."""
    if "$" in latex and has_outer_dollar(latex):
        return True
    lines = TEXT_ARGUMENT.sub("", latex).split("\n")
    return len(lines) > 1 and any(SENTENCE.search(line) for line in lines)


def has_outer_dollar(latex: str) -> bool:
    """Whether a dollar stands outside groups; inside, LaTeX allows it: `\\text{当 $x$ 时}`."""
    depth = 0
    for match in GROUP_OR_DOLLAR.finditer(latex):
        depth += match[0].startswith(("{", r"\begin{")) - match[0].startswith(("}", r"\end{"))
        if match[0] == "$" and depth <= 0:
            return True
    return False


def environment_at(text: str, start: int) -> FormulaSpan | None:
    """An environment of equations, on lines of its own or within a line."""
    if not text.startswith(r"\begin{", start):
        return None
    if not text[line_start(text, start) : start].strip() and (span := block_formula(text, start)):
        return FormulaSpan(span.latex, True, span.end)
    opening = ENVIRONMENT.match(text, start)
    closing = rf"\end{{{opening[1]}}}" if opening else ""
    place = find_closing(closing, text, start, start + LONGEST) if opening else -1
    if opening is None or place < 0 or is_prose_between(text[opening.end() : place]):
        return None
    end = place + len(closing)
    return FormulaSpan(unescape_latex(text[start:end]), True, end)


def line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return end if end >= 0 else len(text)


def reference_at(text: str, start: int) -> ReferenceSpan | None:
    match = REFERENCE.match(text, start)
    return ReferenceSpan(match[2].strip(), match[1] is not None, match.end()) if match else None


def find_closing(closing: str, text: str, start: int, end: int) -> int:
    """Like `text.find`; in a long text, the positions are searched once for all calls."""
    if len(text) < LONG:
        return text.find(closing, start, end)
    found = closing_positions(closing, text)
    index = bisect_left(found, start)
    return found[index] if index < len(found) and found[index] + len(closing) <= end else -1


@lru_cache(maxsize=4)
def closing_positions(closing: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(closing)})", text)]


def delimiters_at(text: str, start: int = 0) -> tuple[str, str] | None:
    """The opening and closing delimiters of a displayed formula that may begin at `start`."""
    if not text.startswith(("$", "\\"), start):
        return None
    for opening, closing in (("$$", "$$"), (r"\[", r"\]"), (r"\\[", r"\\]")):
        if text.startswith(opening, start):
            return opening, closing
    environment = ENVIRONMENT.match(text, start)
    return (environment[0], rf"\end{{{environment[1]}}}") if environment else None


def block_formula(text: str, start: int = 0) -> FormulaSpan | None:
    """The formula on lines of its own that begins at `start`."""
    delimiters = delimiters_at(text, start)
    if delimiters is None:
        return None
    opening, closing = delimiters
    inside = start + len(opening)
    place = find_closing(closing, text, inside, start + LONGEST)
    end = place + len(closing)
    if place < 0 or text[end : line_end(text, end)].strip():
        return None
    latex = text[start:end] if opening.startswith(r"\begin") else text[inside:place]
    return (
        None
        if not latex.strip() or spans_two_formulas(latex)
        else FormulaSpan(unescape_latex(latex), True, end)
    )


def begins_section(line: str) -> bool:
    """Whether `line` begins a heading or fence, so that a formula above it has no end."""
    return SECTION.match(line) is not None
