"""What a placeholder in the HTML stands for: a formula, a reference to an equation, code."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Formula:
    """`block` means that it stands between paragraphs, not inside one; `written` is the whole
    of it, where it may turn out to be part of an address.

    A `label` from outside the LaTeX, as books write it behind a formula, numbers the formula and
    names it, as a label inside would. It must be there before `convert_formulas`.
    """

    latex: str
    display: bool
    block: bool
    line: int | None = None
    html: str = ""
    label: str = ""
    written: str = ""


@dataclass(slots=True)
class EquationReference:
    """A mention of a numbered equation in the prose: `document.hold(Reference("euler"))`.

    It becomes a link that reads `(2)`, or `2` without `brackets`, wherever the equation stands;
    one to an unknown label reads `(??)` and is warned of.
    """

    label: str
    brackets: bool = True
    line: int | None = None
    html: str = ""


@dataclass(slots=True)
class CodeBlock:
    """`tab` is its title among tabs, empty where the language will do; None: it is no tab.

    `numbers` is None where the author does not say whether to number the lines. `marks` are kinds
    of marks with the first and the last line; `link` has an address and its text; `problems` are
    warnings that wait for a document.
    """

    source: str
    language: str
    title: str
    line: int | None = None
    html: str = ""
    tab: str | None = None
    link: tuple[str, str] | None = None
    numbers: bool | None = None
    start: int = 1
    step: int = 1
    marks: list[tuple[str, int, int]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
