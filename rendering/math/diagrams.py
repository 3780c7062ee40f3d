r"""Commutative diagrams of amscd, `A @>f>> B`, as an array with arrows between its columns."""

from ..messages import message
from .expand import Expander
from .latex_tokens import Malformed, Token, tokens_at
from .token_reader import TokenReader

ACROSS = {">": r"\xrightarrow", "<": r"\xleftarrow"}
DOWN = {"A": r"\Big\uparrow ", "V": r"\Big\downarrow "}
PLAIN = {"=": r"\xlongequal{\quad}", "|": r"\Big\Vert ", ".": ""}
MOST_COLUMNS = 32


def diagram(reader: Expander, at: int) -> None:
    """Rewrite the diagram after `\\begin{CD}`, up to and including its end."""
    inner = TokenReader(diagram_tokens(reader, at))
    out = tokens_at(rf"\begin{{array}}{{{'c' * MOST_COLUMNS}}}", at)
    while inner.stack:
        token = inner.stack.pop()
        if token.text == "@":
            out += arrow(inner, at)
        else:
            out.append(token)
    reader.push([*out, *tokens_at(r"\end{array}", at)])


def diagram_tokens(reader: Expander, at: int) -> list[Token]:
    taken: list[Token] = []
    while reader.stack:
        token = reader.stack.pop()
        if token.text == r"\end":
            reader.argument_text()
            return taken
        taken.append(token)
    raise Malformed(message("environment-not-closed", name="CD"), at)


def arrow(inner: TokenReader, at: int) -> list[Token]:
    """A horizontal arrow has a column of its own; a vertical one is followed by an empty column."""
    kind = inner.next().text
    if kind in PLAIN:
        sign = tokens_at(PLAIN[kind], at)
        return vertical_arrow(sign, at) if kind == "|" else horizontal_arrow(sign, at)
    first, second = arrow_label(inner, kind, at), arrow_label(inner, kind, at)
    if kind in ACROSS:
        low = [*tokens_at("[{", at), *second, *tokens_at("}]", at)] if second else []
        high = braced(first or tokens_at(r"\quad", at), at)
        return horizontal_arrow([Token(ACROSS[kind], at), *low, *high], at)
    if kind not in DOWN:
        raise Malformed(message("arrow-none", arrow=f"@{kind}"), at)
    left, right = side_label(r"\mathllap", first, at), side_label(r"\mathrlap", second, at)
    return vertical_arrow([*left, *tokens_at(DOWN[kind], at), *right], at)


def horizontal_arrow(tokens: list[Token], at: int) -> list[Token]:
    return [Token("&", at), *tokens, Token("&", at)]


def vertical_arrow(tokens: list[Token], at: int) -> list[Token]:
    return [*tokens, Token("&", at), Token("&", at)]


def side_label(command: str, label: list[Token], at: int) -> list[Token]:
    small = [*tokens_at(r"\scriptstyle ", at), *label]
    return [Token(command, at), *braced(small, at)] if label else []


def braced(tokens: list[Token], at: int) -> list[Token]:
    return [Token("{", at), *tokens, Token("}", at)]


def arrow_label(inner: TokenReader, kind: str, at: int) -> list[Token]:
    taken: list[Token] = []
    depth = 0
    while inner.stack:
        token = inner.stack.pop()
        if token.text == kind and not depth:
            return taken
        depth += (token.text == "{") - (token.text == "}")
        taken.append(token)
    raise Malformed(message("arrow-not-closed", arrow=f"@{kind}"), at)
