r"""Macros, and how `\newcommand`, `\def`, `\let`, `\DeclareMathOperator` … define them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..messages import message
from .latex_tokens import Malformed, Token, to_latex, tokens_at
from .token_reader import TokenReader

MOST_MACROS = 500
LONGEST_BODY = 500
MOST_ARGUMENTS = 9

NAME = re.compile(r"\\(?:[A-Za-z]+|[^A-Za-z\s\\{}()\[\]$&#_^%~,;:!<> -])")
# Redefining these would change the structure of a formula, not only its content.
PROTECTED = frozenset(
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
    """`default` replaces the first argument if its square brackets are left out."""

    tokens: tuple[Token, ...]
    arguments: int = 0
    default: tuple[Token, ...] | None = None
    starred: bool = False

    def body(self, reader: TokenReader, at: int) -> list[Token]:
        """The body with arguments read from `reader`; all tokens get the position of the call."""
        if self.starred:
            reader.read_if("*")
        given: list[list[Token]] = []
        if self.default is not None:
            given.append(reader.optional() or list(self.default))
        while len(given) < self.arguments:
            given.append(reader.argument())
        return list(substitute(self.tokens, given, at))


def substitute(tokens: tuple[Token, ...], given: list[list[Token]], at: int) -> list[Token]:
    filled: list[Token] = []
    for token in tokens:
        if argument := parameter_number(token):
            filled += given[argument - 1] if argument <= len(given) else []
        else:
            filled.append(token._replace(at=at))
    return filled


def macro_from_body(body: str) -> Macro:
    """A macro from its body; the highest `#` in it is the number of arguments."""
    tokens = join_parameters(tokens_at(body, 0))
    return Macro(tokens, max(map(parameter_number, tokens), default=0))


def parameter_number(token: Token) -> int:
    """The number of the argument that `token` stands for; 0 if it is not a parameter."""
    return int(token.text[1:]) if token.text[0] == "#" and len(token.text) > 1 else 0


def join_parameters(tokens: list[Token]) -> tuple[Token, ...]:
    """Join each `#` and the digit after it into one token."""
    joined: list[Token] = []
    for token in tokens:
        if joined and joined[-1].text == "#" and token.text in "123456789":
            joined[-1] = joined[-1]._replace(text=f"#{token.text}")
        else:
            joined.append(token)
    return tuple(joined)


def read_definition(reader: TokenReader, command: Token) -> tuple[str, Macro]:
    r"""Read the name and the macro after `\newcommand` or another defining command."""
    starred = reader.read_if("*")
    name = read_macro_name(reader, command)
    match command.text:
        case r"\DeclareMathOperator":
            return name, operator_macro(reader.argument(), starred)
        case r"\DeclarePairedDelimiter":
            return name, delimiter_macro(reader.argument(), reader.argument())
        case r"\let":
            reader.skip_blank()
            reader.read_if("=")
            return name, Macro((reader.next()._replace(final=True),))
        case r"\def" | r"\gdef":
            return name, read_def(reader)
    return name, read_newcommand(reader)


def read_macro_name(reader: TokenReader, command: Token) -> str:
    name = to_latex(reader.argument()).strip()
    if not NAME.fullmatch(name):
        raise Malformed(message("macro-name-refused", name=name), command.at)
    if name in PROTECTED:
        raise Malformed(message("macro-protected", name=name), command.at)
    return name


def read_newcommand(reader: TokenReader) -> Macro:
    count = to_latex(reader.optional() or []).strip() or "0"
    default = reader.optional()
    if not (count.isascii() and count.isdigit() and int(count) <= MOST_ARGUMENTS):
        raise Malformed(message("macro-arguments-none", text=count), reader.at)
    body = join_parameters(reader.argument())
    return Macro(body, int(count), None if default is None else tuple(default))


def read_def(reader: TokenReader) -> Macro:
    count = 0
    while reader.peek() == "#":
        reader.next()
        count += 1
        if reader.next().text != str(count):
            raise Malformed(message("macro-arguments-unordered"), reader.at)
    if reader.peek() != "{":
        raise Malformed(message("macro-text-between"), reader.at)
    return Macro(join_parameters(reader.argument()), count)


def operator_macro(words: list[Token], starred: bool) -> Macro:
    opening = r"\operatorname*{" if starred else r"\operatorname{"
    return Macro((*tokens_at(opening, 0), *words, *tokens_at("}", 0)))


def delimiter_macro(left: list[Token], right: list[Token]) -> Macro:
    body = (*tokens_at(r"\left", 0), *left, Token("#1", 0), *tokens_at(r"\right", 0), *right)
    return Macro(body, 1, starred=True)


def compile_macros(table: Mapping[str, str]) -> dict[str, Macro]:
    return {rf"\{name}": macro_from_body(body) for name, body in table.items()}
