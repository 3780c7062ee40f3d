r"""The formulas of a source by the documented rule, found without the engine.

The rule is that of `articles/rendering/formulas/delimiters.py`, written a second time: what the
engine loses, damages or invents shows as a difference.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

PREFIX = re.compile(r"[ \t]*(?:(?:>[ \t]?|(?:[-*+]|\d{1,9}[.)])[ \t]+)[ \t]*)*")
FENCE = re.compile(r"(`{3,}|~{3,})([^\n]*)")
# Where a paragraph surely ends: a formula never goes on behind.
BREAK = re.compile(r"[ \t>]*(?:$|#{1,6}[ \t]|(?:[-*+]|1[.)])[ \t]|\||!!!|\?\?\?|===)")

ENVIRONMENTS = (
    r"(?:equation|align|gather|multline|alignat|flalign|eqnarray|[pbBvV]?matrix|aligned"
    r"|alignedat|gathered|split|cases|array)\*?"
)
DISPLAY = re.compile(
    r"\$\$(?P<dollars>(?:(?!\$\$).)+?)\$\$"
    r"|\\\[(?P<square>.+?)\\\]"
    rf"|(?P<bare>\\begin\{{(?P<name>{ENVIRONMENTS})\}}.+?\\end\{{(?P=name)\}})",
    re.DOTALL,
)
LAST_LINE = re.compile(r"[ \t]*(?:\n|$)")
MOST_LINES = 200

TAG = r"</?[A-Za-z][\w-]*(?:\s+[\w:.-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*\s*/?>"
NOT_FORMULA = re.compile(
    r"(?P<ticks>(?<!`)`+(?!`)).*?(?<!`)(?P=ticks)(?!`)"
    rf"|`+|<!--.*?-->|{TAG}|<\w+:[^\s<>]*>|\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*|\\[^(\[]",
    re.DOTALL,
)
DOUBLE = re.compile(r"\$\$((?:\\.|[^\\$]|\$(?!\$))+)\$\$", re.DOTALL)
SINGLE = re.compile(r"\$(?![\s$])((?:\\.|[^\\$])+)(?:(?<!\s)|(?<=\\\s))\$(?![{$])", re.DOTALL)
ROUND = re.compile(r"\\\(((?:\\[^)]|[^\\])+)\\\)", re.DOTALL)
HAN = re.compile("[\u3001-\u3020\u3040-\u30ff\u3400-\u9fff\uff01-\uff65\u2014\u2018-\u201d\u2026]")

WORD = re.compile(r"xformula(\d+)x")


@dataclass(slots=True)
class Masked:
    """A source in which each formula is a word that no Markdown touches."""

    text: str = ""
    formulas: list[str] = field(default_factory=list)

    def word(self, latex: str) -> str:
        self.formulas.append(latex)
        return f"xformula{len(self.formulas) - 1}x"


def mask(source: str, *, fenced: bool) -> Masked:
    """`fenced` puts a displayed formula into a fence of its own, which ends a paragraph too."""
    masked = Masked()
    masked.text = "\n".join(pieces(source.split("\n"), masked, fenced))
    return masked


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
    """The marks of the quotes and items that a line begins."""
    return PREFIX.match(line)[0]  # type: ignore[index]


def fence_end(lines: list[str], start: int, mark: str) -> int:
    closing = re.compile(rf"[ \t>]*{mark[0]}{{{len(mark)},}}[ \t]*$")
    rest = range(start + 1, len(lines))
    return next((n for n in rest if closing.match(lines[n])), len(lines)) + 1


def fence_or_formula(
    lines: list[str], fence: re.Match[str], prefix: str, masked: Masked, fenced: bool
) -> str:
    if fence[2].strip() != "math":
        return "\n".join(lines)
    inside = "".join(f"{line}\n" for line in lines[1:-1])
    return shown(prefix, masked.word(inside), fenced)


def display_at(lines: list[str], start: int, prefix: str) -> tuple[str, int] | None:
    """The formula on lines of its own that begins at a line, and the line after it."""
    text = "\n".join(
        [lines[start][len(prefix) :], *lines[start + 1 : start + MOST_LINES]]
        if "$$" in lines[start] or "\\" in lines[start]
        else []
    )
    match = DISPLAY.match(text)
    if match is None or not LAST_LINE.match(text, match.end()):
        return None
    latex = match["dollars"] or match["square"] or match["bare"]
    return (latex, start + text.count("\n", 0, match.end()) + 1) if latex.strip() else None


def shown(prefix: str, word: str, fenced: bool) -> str:
    if not fenced:
        return f"{prefix}${word}$"
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
    while sign := re.compile(r"[$\\`<\]]").search(text, at):
        at = sign.start()
        if skipped := NOT_FORMULA.match(text, at):
            at = skipped.end()
        elif formula := formula_at(text, at):
            out += [text[start:at], f"${masked.word(formula[1])}$"]
            at = start = formula.end()
        else:
            at += 1
    return "".join([*out, text[start:]])


def formula_at(text: str, at: int) -> re.Match[str] | None:
    kind = DOUBLE if text.startswith("$$", at) else ROUND if text[at] == "\\" else SINGLE
    match = kind.match(text, at)
    if match is None or not match[1].strip() or (kind is not DOUBLE and is_money(text, match)):
        return None
    return match


def is_money(text: str, match: re.Match[str]) -> bool:
    if "\\" in match[0]:
        return False
    beside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    if any(character.isdigit() for character in beside):
        return True
    return match[1][0].isdigit() and HAN.search(match[1]) is not None
