r"""LaTeX that people write, put in the words that the converter knows, the way TeX expands macros.

Macros and commands are replaced where they stand and read again, until only the converter's own
words are left. What the author wrote stays in the annotation.
"""

import re
from collections.abc import Callable, Mapping

from .macros import Macro
from .reader import Reader
from .tokens import SILENT, Malformed, Token, place, tokenize

# Steps for one formula, and for all the formulas of an article: real ones take a few hundred.
MOST_STEPS = 20_000
MOST_MOVED = 50_000
MOST_STEPS_IN_ARTICLE = 1_000_000
ENDLESS = "a macro expands without end"
EXHAUSTED = "the formulas of this article are too much work"
# Colours that have no name.
MARK, BOX_MARK = r"\color[HTML]{{ABC{:03X}}}", r"\color[HTML]{{ABD{:03X}}}"
MOST_MARKS = 0x1000

# What shows whether a formula needs any of this: most are read as they stand.
LISTED = re.compile(r"\\(?:[A-Za-z]+|[^A-Za-z]|$)|&|[^\x00-\x7f]|%")
SPECIAL = frozenset({"&", "%", "\\", "\\\n", *SILENT})
STARRED = re.compile(r"\\[A-Za-z]+\*")

Command = Callable[["Expander", Token], None]


class Budget:
    """What is left of the work that one article may cause."""

    def __init__(self, steps: int = MOST_STEPS_IN_ARTICLE) -> None:
        self.steps = steps


class Expander(Reader):
    """`out` is what was read and expanded; `marks` are attributes for what no LaTeX can say;
    `lost` is what the page will not show.

    The converter writes colours as they come, so that the number of a mark travels as one.
    """

    def __init__(
        self,
        latex: str,
        macros: Mapping[str, Macro],
        commands: Mapping[str, Command],
        display: bool,
        budget: Budget,
    ) -> None:
        super().__init__(tokenize(latex))
        self.macros = macros
        self.commands = commands
        self.display = display
        self.budget = budget
        self.moved = 0
        self.out: list[Token] = []
        self.marks: list[str] = []
        self.lost: list[str] = []
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
        """Put back tokens: what is moved about counts too, or nesting would cost its square."""
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
        """Say `text` as it is, never looked up again."""
        self.out.append(Token(text, at, final=True, value=value))

    def say(self, text: str, at: int) -> None:
        """Read `text` next, as if the author had written it here."""
        self.push(place(text, at))

    def mark(self, attributes: str, at: int, pattern: str = MARK) -> Token:
        """A token that gives what follows in its group these attributes, in the end."""
        if len(self.marks) == MOST_MARKS:
            raise Malformed("too many colours and sizes", at)
        self.marks.append(attributes)
        return Token(pattern.format(len(self.marks) - 1), at, final=True)
