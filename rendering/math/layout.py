r"""Equations on lines of their own: which environment they need, and the number of each line.

The converter is told of a number by `\tag{q0}\label{q0}` and of a reference by `\eqref{r0}`; what
stands there on the page is put in behind it.
"""

from ..placeholders import Formula
from .environments import DISPLAYED
from .numbering import Equations
from .row_split import Row, deeper, joined, split, taken
from .tokens import Token, place

# What a displayed environment is called inside another one.
INNER = {"equation*": "", "align*": "aligned", "gather*": "gathered", "multline*": "gathered"}
THREE_COLUMNS = ("eqnarray", "IEEEeqnarray")
PUNCTUATION = ".,;。，；、"


def lay_out(tokens: list[Token], formula: Formula, equations: Equations) -> list[Token]:
    equations.line = formula.line
    tokens = [refer(token, equations) for token in tokens]
    if not formula.display:
        return in_a_sentence(tokens)
    labels = [formula.label] if formula.label else []
    outer = environments(tokens)
    if outer and not words_outside(tokens, outer):
        return in_lines(tokens, outer, labels, equations)
    return on_its_own(tokens, labels, equations, counted=any(map(is_counted, tokens)))


def refer(token: Token, equations: Equations) -> Token:
    if token.value and token.text in (r"\ref", r"\eqref"):
        number = equations.mention(token.value, token.text == r"\eqref")
        return token._replace(text=rf"\eqref{{r{number}}}", value="")
    return token


def is_counted(token: Token) -> bool:
    return token.text.startswith(r"\begin{") and bool(token.value) and token.value[-1] != "*"


def environments(tokens: list[Token]) -> list[tuple[int, int]]:
    """Where the outermost environments of equations begin and end."""
    found, depth, start = [], 0, -1
    for index, token in enumerate(tokens):
        if not depth and token.value and token.text.startswith(r"\begin{"):
            start = index
        depth += deeper(token.text)
        if not depth and start >= 0:
            found.append((start, index))
            start = -1
    return found


def words_outside(tokens: list[Token], outer: list[tuple[int, int]]) -> bool:
    """Whether anything but punctuation stands beside the environments."""
    covered = {index for start, end in outer for index in range(start, end + 1)}
    return any(
        not token.blank and token.text not in PUNCTUATION
        for index, token in enumerate(tokens)
        if index not in covered
    )


def in_a_sentence(tokens: list[Token]) -> list[Token]:
    """Nothing is numbered; a tag is text behind the formula."""
    out: list[Token] = []
    for token in inner(tokens):
        if token.text in (r"\tag", r"\tag*"):
            text = token.value if token.text.endswith("*") else f"({token.value})"
            out += [Token(rf"\quad\text{{{text}}}", token.at, final=True)]
        elif token.text not in (r"\label", r"\notag"):
            out.append(token)
    return within(out, "aligned") if has_loose(out, "&") else out


def inner(tokens: list[Token]) -> list[Token]:
    """With environments of equations in their form for the inside of a formula."""
    return [inside(token) for token in tokens]


def inside(token: Token) -> Token:
    if not token.value:
        return token
    command = token.text.partition("{")[0]
    if command not in (r"\begin", r"\end"):
        return token
    name = INNER[DISPLAYED[token.value.removesuffix("*")]]
    return token._replace(text=f"{command}{{{name}}}" if name else "", value="")


def has_loose(tokens: list[Token], *texts: str) -> bool:
    depth = 0
    for token in tokens:
        if not depth and token.text in texts:
            return True
        depth += deeper(token.text)
    return False


def within(tokens: list[Token], name: str) -> list[Token]:
    at = tokens[0].at if tokens else 0
    opening = Token(rf"\begin{{{name}}}", at, final=True)
    return [opening, *tokens, Token(rf"\end{{{name}}}", at, final=True)]


def in_lines(
    tokens: list[Token],
    outer: list[tuple[int, int]],
    labels: list[str],
    equations: Equations,
) -> list[Token]:
    out: list[Token] = []
    ends = [*(start for start, _end in outer[1:]), len(tokens)]
    for (start, end), following in zip(outer, ends, strict=True):
        punctuation = [token for token in tokens[end + 1 : following] if not token.blank]
        content = [*inner(tokens[start + 1 : end]), *punctuation]
        last = following == len(tokens)
        out += environment(tokens[start].value, content, labels if last else [], equations)
    return out


def environment(
    name: str, content: list[Token], labels: list[str], equations: Equations
) -> list[Token]:
    kind, starred = DISPLAYED[name.removesuffix("*")], name.endswith("*")
    whole = kind in ("equation*", "multline*")
    rows = [taken(content)] if whole else [taken(row) for row in split(content)]
    if len(rows) > 1 and rows[-1].blank and not rows[-1].named:
        rows.pop()
    if name.removesuffix("*") in THREE_COLUMNS:
        rows = [joined(row) for row in rows]
    rows[-1].labels += labels
    if kind == "equation*":
        rows[0].tokens = aligned(rows[0].tokens)
    out: list[Token] = []
    for number, row in enumerate(rows):
        out += [Token("\\\\", row.tokens[0].at if row.tokens else 0, final=True)] if number else []
        out += row.tokens
        if row.named or not (starred or row.silent or row.blank):
            out += numbered(row, equations)
    return within(out, kind)


def numbered(row: Row, equations: Equations) -> list[Token]:
    tag = row.tag.value if row.tag else ""
    number = equations.add(tag, not (row.tag and row.tag.text.endswith("*")), row.labels)
    return place(rf"\tag{{q{number}}}\label{{q{number}}}", row.tokens[0].at if row.tokens else 0)


def aligned(tokens: list[Token]) -> list[Token]:
    if has_loose(tokens, "&"):
        return within(tokens, "aligned")
    return within(tokens, "gathered") if has_loose(tokens, "\\\\") else tokens


def on_its_own(
    tokens: list[Token], labels: list[str], equations: Equations, counted: bool
) -> list[Token]:
    """A formula without an environment, or with one beside other things."""
    content = inner(tokens)
    rows = [taken(row) for row in split(content)]
    if sum(row.tag is not None for row in rows) > 1:
        name = "align*" if has_loose(content, "&") else "gather*"
        return environment(name, content, labels, equations)
    row = taken(content)
    row.labels += labels
    if not row.named and not (counted and not row.silent):
        return aligned(row.tokens)
    name = "equation" if counted or row.labels else "equation*"
    return environment(name, content, labels, equations)
