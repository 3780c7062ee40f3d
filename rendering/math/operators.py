"""Commands for operators, limits and roots, which need the tokens before or after them."""

import re

from ..messages import message
from .expand import Expander
from .latex_tokens import Malformed, Token, tokens_at
from .lengths import read_length


def operator_name(reader: Expander, token: Token) -> None:
    """A name in another font becomes a `\\mathop`: the converter takes only letters as a name."""
    starred = reader.read_if("*") or token.text == r"\operatornamewithlimits"
    content = reader.argument()
    if any(inner.text[0] == "\\" and inner.text[1:2].isalpha() for inner in content):
        limits = [Token(r"\limits", token.at)] if starred and reader.display else []
        reader.push([*command_with_argument(r"\mathop", content, token.at), *limits])
        return
    reader.emit(r"\operatorname*" if starred else r"\operatorname", token.at)
    reader.push([Token("{", token.at), *content, Token("}", token.at)])


def command_with_argument(command: str, content: list[Token], at: int) -> list[Token]:
    return [Token(command, at, final=True), Token("{", at), *content, Token("}", at)]


def mathop(reader: Expander, token: Token) -> None:
    r"""`\mathop{…}`; in a display its scripts stand below and above."""
    content = command_with_argument(r"\mathop", reader.argument(), token.at)
    if reader.display and reader.peek() in ("_", "^"):
        content.append(Token(r"\limits", token.at))
    reader.push(content)


def limits(reader: Expander, token: Token) -> None:
    """`\\limits` after anything; the converter allows it only after its own operators."""
    base = last_group(reader.out)
    if (base and base[0].text[0] != "{" and len(base) == 1) or not base:
        reader.emit(token.text, token.at)
        return
    del reader.out[-len(base) :]
    low, high = scripts(reader)
    at = token.at
    around = [*set_script(r"\underset", low, at), *set_script(r"\overset", high, at)]
    closing = [Token("}", at)] * ((low is not None) + (high is not None))
    done = [part._replace(final=True) for part in base]
    reader.push([*around, *done, *closing])


def set_script(command: str, script: list[Token] | None, at: int) -> list[Token]:
    if script is None:
        return []
    return [*command_with_argument(command, script, at), Token("{", at)]


def scripts(reader: Expander) -> tuple[list[Token] | None, list[Token] | None]:
    found: dict[str, list[Token]] = {}
    while reader.peek() in ("_", "^") and reader.peek() not in found:
        sign = reader.next().text
        found[sign] = reader.argument()
    return found.get("_"), found.get("^")


def last_group(out: list[Token]) -> list[Token]:
    """The last group of `out` with the command before it, or the last token."""
    depth = 0
    for start in range(len(out) - 1, -1, -1):
        text = out[start].text
        depth += (text == "}") - (text == "{" or (text[-1] == "{" and len(text) > 2))
        if depth <= 0 and not out[start].blank:
            before = out[start - 1].text if start and text == "{" else ""
            return out[start - bool(re.fullmatch(r"\\[A-Za-z]+\*?", before)) :]
    return []


def negation(reader: Expander, token: Token) -> None:
    r"""`\not` before a group strikes the group through."""
    if reader.peek() == "{":
        content = reader.argument()
        command = token.text if len(content) == 1 else r"\cancel"
        reader.push(command_with_argument(command, content, token.at))
        return
    reader.emit(token.text, token.at)


def buildrel(reader: Expander, token: Token) -> None:
    above = read_until(reader, r"\over", token.at)
    reader.push(command_with_argument(r"\overset", above, token.at))


def read_until(reader: Expander, words: str, at: int) -> list[Token]:
    content: list[Token] = []
    while reader.stack:
        token = reader.stack.pop()
        if token.text == words:
            return content
        content.append(token)
    raise Malformed(message("command-missing", command=words), at)


def root(reader: Expander, token: Token) -> None:
    degree = read_until(reader, r"\of", token.at)
    reader.push([*tokens_at(r"\sqrt[{", token.at), *degree, *tokens_at("}]", token.at)])


def square_root(reader: Expander, token: Token) -> None:
    """Put the degree in a group of its own, so that a bracket in it does not end it."""
    degree = reader.optional()
    reader.emit(token.text, token.at)
    if degree is not None:
        reader.push([*tokens_at("[{", token.at), *degree, *tokens_at("}]", token.at)])


def above(reader: Expander, token: Token) -> None:
    read_length(reader)
    reader.emit(r"\over ", token.at)


def surd(reader: Expander, token: Token) -> None:
    following = reader.peek()
    reader.emit(r"\sqrt" if following[:1].isalnum() or following == "{" else r"\surd", token.at)
