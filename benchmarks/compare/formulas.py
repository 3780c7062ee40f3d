"""Find the formulas of a source, independently of the renderer.

`delimiters.py` says what a formula is. This module finds out which delimiters are text rather than
code, comments, tags or URLs. The renderer is not used, so that a formula which it overlooks, and
one that Markdown removes, damages or invents, is a difference.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from .delimiters import MATH_FENCE, formula_at

PREFIX = re.compile(r"[ \t]*(?:(?:>[ \t]?|(?:[-*+]|\d{1,9}[.)])[ \t]+)[ \t]*)*")
FENCE = re.compile(r"(`{3,}|~{3,})([^\n]*)")
# The certain end of a paragraph: a formula never continues after it.
BREAK = re.compile(r"[ \t>]*(?:$|#{1,6}[ \t]|(?:[-*+]|1[.)])[ \t]|\|.*\|[ \t]*$|!!!|\?\?\?|===)")

MOST_LINES = 200

TAG = r"</?[A-Za-z][\w-]*(?:\s+[\w:.-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*\s*/?>"
NOT_FORMULA = re.compile(
    r"(?P<ticks>(?<!`)`+(?!`)).*?(?<!`)(?P=ticks)(?!`)"
    rf"|`+|<!--.*?-->|{TAG}|<\w+:[^\s<>]*>|\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*|\\.",
    re.DOTALL,
)
# URLs of Codecogs, GitHub and Zhihu for pictures of formulas; our renderer restores the LaTeX.
PICTURE = re.compile(
    r"!\[[^\]\n]*\]\((?:https?:)?//(?:(?:latex|private)\.codecogs\.com/(?:gif|png|svg)\.(?:latex|image)\?"
    r"|render\.githubusercontent\.com/render/math\?math=|(?:www\.)?zhihu\.com/equation\?tex=)"
    r"(?P<latex>[^\s&]*?)\)(?=[^)]|$)",
    re.MULTILINE,
)
LINE_START = re.compile(r"\n[ \t>]*")
SIGN = re.compile(r"[$\\`<\]]")
WORD = re.compile(r"x(?:formula|display)(\d+)x")


@dataclass(slots=True)
class Masked:
    """A source in which each formula is replaced by a word that Markdown does not change."""

    text: str = ""
    formulas: list[str] = field(default_factory=list)

    def word(self, latex: str) -> str:
        self.formulas.append(latex)
        return f"xformula{len(self.formulas) - 1}x"


def mask(source: str, *, fenced: bool) -> Masked:
    """With `fenced`, a displayed formula becomes a code fence, which also ends a paragraph."""
    masked = Masked()
    source = PICTURE.sub(lambda match: f"${masked.word(pictured(match))}$", source)
    masked.text = "\n".join(pieces(source.split("\n"), masked, fenced))
    return masked


def without_marks(latex: str) -> str:
    """Remove the prefixes of quotes and list items from its lines."""
    return LINE_START.sub("\n", latex).strip()


def pictured(match: re.Match[str]) -> str:
    """The LaTeX of a formula that is a picture of another site: an intended difference."""
    latex = unquote(match["latex"].replace("+", " "))
    return latex.removeprefix(r"\inline").strip()


def pieces(lines: list[str], masked: Masked, fenced: bool) -> Iterator[str]:
    number = 0
    while number < len(lines):
        prefix = prefix_of(lines[number])
        if fence := FENCE.match(lines[number], len(prefix)):
            end = fence_end(lines, number, fence[1])
            yield fence_or_formula(lines[number:end], fence, prefix, masked, fenced)
        elif display := display_at(lines, number, prefix):
            latex, end = display
            yield shown(prefix, masked.word(latex), fenced)
        else:
            end = paragraph_end(lines, number)
            yield inline("\n".join(lines[number:end]), masked)
        number = end


def prefix_of(line: str) -> str:
    """The prefix of quotes and list items of a line."""
    return PREFIX.match(line)[0]  # type: ignore[index]


def fence_end(lines: list[str], start: int, mark: str) -> int:
    closing = re.compile(rf"[ \t>]*{mark[0]}{{{len(mark)},}}[ \t]*$")
    rest = range(start + 1, len(lines))
    return next((n for n in rest if closing.match(lines[n])), len(lines)) + 1


def fence_or_formula(
    lines: list[str], fence: re.Match[str], prefix: str, masked: Masked, fenced: bool
) -> str:
    if not MATH_FENCE.match(fence[2]):
        return "\n".join(lines)
    inside = "".join(f"{line}\n" for line in lines[1:-1])
    return shown(prefix, masked.word(inside), fenced)


def display_at(lines: list[str], start: int, prefix: str) -> tuple[str, int] | None:
    """The displayed formula that begins at a line, and the number of the line after it."""
    first = lines[start][len(prefix) :]
    if not first.startswith(("$$", "\\")):
        return None
    text = "\n".join([first, *lines[start + 1 : start + MOST_LINES]])
    span = formula_at(text, 0, within_line=False)
    if not span or not span.display or text[span.end :].partition("\n")[0].strip():
        return None
    return span.latex, start + text.count("\n", 0, span.end) + 1


def shown(prefix: str, word: str, fenced: bool) -> str:
    if not fenced:
        return f"{prefix}${word.replace('formula', 'display')}$"
    below = re.sub(r"[^\s>]", " ", prefix)
    return f"{prefix}```formula\n{below}{word}\n{below}```"


def paragraph_end(lines: list[str], start: int) -> int:
    end = start + 1
    while end < len(lines) and not begins_something(lines, end):
        end += 1
    return end


def begins_something(lines: list[str], number: int) -> bool:
    line = lines[number]
    prefix = prefix_of(line)
    fence = FENCE.match(line, len(prefix))
    return bool(fence or BREAK.match(line) or display_at(lines, number, prefix))


def inline(text: str, masked: Masked) -> str:
    out, at, start = [], 0, 0
    while sign := SIGN.search(text, at):
        at = sign.start()
        if text[at] in "$\\" and (formula := formula_at(text, at)):
            known = WORD.fullmatch(formula.latex)  # of a picture
            word = formula.latex if known else masked.word(formula.latex)
            out += [text[start:at], f"${word}$"]
            at = start = formula.end
        elif skipped := NOT_FORMULA.match(text, at):
            at = skipped.end()
        else:
            at += 1
    return "".join([*out, text[start:]])
