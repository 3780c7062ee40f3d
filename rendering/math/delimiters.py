r"""Where a formula begins and ends: one rule for both dialects.

- `$…$` and `` $`…`$ `` are in the line, `$$…$$` is displayed. So are `\(…\)` and `\[…\]`; where
  Markdown needs it, with two backslashes. Whether single dollars enclose one: see dollars.py.
- Single dollars that have lines of their own display a formula too.
- On lines of its own, `\begin{align}…\end{align}` and its like need no dollars.
- A displayed formula ends before the next heading or fence, and holds no sentence: a lone `$$`
  takes no other formula along.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from ..html.characters import CHINESE, HAN
from .dollars import COMMAND, LITTLE_WORD, SCRIPT, WORDS_INSIDE, is_formula
from .foreign_latex import as_latex

# A longer one is not looked for: it keeps text full of lone dollars linear.
LONGEST = 20_000
LONG = 2_000

# No two branches of a group can begin with the same character, so a repeat is linear without
# being possessive, which the re of Python 3.11.2 (Debian 12) gets wrong.
DOUBLE = re.compile(r"\$\$((?:\\.|[^\\$]|\$(?!\$))+)\$\$", re.DOTALL)
# Words in a formula may hold a formula, `\text{当 $x$ 时}`; two formulas may touch, `$a$$b$`.
SINGLE = re.compile(
    r"\$((?:\\(?:text|mbox|hbox)\{[^{}\\$]*(?:\$[^{}$]+\$[^{}\\$]*)+\}|\\.|[^\\$])+)"
    r"\$(?!\{)(?!\$(?![^\s$](?:\\.|[^\\$])*\$))",
    re.DOTALL,
)
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
    ("$", SINGLE, False),
    (r"\(", ROUND, False),
    (r"\[", SQUARE, True),
    (r"\\(", DOUBLE_ROUND, False),
    (r"\\[", DOUBLE_SQUARE, True),
)
EVIDENT = re.compile(r"\\[A-Za-z]|[\^_=]")
# The second column of starred cases is words, as in a group of `\text`.
GROUP_OR_DOLLAR = re.compile(r"\\(?:begin|end)\{[dr]{0,2}cases\*\}|\\.|[{}$]", re.DOTALL)
# A line of prose: Chinese with a stop in it, or English words, without any LaTeX; a link.
SENTENCE = re.compile(
    rf"^(?=[^\\=&^_{{}}]*$)(?:(?:[^{HAN}]*[{HAN}]){{8}}.*[，。：；！？]"
    r"|.*(?:\b[A-Za-z]{2,},? ){5})"
    r"|!\[[^\]]*\]\(|\]\(https?:"
)
# What a formula never goes on behind: a heading, a fence.
SECTION = re.compile(r"[ \t>]*(?:#{1,6}[ \t]+\S|`{3}|~{3}|(?:={3,}|-{3,})[ \t]*$|<h[1-6]\b)")
# `\(see above\)` and `\[1\]` are brackets that somebody has escaped.
WORDS = re.compile(r"\b[A-Za-z]{2,} +[A-Za-z]{2,}")
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


# Code written in HTML ends within no formula.
CODE_END = re.compile(r"</(?:code|kbd|pre|samp|tt)>", re.IGNORECASE)


def formula_at(text: str, start: int) -> Span | None:
    """The formula whose first delimiter is at `start`, within a paragraph."""
    for opening, pattern, display in OPENINGS:
        if text.startswith(opening, start):
            match = pattern.match(text, start, start + LONGEST)
            if match is None or not match[1].strip() or not is_meant(text, match, opening):
                return None
            display = display or (opening == "$" and is_alone(text, match))
            return Span(as_latex(match[1]), display, match.end())
    return environment_at(text, start)


def is_meant(text: str, match: re.Match[str], opening: str) -> bool:
    """Whether what the delimiters enclose is a formula and not prose between two signs."""
    latex = match[1]
    if CODE_END.search(latex):
        return False
    if opening == "$`":
        return True
    if opening == "$$":
        return not is_torn(latex) and (is_alone(text, match) or not is_prose(latex))
    if opening == "$":
        return is_formula(text, match.start(), match.end())
    if opening.endswith("["):
        return EVIDENT.search(latex) is not None or is_alone(text, match)
    return "\\" in latex or not (WORDS.search(latex) or CHINESE.search(latex))


def is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether delimiters stand on lines of their own, within a paragraph."""
    following = text[match.end() : line_end(text, match.end())]
    before = text[line_start(text, match.start()) : match.start()]
    return "\n" in match[1] and not before.strip() and not following.strip()


def is_prose(latex: str) -> bool:
    """`$$ 和 kill $$`: words, or nothing but punctuation."""
    if COMMAND.search(latex) or SCRIPT.search(latex) or "=" in latex:
        return False
    words = WORDS.search(latex) or CHINESE.search(latex) or LITTLE_WORD.fullmatch(latex.strip())
    return words is not None or not re.search(r"\w", latex)


def is_torn(latex: str) -> bool:
    """Whether what two displaying delimiters enclose is not one formula but text between two."""
    if "$" in latex and has_outer_dollar(latex):
        return True
    lines = WORDS_INSIDE.sub("", latex).split("\n")
    return len(lines) > 1 and any(SENTENCE.search(line) for line in lines)


def has_outer_dollar(latex: str) -> bool:
    """`\\text{当 $x$ 时}` holds one in a group, where LaTeX allows it; so do starred cases."""
    depth = 0
    for match in GROUP_OR_DOLLAR.finditer(latex):
        depth += match[0].startswith(("{", r"\begin{")) - match[0].startswith(("}", r"\end{"))
        if match[0] == "$" and depth <= 0:
            return True
    return False


def environment_at(text: str, start: int) -> Span | None:
    """An environment of equations, on lines of its own or within one."""
    if not text.startswith(r"\begin{", start):
        return None
    if not text[line_start(text, start) : start].strip() and (span := block_formula(text, start)):
        return Span(span.latex, True, span.end)
    opening = ENVIRONMENT.match(text, start)
    closing = rf"\end{{{opening[1]}}}" if opening else ""
    place = place_of(closing, text, start, start + LONGEST) if opening else -1
    if opening is None or place < 0 or is_prose(text[opening.end() : place]):
        return None
    end = place + len(closing)
    return Span(as_latex(text[start:end]), True, end)


def line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return end if end >= 0 else len(text)


def mention_at(text: str, start: int) -> Mention | None:
    match = REFERENCE.match(text, start)
    return Mention(match[2].strip(), match[1] is not None, match.end()) if match else None


def place_of(closing: str, text: str, start: int, end: int) -> int:
    """As `text.find`; many beginnings without an end look through a long text only once."""
    if len(text) < LONG:
        return text.find(closing, start, end)
    found = places_of(closing, text)
    index = bisect_left(found, start)
    return found[index] if index < len(found) and found[index] + len(closing) <= end else -1


@lru_cache(maxsize=4)
def places_of(closing: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(closing)})", text)]


def closing_of(text: str, start: int = 0) -> tuple[str, str] | None:
    """The delimiters of a formula on lines of its own that may begin at `start`."""
    if not text.startswith(("$", "\\"), start):
        return None
    for opening, closing in (("$$", "$$"), (r"\[", r"\]"), (r"\\[", r"\\]")):
        if text.startswith(opening, start):
            return opening, closing
    environment = ENVIRONMENT.match(text, start)
    return (environment[0], rf"\end{{{environment[1]}}}") if environment else None


def block_formula(text: str, start: int = 0) -> Span | None:
    """The formula on lines of its own that begins at `start`."""
    delimiters = closing_of(text, start)
    if delimiters is None:
        return None
    opening, closing = delimiters
    inside = start + len(opening)
    place = place_of(closing, text, inside, start + LONGEST)
    end = place + len(closing)
    if place < 0 or text[end : line_end(text, end)].strip():
        return None
    latex = text[start:end] if opening.startswith(r"\begin") else text[inside:place]
    return None if not latex.strip() or is_torn(latex) else Span(as_latex(latex), True, end)


def begins_section(line: str) -> bool:
    """Whether a formula that began above can only have lost its end."""
    return SECTION.match(line) is not None
