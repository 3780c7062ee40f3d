r"""Displayed equations: chooses their environment and numbers each row.

The converter gets a placeholder for each number, `\tag{q0}\label{q0}`, and for each reference,
`\eqref{r0}`. `Equations.fill_placeholders` replaces them in its MathML.
"""

from ..placeholders import Formula
from .environments import DISPLAYED
from .latex_tokens import Token, tokens_at
from .numbering import Equations
from .row_split import EquationRow, depth_change, drop_second_ampersand, parse_row, split_rows

# The name of a displayed environment inside another environment.
INNER = {"equation*": "", "align*": "aligned", "gather*": "gathered", "multline*": "gathered"}
THREE_COLUMNS = ("eqnarray", "IEEEeqnarray")
PUNCTUATION = ".,;。，；、"


def lay_out(tokens: list[Token], formula: Formula, equations: Equations) -> list[Token]:
    equations.line = formula.line
    tokens = [reference_placeholder(token, equations) for token in tokens]
    if not formula.display:
        return lay_out_inline(tokens)
    labels = [formula.label] if formula.label else []
    outer = environments(tokens)
    if outer and not has_text_outside(tokens, outer):
        return lay_out_environments(tokens, outer, labels, equations)
    return lay_out_bare(tokens, labels, equations, counted=any(map(begins_numbered, tokens)))


def reference_placeholder(token: Token, equations: Equations) -> Token:
    if token.value and token.text in (r"\ref", r"\eqref"):
        number = equations.add_reference(token.value, token.text == r"\eqref")
        return token._replace(text=rf"\eqref{{r{number}}}", value="")
    return token


def begins_numbered(token: Token) -> bool:
    return token.text.startswith(r"\begin{") and bool(token.value) and token.value[-1] != "*"


def environments(tokens: list[Token]) -> list[tuple[int, int]]:
    """The first and last token of each outermost environment of equations."""
    found, depth, start = [], 0, -1
    for index, token in enumerate(tokens):
        if not depth and token.value and token.text.startswith(r"\begin{"):
            start = index
        depth += depth_change(token.text)
        if not depth and start >= 0:
            found.append((start, index))
            start = -1
    return found


def has_text_outside(tokens: list[Token], outer: list[tuple[int, int]]) -> bool:
    """Whether anything but punctuation stands outside the environments."""
    covered = {index for start, end in outer for index in range(start, end + 1)}
    return any(
        not token.blank and token.text not in PUNCTUATION
        for index, token in enumerate(tokens)
        if index not in covered
    )


def lay_out_inline(tokens: list[Token]) -> list[Token]:
    """A formula in a sentence has no number; a tag becomes text after the formula."""
    out: list[Token] = []
    for token in inner_forms(tokens):
        if token.text in (r"\tag", r"\tag*"):
            text = token.value if token.text.endswith("*") else f"({token.value})"
            out += [Token(rf"\quad\text{{{text}}}", token.at, final=True)]
        elif token.text not in (r"\label", r"\notag"):
            out.append(token)
    return in_environment(out, "aligned") if has_outside_groups(out, "&") else out


def inner_forms(tokens: list[Token]) -> list[Token]:
    """Replace displayed environments by their form for the inside of a formula."""
    return [inner_form(token) for token in tokens]


def inner_form(token: Token) -> Token:
    if not token.value:
        return token
    command = token.text.partition("{")[0]
    if command not in (r"\begin", r"\end"):
        return token
    name = INNER[DISPLAYED[token.value.removesuffix("*")]]
    return token._replace(text=f"{command}{{{name}}}" if name else "", value="")


def has_outside_groups(tokens: list[Token], *texts: str) -> bool:
    depth = 0
    for token in tokens:
        if not depth and token.text in texts:
            return True
        depth += depth_change(token.text)
    return False


def in_environment(tokens: list[Token], name: str) -> list[Token]:
    at = tokens[0].at if tokens else 0
    opening = Token(rf"\begin{{{name}}}", at, final=True)
    return [opening, *tokens, Token(rf"\end{{{name}}}", at, final=True)]


def lay_out_environments(
    tokens: list[Token],
    outer: list[tuple[int, int]],
    labels: list[str],
    equations: Equations,
) -> list[Token]:
    out: list[Token] = []
    ends = [*(start for start, _end in outer[1:]), len(tokens)]
    for (start, end), following in zip(outer, ends, strict=True):
        punctuation = [token for token in tokens[end + 1 : following] if not token.blank]
        content = [*inner_forms(tokens[start + 1 : end]), *punctuation]
        last = following == len(tokens)
        out += lay_out_environment(tokens[start].value, content, labels if last else [], equations)
    return out


def lay_out_environment(
    name: str, content: list[Token], labels: list[str], equations: Equations
) -> list[Token]:
    kind, starred = DISPLAYED[name.removesuffix("*")], name.endswith("*")
    whole = kind in ("equation*", "multline*")
    rows = [parse_row(content)] if whole else [parse_row(row) for row in split_rows(content)]
    if len(rows) > 1 and rows[-1].blank and not rows[-1].named:
        rows.pop()
    if name.removesuffix("*") in THREE_COLUMNS:
        rows = [drop_second_ampersand(row) for row in rows]
    rows[-1].labels += labels
    if kind == "equation*":
        rows[0].tokens = in_aligned(rows[0].tokens)
    out: list[Token] = []
    for number, row in enumerate(rows):
        out += [Token("\\\\", row.tokens[0].at if row.tokens else 0, final=True)] if number else []
        out += row.tokens
        if row.named or not (starred or row.silent or row.blank):
            out += number_placeholder(row, equations)
    return in_environment(out, kind)


def number_placeholder(row: EquationRow, equations: Equations) -> list[Token]:
    tag = row.tag.value if row.tag else ""
    number = equations.add_row(tag, not (row.tag and row.tag.text.endswith("*")), row.labels)
    return tokens_at(
        rf"\tag{{q{number}}}\label{{q{number}}}", row.tokens[0].at if row.tokens else 0
    )


def in_aligned(tokens: list[Token]) -> list[Token]:
    if has_outside_groups(tokens, "&"):
        return in_environment(tokens, "aligned")
    return in_environment(tokens, "gathered") if has_outside_groups(tokens, "\\\\") else tokens


def lay_out_bare(
    tokens: list[Token], labels: list[str], equations: Equations, counted: bool
) -> list[Token]:
    """A displayed formula without an environment, or with other things beside an environment."""
    content = inner_forms(tokens)
    rows = [parse_row(row) for row in split_rows(content)]
    if sum(row.tag is not None for row in rows) > 1:
        name = "align*" if has_outside_groups(content, "&") else "gather*"
        return lay_out_environment(name, content, labels, equations)
    row = parse_row(content)
    row.labels += labels
    if not row.named and not (counted and not row.silent):
        return in_aligned(row.tokens)
    name = "equation" if counted or row.labels else "equation*"
    return lay_out_environment(name, content, labels, equations)
