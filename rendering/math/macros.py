r"""Macros: of the site, of an article (`\newcommand` in a formula), and those that many expect.

The site's table is text, a macro a line: `\R \mathbb{R}`, `\abs \left| #1 \right|`, or as LaTeX
defines them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .reader import Reader
from .tokens import Malformed, Token, place, written

MOST_MACROS = 500
LONGEST_BODY = 500
MOST_ARGUMENTS = 9

NAME = re.compile(r"\\(?:[A-Za-z]+|[^A-Za-z\s\\{}()\[\]$&#_^%~,;:!<> -])")
# Redefined, these would change what a formula is, not what it says.
UNTOUCHABLE = frozenset(
    rf"\{name}"
    for name in (
        *("begin", "end", "left", "right", "middle", "tag", "label", "ref", "eqref", "notag"),
        *("nonumber", "newcommand", "renewcommand", "providecommand", "def", "let"),
        *("DeclareMathOperator", "DeclarePairedDelimiter"),
    )
)
DEFINING = frozenset(
    {
        *(r"\newcommand", r"\renewcommand", r"\providecommand", r"\def", r"\gdef", r"\let"),
        *(r"\DeclareMathOperator", r"\DeclarePairedDelimiter"),
    }
)


@dataclass(frozen=True, slots=True)
class Macro:
    """`default` is what the first argument is, where its square brackets are left out."""

    tokens: tuple[Token, ...]
    arguments: int = 0
    default: tuple[Token, ...] | None = None
    starred: bool = False

    def body(self, reader: Reader, at: int) -> list[Token]:
        """The body with the arguments that `reader` gives, all standing at the call."""
        if self.starred:
            reader.takes("*")
        given: list[list[Token]] = []
        if self.default is not None:
            given.append(reader.optional() or list(self.default))
        while len(given) < self.arguments:
            given.append(reader.argument())
        return list(fill(self.tokens, given, at))


def fill(tokens: tuple[Token, ...], given: list[list[Token]], at: int) -> list[Token]:
    filled: list[Token] = []
    for token in tokens:
        if argument := number(token):
            filled += given[argument - 1] if argument <= len(given) else []
        else:
            filled.append(token._replace(at=at))
    return filled


def macro(body: str) -> Macro:
    """From a body alone: its highest `#` says how many arguments it takes."""
    tokens = parameters(place(body, 0))
    return Macro(tokens, max(map(number, tokens), default=0))


def number(token: Token) -> int:
    """Of the argument that `token` stands for, else 0."""
    return int(token.text[1:]) if token.text[0] == "#" and len(token.text) > 1 else 0


def parameters(tokens: list[Token]) -> tuple[Token, ...]:
    """`#` and a digit as one token."""
    joined: list[Token] = []
    for token in tokens:
        if joined and joined[-1].text == "#" and token.text in "123456789":
            joined[-1] = joined[-1]._replace(text=f"#{token.text}")
        else:
            joined.append(token)
    return tuple(joined)


def read_definition(reader: Reader, command: Token) -> tuple[str, Macro]:
    r"""The name and the meaning that follow `\newcommand` or another of its kind."""
    starred = reader.takes("*")
    name = read_name(reader, command)
    match command.text:
        case r"\DeclareMathOperator":
            return name, operator(reader.argument(), starred)
        case r"\DeclarePairedDelimiter":
            return name, delimiters(reader.argument(), reader.argument())
        case r"\let":
            reader.skip_blank()
            reader.takes("=")
            return name, Macro((reader.next()._replace(final=True),))
        case r"\def" | r"\gdef":
            return name, plain_definition(reader)
    return name, counted_definition(reader)


def read_name(reader: Reader, command: Token) -> str:
    name = written(reader.argument()).strip()
    if not NAME.fullmatch(name):
        raise Malformed(f"“{name}” cannot be the name of a macro", command.at)
    if name in UNTOUCHABLE:
        raise Malformed(f"{name} cannot be defined anew", command.at)
    return name


def counted_definition(reader: Reader) -> Macro:
    count = written(reader.optional() or []).strip() or "0"
    default = reader.optional()
    if not (count.isascii() and count.isdigit() and int(count) <= MOST_ARGUMENTS):
        raise Malformed(f"“{count}” is no number of arguments", reader.at)
    body = parameters(reader.argument())
    return Macro(body, int(count), None if default is None else tuple(default))


def plain_definition(reader: Reader) -> Macro:
    count = 0
    while reader.peek() == "#":
        reader.next()
        count += 1
        if reader.next().text != str(count):
            raise Malformed("the arguments must be #1, #2 and so on", reader.at)
    if reader.peek() != "{":
        raise Malformed("text between the arguments of a macro is not supported", reader.at)
    return Macro(parameters(reader.argument()), count)


def operator(words: list[Token], starred: bool) -> Macro:
    opening = r"\operatorname*{" if starred else r"\operatorname{"
    return Macro((*place(opening, 0), *words, *place("}", 0)))


def delimiters(left: list[Token], right: list[Token]) -> Macro:
    body = (*place(r"\left", 0), *left, Token("#1", 0), *place(r"\right", 0), *right)
    return Macro(body, 1, starred=True)


def compile_macros(table: Mapping[str, str]) -> dict[str, Macro]:
    return {rf"\{name}": macro(body) for name, body in table.items()}
