"""The formulas of one article: expanded, numbered, converted, or shown as their source."""

import re
from dataclasses import dataclass, field
from html import escape, unescape

from math_core import LatexToMathML

from ..document import Document, Formula, attributes
from .commands import BUILTIN, COMMANDS
from .expand import LISTED, SPECIAL, STARRED, Budget, Expander
from .guard import LONGEST, LONGEST_EXPANDED, TOO_DEEP, is_too_deep, objection
from .layout import lay_out
from .macros import Macro, compile_macros
from .mathml import content_of, finish, nothing
from .numbering import ID_PREFIX, Equation, Equations
from .places import line_and_column, source_place
from .tidy import MAY_STAND, is_tidy
from .tokens import Malformed, Missing, Token, written

ERROR = re.compile(r'<(?:p|span) class="math-core-error" title="(?:(\d+): )?([^"]*)">')
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
    """

    formula: Formula
    latex: str
    tokens: list[Token] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    lines: list[Equation] = field(default_factory=list)
    others: list[Formula] = field(default_factory=list)


class Article:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.equations = Equations()
        self.macros: dict[str, Macro] = BUILTIN | compile_macros(document.options.macros)
        self.known: set[str] = {*SPECIAL, *COMMANDS, *self.macros}
        self.budget = Budget()
        self.plain_ones: dict[tuple[str, bool, bool], Prepared] = {}
        self.failed = 0

    def convert(self, formulas: list[Formula]) -> None:
        ready = [made for formula in formulas[:MOST_FORMULAS] if (made := self.prepare(formula))]
        for formula in formulas[MOST_FORMULAS:]:
            self.show_source(formula, f"more than {MOST_FORMULAS} formulas in one article")
        pairs = [(made.latex, made.formula.display) for made in ready]
        converted = list(zip(ready, CONVERTER.convert_all(pairs), strict=True))
        for made, mathml in converted:
            for line in made.lines:
                line.shown = not ERROR.match(mathml)
        self.write_tags()
        for made, mathml in converted:
            self.accept(made, mathml)

    def prepare(self, formula: Formula) -> Prepared | None:
        """None for what the converter need not, must not, or will see already."""
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
            self.show_source(formula, str(problem), problem.at)
            return None

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
        refuse(objection(latex, LONGEST_EXPANDED))
        return Prepared(formula, latex, tokens, expander.marks, self.equations.lines[before:])

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

    def accept(self, made: Prepared, mathml: str) -> None:
        reason, at = "", 0
        if error := ERROR.match(mathml):
            reason, at = (
                unescape(error[2]).rstrip("."),
                source_place(made.tokens, int(error[1] or 0)),
            )
        elif is_too_deep(mathml):
            reason = TOO_DEEP
        html = "" if reason else self.shown(made, mathml)
        for formula in (made.formula, *made.others):
            formula.html = html
            if reason:
                self.show_source(formula, reason, at)

    def shown(self, made: Prepared, mathml: str) -> str:
        math = self.equations.fill_in(finish(mathml, made.formula, made.marks))
        if made.formula.display:
            return self.box("div" if made.formula.block else "span", math)
        return math

    def box(self, tag: str, math: str) -> str:
        """What a wide formula scrolls in, by touch or by keys; so it has a name."""
        name = attributes(tabindex="0", role="group", **{"aria-label": self.document.words.display})
        return f'<{tag} class="eq"><{tag} class="box"{name}>{math}</{tag}></{tag}>'

    def show_source(self, formula: Formula, reason: str, at: int = 0) -> None:
        code = f'<code class="bad-math">{escape(formula.latex.strip(), quote=False)}</code>'
        formula.html = f"<pre>{code}</pre>" if formula.block else code
        self.failed += 1
        if self.failed > MOST_WARNINGS:
            return
        line, column = line_and_column(self.document, formula, at)
        place = f"column {column}: " if column else ""
        message = f"This formula is shown as source ({place}{reason})"
        self.document.warn(message, formula.latex, line)


def refuse(reason: str | None) -> None:
    if reason:
        raise Malformed(reason, 0)
