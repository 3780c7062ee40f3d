r"""Commutative diagrams of amscd, `A @>f>> B`, as an array with arrows between its columns."""

from .expand import Expander
from .reader import Reader
from .tokens import Malformed, Token, place

ACROSS = {">": r"\xrightarrow", "<": r"\xleftarrow"}
DOWN = {"A": r"\Big\uparrow ", "V": r"\Big\downarrow "}
PLAIN = {"=": r"\xlongequal{\quad}", "|": r"\Big\Vert ", ".": ""}
MOST_COLUMNS = 32


def diagram(reader: Expander, at: int) -> None:
    """What stands between `\\begin{CD}`, which is read, and its end."""
    inner = Reader(content(reader, at))
    made = place(rf"\begin{{array}}{{{'c' * MOST_COLUMNS}}}", at)
    while inner.stack:
        token = inner.stack.pop()
        if token.text == "@":
            made += arrow(inner, at)
        else:
            made.append(token)
    reader.push([*made, *place(r"\end{array}", at)])


def content(reader: Expander, at: int) -> list[Token]:
    taken: list[Token] = []
    while reader.stack:
        token = reader.stack.pop()
        if token.text == r"\end":
            reader.words()
            return taken
        taken.append(token)
    raise Malformed(r"\begin{CD} is never closed", at)


def arrow(inner: Reader, at: int) -> list[Token]:
    """An arrow across has a column of its own; one down is followed by an empty one."""
    kind = inner.next().text
    if kind in PLAIN:
        sign = place(PLAIN[kind], at)
        return below(sign, at) if kind == "|" else between(sign, at)
    first, second = until(inner, kind, at), until(inner, kind, at)
    if kind in ACROSS:
        low = [*place("[{", at), *second, *place("}]", at)] if second else []
        high = braced(first or place(r"\quad", at), at)
        return between([Token(ACROSS[kind], at), *low, *high], at)
    if kind not in DOWN:
        raise Malformed(f"“@{kind}” is no arrow", at)
    left, right = aside(r"\mathllap", first, at), aside(r"\mathrlap", second, at)
    return below([*left, *place(DOWN[kind], at), *right], at)


def between(tokens: list[Token], at: int) -> list[Token]:
    return [Token("&", at), *tokens, Token("&", at)]


def below(tokens: list[Token], at: int) -> list[Token]:
    return [*tokens, Token("&", at), Token("&", at)]


def aside(command: str, label: list[Token], at: int) -> list[Token]:
    small = [*place(r"\scriptstyle ", at), *label]
    return [Token(command, at), *braced(small, at)] if label else []


def braced(tokens: list[Token], at: int) -> list[Token]:
    return [Token("{", at), *tokens, Token("}", at)]


def until(inner: Reader, kind: str, at: int) -> list[Token]:
    taken: list[Token] = []
    depth = 0
    while inner.stack:
        token = inner.stack.pop()
        if token.text == kind and not depth:
            return taken
        depth += (token.text == "{") - (token.text == "}")
        taken.append(token)
    raise Malformed(f"the arrow @{kind} is never closed", at)
