r"""Expands macros and rewrites commands, until only commands of the converter are left.

As in TeX, the replacement of a macro or command is read again. The MathML annotation keeps the
author's source.
"""

import re
from collections.abc import Callable, Mapping

from ..messages import Message, message
from .latex_tokens import INVISIBLE_CHARACTERS, Malformed, Token, tokenize, tokens_at
from .macro_definitions import Macro
from .token_reader import TokenReader

# Limits per formula and per article; real formulas take a few hundred steps.
MOST_STEPS = 20_000
MOST_MOVED = 50_000
MOST_STEPS_IN_ARTICLE = 1_000_000
ENDLESS = message("macro-endless")
EXHAUSTED = message("formulas-too-much-work")
# Two ranges of colours, used as marks: the number of a mark is part of the colour.
MARK, BOX_MARK = r"\color[HTML]{{ABC{:03X}}}", r"\color[HTML]{{ABD{:03X}}}"
MOST_MARKS = 0x1000

# Decides whether a formula needs expansion; most are read as they stand.
EXPANDABLE = re.compile(r"\\(?:[A-Za-z]+|[^A-Za-z]|$)|&|[^\x00-\x7f]|%")
SPECIAL = frozenset({"&", "%", "\\", "\\\n", *INVISIBLE_CHARACTERS})
STARRED = re.compile(r"\\[A-Za-z]+\*")

Command = Callable[["Expander", Token], None]


class StepBudget:
    """The steps left for all formulas of an article."""

    def __init__(self, steps: int = MOST_STEPS_IN_ARTICLE) -> None:
        self.steps = steps


class Expander(TokenReader):
    """Reads a formula and writes to `out`.

    `marks` are attributes that LaTeX cannot express. The converter copies colours unchanged, so
    the number of a mark is passed through it as a colour. `lost` names what the page will not show.
    """

    def __init__(
        self,
        latex: str,
        macros: Mapping[str, Macro],
        commands: Mapping[str, Command],
        display: bool,
        budget: StepBudget,
    ) -> None:
        super().__init__(tokenize(latex))
        self.macros = macros
        self.commands = commands
        self.display = display
        self.budget = budget
        self.moved = 0
        self.out: list[Token] = []
        self.marks: list[str] = []
        self.lost: list[Message] = []
        self.defined: dict[str, Macro] = {}

    def run(self) -> list[Token]:
        for _ in range(MOST_STEPS):
            if not self.stack:
                return self.out
            self.budget.steps -= 1
            if self.budget.steps < 0:
                raise Malformed(EXHAUSTED, self.at)
            self.step(self.stack.pop())
        raise Malformed(ENDLESS, self.at)

    def push(self, tokens: list[Token]) -> None:
        """Put back tokens. The total is limited too, or nesting would cost quadratic time."""
        self.moved += len(tokens)
        if self.moved > MOST_MOVED:
            raise Malformed(ENDLESS, self.at)
        super().push(tokens)

    def step(self, token: Token) -> None:
        self.at = token.at
        if token.final:
            self.out.append(token)
        elif macro := self.macro(token.text):
            self.push(macro.body(self, token.at))
        elif command := self.commands.get(token.text):
            command(self, token)
        else:
            self.out.append(token)

    def macro(self, text: str) -> Macro | None:
        return self.defined.get(text) or self.macros.get(text)

    def emit(self, text: str, at: int, value: str = "") -> None:
        """Write `text`, which is not expanded again."""
        self.out.append(Token(text, at, final=True, value=value))

    def push_text(self, text: str, at: int) -> None:
        """Put back `text` as if the author had written it here."""
        self.push(tokens_at(text, at))

    def mark(self, attributes: str, at: int, pattern: str = MARK) -> Token:
        """A token that gives the rest of its group these MathML attributes."""
        if len(self.marks) == MOST_MARKS:
            raise Malformed(message("formula-marks-too-many"), at)
        self.marks.append(attributes)
        return Token(pattern.format(len(self.marks) - 1), at, final=True)
