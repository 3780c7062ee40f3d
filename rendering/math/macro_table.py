r"""The site's macros: one per line, as `\R \mathbb{R}` or as a LaTeX definition."""

import re
from collections.abc import Mapping

from ..messages import Message, in_words, message
from .latex_tokens import Malformed, Token, to_latex, tokenize
from .macro_definitions import (
    DEFINING,
    LONGEST_BODY,
    MOST_MACROS,
    NAME,
    PROTECTED,
    Macro,
    compile_macros,
    read_definition,
)
from .token_reader import TokenReader

MOST_NESTED = 20
MOST_TOKENS = 2_000
WORD = re.compile(r"\\([A-Za-z]+)\s+(\S.*)")


class MacroError(ValueError):
    """An error in the table; `message` says what is wrong, for the person who edits it."""

    def __init__(self, line: int, reason: Message) -> None:
        self.message = message("macro-in-line", line=line, reason=reason) if line else reason
        super().__init__(in_words(self.message))


def parse_macros(text: str) -> dict[str, str]:
    """Parse the table to bodies by name, as `Options.macros` takes them. Raises MacroError."""
    table: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("%"):
            name, body = read_macro_line(line.strip(), number)
            if name in table:
                told = message("macro-repeated", name=rf"\{name}", other=lines[name])
                raise MacroError(number, told)
            table[name], lines[name] = body, number
    if len(table) > MOST_MACROS:
        raise MacroError(0, message("macros-too-many", most=MOST_MACROS))
    refuse_recursion(table, lines)
    return table


def read_macro_line(line: str, number: int) -> tuple[str, str]:
    try:
        tokens = tokenize(line)
        if tokens[0].text in DEFINING:
            name, body = read_latex_definition(TokenReader(tokens[1:]), tokens[0], number)
        elif match := WORD.fullmatch(line):
            name, body = rf"\{match[1]}", match[2].strip()
            refuse_loose_braces(body)
        else:
            raise MacroError(number, message("macro-without-body"))
    except Malformed as problem:
        raise MacroError(number, message("macro-malformed", reason=problem.reason)) from None
    return checked_name(name, body, number), body


def refuse_loose_braces(body: str) -> None:
    reader = TokenReader([*tokenize(body), Token("}", 0)])
    reader.until_brace(0)
    if reader.stack:
        raise Malformed(message("brace-not-opened"), 0)


def read_latex_definition(reader: TokenReader, command: Token, number: int) -> tuple[str, str]:
    name, macro = read_definition(reader, command)
    if macro.default is not None or macro.starred or command.text == r"\let":
        raise MacroError(number, message("macro-option-refused"))
    body = to_latex(macro.tokens)
    if argument_count(body) != macro.arguments:
        told = message("macro-argument-unused", name=name, count=macro.arguments)
        raise MacroError(number, told)
    return name, body


def argument_count(body: str) -> int:
    (macro,) = compile_macros({"x": body}).values()
    return macro.arguments


def checked_name(name: str, body: str, number: int) -> str:
    if not NAME.fullmatch(name) or not name[1:].isalpha():
        raise MacroError(number, message("macro-name-not-letters", name=name))
    if name in PROTECTED:
        raise MacroError(number, message("macro-of-latex", name=name))
    if len(body) > LONGEST_BODY:
        raise MacroError(number, message("macro-too-long", name=name, most=LONGEST_BODY))
    return name[1:]


def refuse_recursion(table: Mapping[str, str], lines: Mapping[str, int]) -> None:
    """Refuse macros that expand to themselves or grow beyond measure: every use would fail."""
    sizes: dict[str, int] = {}
    macros = compile_macros(table)
    for name in table:
        measure_expansion(name, macros, sizes, lines)


def measure_expansion(
    name: str, macros: Mapping[str, Macro], sizes: dict[str, int], lines: Mapping[str, int]
) -> None:
    """Compute how many tokens each macro expands to, the innermost macros first."""
    path = [name]
    while path:
        current = path[-1]
        inner = [token.text[1:] for token in macros[rf"\{current}"].tokens if token.text in macros]
        missing = next((each for each in inner if each not in sizes), None)
        if missing is None:
            sizes[current] = len(macros[rf"\{current}"].tokens) + sum(sizes[each] for each in inner)
            if sizes[current] > MOST_TOKENS:
                raise MacroError(lines[current], message("macro-grows", name=rf"\{current}"))
            path.pop()
        elif missing in path or len(path) > MOST_NESTED:
            told = message("macro-leads-back", name=rf"\{current}", other=rf"\{missing}")
            raise MacroError(lines[current], told)
        else:
            path.append(missing)
