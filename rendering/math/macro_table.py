r"""The site's table of macros: a line for each, `\R \mathbb{R}`, or as LaTeX defines it."""

import re
from collections.abc import Mapping

from .macros import (
    DEFINING,
    LONGEST_BODY,
    MOST_MACROS,
    NAME,
    UNTOUCHABLE,
    Macro,
    compile_macros,
    read_definition,
)
from .reader import Reader
from .tokens import Malformed, Token, tokenize, written

MOST_NESTED = 20
MOST_TOKENS = 2_000
WORD = re.compile(r"\\([A-Za-z]+)\s+(\S.*)")


class MacroError(ValueError):
    """What is wrong with the table, for whoever edits it; `line` counts from one."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"Line {line}: {reason}")
        self.line = line


def parse_macros(text: str) -> dict[str, str]:
    """The bodies by name, for `render(macros=…)`; MacroError where a line makes no sense."""
    table: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("%"):
            name, body = read_line(line.strip(), number)
            if name in table:
                raise MacroError(number, rf"\{name} is in line {lines[name]} too; keep one of them")
            table[name], lines[name] = body, number
    if len(table) > MOST_MACROS:
        raise MacroError(0, f"there are more than {MOST_MACROS} macros; leave some out")
    refuse_circles(table, lines)
    return table


def read_line(line: str, number: int) -> tuple[str, str]:
    try:
        tokens = tokenize(line)
        if tokens[0].text in DEFINING:
            name, body = defined(Reader(tokens[1:]), tokens[0], number)
        elif match := WORD.fullmatch(line):
            name, body = rf"\{match[1]}", match[2].strip()
            refuse_loose_braces(body)
        else:
            raise MacroError(number, r"write a name and what it stands for, as in: \R \mathbb{R}")
    except Malformed as problem:
        raise MacroError(number, f"{problem}; look at its braces") from None
    return checked(name, body, number), body


def refuse_loose_braces(body: str) -> None:
    reader = Reader([*tokenize(body), Token("}", 0)])
    reader.until_brace(0)
    if reader.stack:
        raise Malformed("a brace is closed and was never opened", 0)


def defined(reader: Reader, command: Token, number: int) -> tuple[str, str]:
    name, macro = read_definition(reader, command)
    if macro.default is not None or macro.starred or command.text == r"\let":
        example = r"write it without, as in: \abs \left| #1 \right|"
        raise MacroError(number, f"optional arguments and stars are not supported here; {example}")
    body = written(macro.tokens)
    if arguments_of(body) != macro.arguments:
        raise MacroError(number, f"{name} takes {macro.arguments} arguments but does not use all")
    return name, body


def arguments_of(body: str) -> int:
    (macro,) = compile_macros({"x": body}).values()
    return macro.arguments


def checked(name: str, body: str, number: int) -> str:
    if not NAME.fullmatch(name) or not name[1:].isalpha():
        raise MacroError(number, f"“{name}” cannot be the name of a macro; use letters alone")
    if name in UNTOUCHABLE:
        raise MacroError(number, f"{name} is LaTeX's own and holds formulas together; rename it")
    if len(body) > LONGEST_BODY:
        raise MacroError(number, f"{name} is longer than {LONGEST_BODY} characters; shorten it")
    return name[1:]


def refuse_circles(table: Mapping[str, str], lines: Mapping[str, int]) -> None:
    """A macro that leads to itself, or that grows without measure, would end in every formula."""
    sizes: dict[str, int] = {}
    macros = compile_macros(table)
    for name in table:
        measure(name, macros, sizes, lines)


def measure(
    name: str, macros: Mapping[str, Macro], sizes: dict[str, int], lines: Mapping[str, int]
) -> None:
    """How many tokens each macro becomes in the end: the deepest first."""
    path = [name]
    while path:
        current = path[-1]
        inner = [token.text[1:] for token in macros[rf"\{current}"].tokens if token.text in macros]
        missing = next((each for each in inner if each not in sizes), None)
        if missing is None:
            sizes[current] = len(macros[rf"\{current}"].tokens) + sum(sizes[each] for each in inner)
            if sizes[current] > MOST_TOKENS:
                raise MacroError(
                    lines[current], rf"\{current} becomes too long when it is expanded"
                )
            path.pop()
        elif missing in path or len(path) > MOST_NESTED:
            raise MacroError(lines[current], rf"\{current} leads back to \{missing} without end")
        else:
            path.append(missing)
