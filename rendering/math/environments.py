r"""`\begin{…}` and `\end{…}`: environments rewritten to those that the converter knows."""

import re

from ..messages import message
from .diagrams import diagram
from .expand import Expander
from .latex_tokens import Malformed, Token, tokens_at
from .text_mode import text_box
from .token_reader import TokenReader

MOST_COLUMNS = 64
NAME = re.compile(r"[A-Za-z]{1,40}\*?")

# What replaces the beginning and the end of an environment.
REPLACED = {
    "split": (r"\begin{aligned}", r"\end{aligned}"),
    "alignedat": (r"\begin{aligned}", r"\end{aligned}"),
    "gathered": (r"\begin{gathered}", r"\end{gathered}"),
    "aligned": (r"\begin{aligned}", r"\end{aligned}"),
    "smallmatrix": (r"{\smallsize\begin{matrix}", r"\end{matrix}}"),
    "crampedsubarray": (r"\begin{subarray}", r"\end{subarray}"),
    "lgathered": (r"\begin{gathered}", r"\end{gathered}"),
    "multlined": (r"\begin{gathered}", r"\end{gathered}"),
    "rgathered": (r"\begin{gathered}", r"\end{gathered}"),
    "smallmatrix*": (r"{\smallsize\begin{matrix}", r"\end{matrix}}"),
    "spreadlines": ("", ""),
    "numcases": (r"\begin{cases}", r"\end{cases}"),
    "tabular": (r"\begin{array}", r"\end{array}"),
    "array": (r"\begin{array}", r"\end{array}"),
    "darray": (r"\begin{array}", r"\end{array}"),
    "subequations": ("", ""),
    "center": ("", ""),
    "math": ("", ""),
    "displaymath": ("", ""),
    "small": ("", ""),
}
# Environments whose second column is text.
TEXT_CASES = frozenset({"cases*", "dcases*", "rcases*", "drcases*"})
FENCES = {
    "": ("", ""),
    "p": (r"\left(", r"\right)"),
    "b": (r"\left[", r"\right]"),
    "B": (r"\left\{", r"\right\}"),
    "v": (r"\left\lvert ", r"\right\rvert "),
    "V": (r"\left\lVert ", r"\right\rVert "),
}
ALIGNED_MATRIX = re.compile(r"([pbBvV]?)matrix\*")
SMALL_MATRIX = re.compile(r"([pbBvV])smallmatrix\*?")
# Displayed environments, each with the unnumbered environment that replaces it.
DISPLAYED = {
    "equation": "equation*",
    "dmath": "equation*",
    "align": "align*",
    "alignat": "align*",
    "xalignat": "align*",
    "xxalignat": "align*",
    "flalign": "align*",
    "eqnarray": "align*",
    "IEEEeqnarray": "align*",
    "gather": "gather*",
    "dgroup": "gather*",
    "multline": "multline*",
}
# Environments whose name is followed by the number of columns or by a column specification.
COUNTED = frozenset({"alignat", "alignedat", "xalignat", "xxalignat", "IEEEeqnarray", "numcases"})
POSITIONED = frozenset({"aligned", "alignedat", "gathered", "array", "tabular", "split"})


def read_environment_name(reader: Expander, token: Token) -> str:
    name = reader.argument_text()
    if not NAME.fullmatch(name):
        raise Malformed(message("environment-none", name=name), token.at)
    return name


def begin_environment(reader: Expander, token: Token) -> None:
    name = read_environment_name(reader, token)
    bare = name.removesuffix("*")
    if name == "CD":
        return diagram(reader, token.at)
    if name in POSITIONED:
        take_position(reader)
    if bare in COUNTED:
        reader.argument()
    if name in TEXT_CASES:
        reader.push(
            [
                *environment_tokens(rf"\begin{{{bare}}}", token.at),
                *cases_with_text(reader, token.at),
            ]
        )
    elif bare in DISPLAYED:
        reader.emit(rf"\begin{{{name}}}", token.at, name)
    elif ALIGNED_MATRIX.fullmatch(name):
        begin_aligned_matrix(reader, name, token.at)
    elif match := SMALL_MATRIX.fullmatch(name):
        reader.push_text(rf"{FENCES[match[1]][0]}\begin{{smallmatrix}}", token.at)
    elif REPLACED.get(name, ("",))[0] == r"\begin{array}":
        reader.emit(r"\begin{array}{" + column_spec(reader.argument(), token.at) + "}", token.at)
    else:
        reader.push(environment_tokens(REPLACED.get(name, (rf"\begin{{{name}}}", ""))[0], token.at))
    return None


def end_environment(reader: Expander, token: Token) -> None:
    name = read_environment_name(reader, token)
    name = name.removesuffix("*") if name in TEXT_CASES else name
    if name.removesuffix("*") in DISPLAYED:
        reader.emit(rf"\end{{{name}}}", token.at, name)
    elif match := ALIGNED_MATRIX.fullmatch(name):
        reader.push(environment_tokens(r"\end{array}" + FENCES[match[1]][1], token.at))
    elif match := SMALL_MATRIX.fullmatch(name):
        reader.push_text(rf"\end{{smallmatrix}}{FENCES[match[1]][1]}", token.at)
    else:
        reader.push(environment_tokens(REPLACED.get(name, ("", rf"\end{{{name}}}"))[1], token.at))


def cases_with_text(reader: Expander, at: int) -> list[Token]:
    r"""The rest of a cases environment, with the second column in `\text`."""
    out: list[Token] = []
    condition: list[Token] | None = None
    depth = 0
    while reader.stack and not (reader.stack[-1].text == r"\end" and not depth):
        token = reader.stack.pop()
        depth += (token.text in ("{", r"\begin")) - (token.text in ("}", r"\end"))
        if not depth and token.text == "&" and condition is None:
            out.append(token)
            condition = []
        elif not depth and token.text == "\\\\" and condition is not None:
            out += [*text_box(condition, at), token]
            condition = None
        else:
            (out if condition is None else condition).append(token)
    return [*out, *text_box(condition or [], at)]


def environment_tokens(text: str, at: int) -> list[Token]:
    r"""Tokenize `text`, with each `\begin{x}` and `\end{x}` as one final token."""
    parts = re.split(r"(\\(?:begin|end)\{[^{}]*\})", text)
    done = [
        [Token(part, at, final=True)] if number % 2 else tokens_at(part, at)
        for number, part in enumerate(parts)
    ]
    return [token for tokens in done for token in tokens]


def take_position(reader: Expander) -> None:
    """Skip a vertical position such as `[t]`, which is not a bracket of the equation."""
    reader.skip_blank()
    following = [token.text for token in reader.stack[:-4:-1]]
    if (
        len(following) == 3
        and following[0] == "["
        and following[1] in "tcb"
        and following[2] == "]"
    ):
        del reader.stack[-3:]


def begin_aligned_matrix(reader: Expander, name: str, at: int) -> None:
    fence = FENCES[name.removesuffix("matrix*")][0]
    side = "".join(token.text for token in reader.optional() or []).strip() or "c"
    column = side if side in "lcr" else "c"
    array = Token(rf"\begin{{array}}{{{column * MOST_COLUMNS}}}", at, final=True)
    reader.push([*environment_tokens(fence, at), array])


def column_spec(preamble: list[Token], at: int) -> str:
    """The column specification, reduced to alignments and rules, without lengths and material."""
    inner, spec = TokenReader(preamble), ""
    while inner.stack and len(spec) < MOST_COLUMNS:
        token = inner.stack.pop()
        if token.text in "lcr|:":
            spec += token.text
        elif token.text in "pmbX":
            spec += "l"
            take_group(inner)
        elif token.text in "@!><":
            take_group(inner)
        elif token.text == "*":
            spec += repeated_columns(inner, at)
    return spec[:MOST_COLUMNS] or "c"


def take_group(inner: TokenReader) -> None:
    if inner.peek() == "{":
        inner.argument()


def repeated_columns(inner: TokenReader, at: int) -> str:
    count = inner.argument_text()
    if not (count.isascii() and count.isdigit() and len(count) < 3):
        raise Malformed(message("columns-none", text=count), at)
    return "".join(token.text for token in inner.argument() if token.text in "lcr|:") * int(count)
