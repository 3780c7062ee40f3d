r"""Commands of the physics package that read brackets or count arguments: `\dv[2]{f}{x}`."""

from .expand import Expander
from .latex_tokens import Token, tokens_at

DERIVATIVES = (
    *(r"\dv", r"\derivative", r"\odv", r"\pdv", r"\pderivative", r"\partialderivative"),
    *(r"\fdv", r"\fderivative", r"\functionalderivative"),
)
# Each command with the bracket around its matrix.
MATRICES = {
    **dict.fromkeys((r"\mqty", r"\matrixquantity", r"\smqty", r"\xmatrix"), ""),
    **dict.fromkeys((r"\pmqty", r"\spmqty"), "("),
    **dict.fromkeys((r"\bmqty", r"\sbmqty"), "["),
    **dict.fromkeys((r"\vmqty", r"\svmqty", r"\mdet", r"\smdet", r"\matrixdeterminant"), "|"),
}
PAIRS = {"(": ")", "[": "]", "|": "|", r"\{": r"\}"}


def quantity(reader: Expander, token: Token) -> None:
    """Brackets that grow with their content."""
    opening = reader.peek()
    if opening == "{":
        content, opening = reader.argument(), r"\{"
    elif opening in PAIRS:
        reader.next()
        content = until_pair(reader, opening)
    else:
        return
    at = token.at
    left, right = tokens_at(rf"\left{opening} ", at), tokens_at(rf" \right{PAIRS[opening]}", at)
    reader.push([*left, *content, *right])


def matrix(reader: Expander, token: Token) -> None:
    r"""`\mqty(a & b \\ c & d)`, with the brackets in the source."""
    opening, at = MATRICES[token.text], token.at
    if reader.peek() in PAIRS:
        opening = reader.next().text
        content = until_pair(reader, opening)
    else:
        content = reader.argument()
    name = "smallmatrix" if token.text.startswith(r"\s") else "matrix"
    inner = [*tokens_at(rf"\begin{{{name}}}", at), *content, *tokens_at(rf"\end{{{name}}}", at)]
    if opening:
        inner = [
            *tokens_at(rf"\left{opening}", at),
            *inner,
            *tokens_at(rf"\right{PAIRS[opening]}", at),
        ]
    reader.push(inner)


def until_pair(reader: Expander, opening: str) -> list[Token]:
    closing, depth = PAIRS[opening], 1
    content: list[Token] = []
    while reader.stack:
        token = reader.stack.pop()
        depth += (token.text == opening != closing) - (token.text == closing)
        if not depth:
            break
        content.append(token)
    return content


def derivative(reader: Expander, token: Token) -> None:
    r"""`\dv{x}`, `\dv{f}{x}`, `\dv[n]{f}{x}`; `\pdv{f}{x}{y}`."""
    reader.read_if("*")
    at, sign = token.at, differential(token.text)
    order = reader.optional() or []
    first = reader.argument()
    rest: list[list[Token]] = []
    while reader.peek() == "{" and len(rest) < (2 if token.text.startswith(r"\p") else 1):
        rest.append(reader.argument())
    over, under = (first, rest) if rest else ([], [first])
    power = [*tokens_at("^{", at), *order, *tokens_at("}", at)] if order else []
    if len(under) == 2:
        power_above, power = tokens_at("^{2}", at), []
    else:
        power_above = power
    below = [t for part in under for t in [*tokens_at(sign, at), *grouped(part, at), *power]]
    fraction = tokens_at(r"\frac{", at)
    reader.push(
        [
            *fraction,
            *tokens_at(sign, at),
            *power_above,
            *grouped(over, at),
            *tokens_at("}{", at),
            *below,
            *tokens_at("}", at),
        ]
    )


def differential(name: str) -> str:
    if name.startswith(r"\p"):
        return r"\partial "
    return r"\delta " if name.startswith(r"\f") else r"\mathrm{d}"


def grouped(tokens: list[Token], at: int) -> list[Token]:
    return [Token("{", at), *tokens, Token("}", at)] if tokens else []


def braket(reader: Expander, token: Token) -> None:
    r"""`\braket{a}{b}` as in physics, `\braket{a | b}` as in braket."""
    parts = [reader.argument()]
    if reader.peek() == "{":
        parts.append(reader.argument())
    at = token.at
    if len(parts) == 2:
        bar = tokens_at(r"\middle|", at)
        content = [*parts[0], *bar, *parts[1]]
    else:
        content = [t for inner in parts[0] for t in middle_bar(inner, at)]
    reader.push([*tokens_at(r"\left\langle ", at), *content, *tokens_at(r"\right\rangle ", at)])


def middle_bar(token: Token, at: int) -> list[Token]:
    return tokens_at(r"\middle|", at) if token.text in ("|", r"\vert", r"\mid") else [token]


def expectation(reader: Expander, token: Token) -> None:
    r"""`\expval{A}`, `\expval{A}{\psi}`."""
    first = reader.argument()
    at = token.at
    middle = tokens_at(r"\middle|", at)
    if reader.peek() == "{":
        state = reader.argument()
        first = [*state, *middle, *first, *middle, *state]
    reader.push([*tokens_at(r"\left\langle ", at), *first, *tokens_at(r"\right\rangle ", at)])
