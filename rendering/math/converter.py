"""The formulas of one article: expanded, numbered, converted, or shown as their source."""

import re
from dataclasses import dataclass, field
from html import escape, unescape

from math_core import LatexToMathML

from ..document import Document, html_attributes
from ..placeholders import Formula
from .commands import BUILTIN, COMMANDS
from .expand import LISTED, SPECIAL, STARRED, Budget, Expander
from .guard import LONGEST, LONGEST_EXPANDED, TOO_DEEP, is_too_deep, objection
from .layout import lay_out
from .macros import Macro, compile_macros
from .mathml import content_of, finish, nothing
from .numbering import ID_PREFIX, Equation, Equations
from .plain_check import MAY_STAND, is_tidy
from .positions import line_and_column, source_place
from .temml import Temml
from .tokens import Malformed, Missing, Token, written

ERROR = re.compile(r'<(?:p|span) class="math-core-error" title="(?:(\d+): )?([^"]*)">')
UNKNOWN = 'Unknown command "'
HINT = r"look at its spelling, or define it with \newcommand"
MOST_FORMULAS = 20_000
MOST_WARNINGS = 100

CONVERTER = LatexToMathML(
    annotation=True,
    continue_on_error=True,
    fancy_error=False,
    # \widetilde and its like: a little short in some browsers beats not at all.
    allow_unreliable_rendering=True,
    id_prefix=ID_PREFIX,
)


@dataclass(slots=True)
class Prepared:
    """A formula as the converter is to read it; `tokens` tell where its parts were written.

    `others` are the same formula again: most symbols of an article stand in it many times.
    `problem` is why it is shown as source, with its place in what the author wrote.
    """

    formula: Formula
    latex: str
    tokens: list[Token] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    lines: list[Equation] = field(default_factory=list)
    others: list[Formula] = field(default_factory=list)
    problem: str = ""
    at: int = 0
    mathml: str = ""


class Article:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.equations = Equations()
        self.macros: dict[str, Macro] = BUILTIN | compile_macros(document.options.macros)
        self.known: set[str] = {*SPECIAL, *COMMANDS, *self.macros}
        self.budget = Budget()
        self.plain_ones: dict[tuple[str, bool, bool], Prepared] = {}
        self.temml = Temml()
        self.warned = 0

    def convert(self, formulas: list[Formula]) -> None:
        ready = [made for formula in formulas[:MOST_FORMULAS] if (made := self.prepare(formula))]
        for formula in formulas[MOST_FORMULAS:]:
            self.show_source(formula, f"more than {MOST_FORMULAS} formulas in one article")
        readable = [made for made in ready if not made.problem]
        pairs = [(made.latex, made.formula.display) for made in readable]
        for made, mathml in zip(readable, CONVERTER.convert_all(pairs), strict=True):
            take(made, mathml)
        for made in ready:
            if made.problem:
                self.ask_temml(made)
            for line in made.lines:
                line.shown = not made.problem
        self.write_tags()
        for made in ready:
            self.accept(made)

    def prepare(self, formula: Formula) -> Prepared | None:
        """None for what the converter need not see, or will see already."""
        written = (formula.latex, formula.display, formula.block)
        if not formula.label and (same := self.plain_ones.get(written)):
            same.others.append(formula)
            return None
        try:
            if made := self.plain(formula):
                self.plain_ones[written] = made
            return made or self.expanded(formula)
        except Malformed as problem:
            self.note_missing(problem)
            return Prepared(formula, formula.latex, problem=str(problem), at=problem.at)

    def note_missing(self, problem: Malformed) -> None:
        """So that the article is rendered again once the part is there."""
        if isinstance(problem, Missing):
            self.document.missing.add(problem.part)

    def plain(self, formula: Formula) -> Prepared | None:
        """A formula that the converter can read as it stands, as most can."""
        latex = formula.latex
        found = self.known.intersection(LISTED.findall(latex))
        if formula.label or STARRED.search(latex) or not found <= MAY_STAND:
            return None
        if found and not is_tidy(latex, found):
            return None
        refuse(objection(latex))
        return Prepared(formula, latex)

    def expanded(self, formula: Formula) -> Prepared | None:
        if len(formula.latex) > LONGEST:
            raise Malformed(f"longer than {LONGEST} characters", 0)
        expander = Expander(formula.latex, self.macros, COMMANDS, formula.display, self.budget)
        out = expander.run()
        if expander.defined:
            self.macros |= expander.defined
            self.known |= expander.defined.keys()
            self.plain_ones.clear()
            if all(token.blank for token in out):
                formula.html = nothing(formula)
                return None
        before = len(self.equations.lines)
        tokens = lay_out(out, formula, self.equations)
        latex = written(tokens)
        made = Prepared(formula, latex, tokens, expander.marks, self.equations.lines[before:])
        made.problem = objection(latex, LONGEST_EXPANDED) or ""
        if expander.lost:
            self.warn_of(formula, f"is shown without {'; '.join(expander.lost)}")
        return made

    def ask_temml(self, made: Prepared) -> None:
        """It may convert what the converter could not; else the formula keeps its problem."""
        try:
            other = self.temml.convert(made.latex, made.formula.display, made.marks)
        except Missing as problem:
            self.note_missing(problem)
            made.problem = f"{made.problem}; {problem}"
            return
        if other is not None:
            made.mathml, made.problem = other.mathml, ""
            if other.lost:
                self.warn_of(made.formula, "is shown without " + ", ".join(other.lost))

    def write_tags(self) -> None:
        """Tags that are formulas themselves."""
        lines = [line for line in self.equations.lines if line.has_formula]
        snippets = [(self.tag_latex(line.tag), False) for line in lines]
        for line, mathml in zip(lines, CONVERTER.convert_all(snippets), strict=True):
            line.markup = "" if ERROR.match(mathml) else content_of(mathml)

    def tag_latex(self, tag: str) -> str:
        expander = Expander(rf"\text{{{tag}}}", self.macros, COMMANDS, False, self.budget)
        try:
            latex = written(expander.run())
            refuse(objection(latex))
        except Malformed as problem:
            self.note_missing(problem)
            return r"\text{?}"
        return latex

    def accept(self, made: Prepared) -> None:
        html = "" if made.problem else self.shown(made)
        for formula in (made.formula, *made.others):
            formula.html = html
            if made.problem:
                self.show_source(formula, made.problem, made.at)

    def shown(self, made: Prepared) -> str:
        math = self.equations.fill_in(finish(made.mathml, made.formula, made.marks))
        if made.formula.display:
            return self.box("div" if made.formula.block else "span", math)
        return math

    def box(self, tag: str, math: str) -> str:
        """What a wide formula scrolls in, by touch or by keys; so it has a name."""
        name = html_attributes(
            tabindex="0", role="group", **{"aria-label": self.document.words.display}
        )
        return f'<{tag} class="eq"><{tag} class="box"{name}>{math}</{tag}></{tag}>'

    def show_source(self, formula: Formula, reason: str, at: int = 0) -> None:
        code = f'<code class="bad-math">{escape(formula.latex.strip(), quote=False)}</code>'
        formula.html = f"<pre>{code}</pre>" if formula.block else code
        self.warn_of(formula, "is shown as source", reason, at)

    def warn_of(self, formula: Formula, what: str, reason: str = "", at: int = 0) -> None:
        self.warned += 1
        if self.warned > MOST_WARNINGS:
            return
        line, column = line_and_column(self.document, formula, at)
        place = f"column {column}: " if column and reason else ""
        detail = f" ({place}{reason})" if reason else ""
        self.document.warn(f"This formula {what}{detail}", formula.latex, line)


def take(made: Prepared, mathml: str) -> None:
    """What the converter made of it, or why it could not."""
    if error := ERROR.match(mathml):
        problem = unescape(error[2]).rstrip(".")
        made.problem = f"{problem}; {HINT}" if problem.startswith(UNKNOWN) else problem
        made.at = source_place(made.tokens, int(error[1] or 0))
    elif is_too_deep(mathml):
        made.problem = TOO_DEEP
    else:
        made.mathml = mathml


def refuse(reason: str | None) -> None:
    if reason:
        raise Malformed(reason, 0)
