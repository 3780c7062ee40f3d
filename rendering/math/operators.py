"""Operators with their limits, roots, and other commands that reach for what stands around."""

import re

from .expand import Expander
from .lengths import read_length
from .tokens import Malformed, Token, place


def operator_name(reader: Expander, token: Token) -> None:
    """A name in another face is no name to the converter, but an operator all the same."""
    starred = reader.takes("*") or token.text == r"\operatornamewithlimits"
    content = reader.argument()
    if any(inner.text[0] == "\\" and inner.text[1:2].isalpha() for inner in content):
        limits = [Token(r"\limits", token.at)] if starred and reader.display else []
        reader.push([*wrapped(r"\mathop", content, token.at), *limits])
        return
    reader.emit(r"\operatorname*" if starred else r"\operatorname", token.at)
    reader.push([Token("{", token.at), *content, Token("}", token.at)])


def wrapped(command: str, content: list[Token], at: int) -> list[Token]:
    return [Token(command, at, final=True), Token("{", at), *content, Token("}", at)]


def operator(reader: Expander, token: Token) -> None:
    r"""`\mathop{…}`, whose scripts in a display stand below and above."""
    content = wrapped(r"\mathop", reader.argument(), token.at)
    if reader.display and reader.peek() in ("_", "^"):
        content.append(Token(r"\limits", token.at))
    reader.push(content)


def limits(reader: Expander, token: Token) -> None:
    """Scripts below and above anything; the converter allows it for its own operators."""
    base = last_thing(reader.out)
    if (base and base[0].text[0] != "{" and len(base) == 1) or not base:
        reader.emit(token.text, token.at)
        return
    del reader.out[-len(base) :]
    low, high = scripts(reader)
    at = token.at
    around = [*over(r"\underset", low, at), *over(r"\overset", high, at)]
    closing = [Token("}", at)] * ((low is not None) + (high is not None))
    done = [part._replace(final=True) for part in base]
    reader.push([*around, *done, *closing])


def over(command: str, script: list[Token] | None, at: int) -> list[Token]:
    if script is None:
        return []
    return [*wrapped(command, script, at), Token("{", at)]


def scripts(reader: Expander) -> tuple[list[Token] | None, list[Token] | None]:
    found: dict[str, list[Token]] = {}
    while reader.peek() in ("_", "^") and reader.peek() not in found:
        sign = reader.next().text
        found[sign] = reader.argument()
    return found.get("_"), found.get("^")


def last_thing(out: list[Token]) -> list[Token]:
    """The group at the end of `out`, with the command that it belongs to; else the last token."""
    depth = 0
    for start in range(len(out) - 1, -1, -1):
        text = out[start].text
        depth += (text == "}") - (text == "{" or (text[-1] == "{" and len(text) > 2))
        if depth <= 0 and not out[start].blank:
            before = out[start - 1].text if start and text == "{" else ""
            return out[start - bool(re.fullmatch(r"\\[A-Za-z]+\*?", before)) :]
    return []


def negated(reader: Expander, token: Token) -> None:
    r"""`\not` before a group strikes it through."""
    if reader.peek() == "{":
        content = reader.argument()
        command = token.text if len(content) == 1 else r"\cancel"
        reader.push(wrapped(command, content, token.at))
        return
    reader.emit(token.text, token.at)


def built(reader: Expander, token: Token) -> None:
    above = until(reader, r"\over", token.at)
    reader.push(wrapped(r"\overset", above, token.at))


def until(reader: Expander, words: str, at: int) -> list[Token]:
    content: list[Token] = []
    while reader.stack:
        token = reader.stack.pop()
        if token.text == words:
            return content
        content.append(token)
    raise Malformed(f"{words} is missing", at)


def root(reader: Expander, token: Token) -> None:
    degree = until(reader, r"\of", token.at)
    reader.push([*place(r"\sqrt[{", token.at), *degree, *place("}]", token.at)])


def square_root(reader: Expander, token: Token) -> None:
    """The degree in a group of its own, so that no bracket in it ends it."""
    degree = reader.optional()
    reader.emit(token.text, token.at)
    if degree is not None:
        reader.push([*place("[{", token.at), *degree, *place("}]", token.at)])


def above(reader: Expander, token: Token) -> None:
    read_length(reader)
    reader.emit(r"\over ", token.at)


def surd(reader: Expander, token: Token) -> None:
    following = reader.peek()
    reader.emit(r"\sqrt" if following[:1].isalnum() or following == "{" else r"\surd", token.at)
