"""What placeholders in the HTML stand for: formulas, references to equations, code blocks."""

from dataclasses import dataclass, field

from .messages import Message


@dataclass(slots=True)
class Formula:
    """`block` means that it stands between paragraphs, not inside one. `html` is set by
    `convert_formulas`.

    `written` is the source with its delimiters, in case that it is part of an address. `label` is
    a label from outside of the LaTeX, with the same effect as a `\\label` inside; it must be set
    before `convert_formulas`.
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
    """A reference to a numbered equation: `document.hold(EquationReference("euler"))`.

    It becomes a link with the text `(2)`, or `2` without `brackets`. An unknown label gives `(??)`
    and a warning.
    """

    label: str
    brackets: bool = True
    line: int | None = None
    html: str = ""


@dataclass(slots=True)
class CodeBlock:
    """`tab` is its title in a group of tabs, '' for the name of its language; None is no tab.

    `numbers` says whether to number the lines; None if the author does not say, until the block is
    highlighted. `start` and `step`
    are the first line number and the step between shown ones. `marks` are kinds of highlighted
    lines with the first and the last line; `link` has an address and its text; `problems` are
    warnings that are reported when the block is in a document. `words` are those of the diagram
    that is drawn of it; None if it is shown as code.
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
    problems: list[Message] = field(default_factory=list)
    words: str | None = None
