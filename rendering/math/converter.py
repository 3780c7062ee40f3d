"""Converts the formulas of one article: expands macros, numbers equations, calls the converter."""

import re
from dataclasses import dataclass, field
from html import escape, unescape

from math_core import LatexToMathML

from ..document import Document, html_attributes
from ..messages import Message, message
from ..placeholders import Formula
from .commands import BUILTIN, COMMANDS
from .converter_errors import converter_error
from .equation_layout import lay_out
from .expand import EXPANDABLE, SPECIAL, STARRED, Expander, StepBudget
from .guard import LONGEST, LONGEST_EXPANDED, TOO_DEEP, converter_objection, is_too_deep
from .latex_tokens import Malformed, Missing, Token, to_latex
from .macro_definitions import Macro, compile_macros
from .mathml import finish_mathml, hidden_formula, math_content
from .misspelt_commands import line_with_similar_command, with_similar_command
from .numbering import ID_PREFIX, Equation, Equations
from .passthrough import PASSED_THROUGH, needs_no_rewriting
from .positions import line_and_column, source_position
from .spoken import formula_name
from .temml import Temml

ERROR = re.compile(r'<(?:p|span) class="math-core-error" title="(?:(\d+): )?([^"]*)">')
MOST_FORMULAS = 20_000
MOST_WARNINGS = 100

CONVERTER = LatexToMathML(
    annotation=True,
    continue_on_error=True,
    fancy_error=False,
    # Allows \widetilde and similar accents, which some browsers draw a little too short.
    allow_unreliable_rendering=True,
    id_prefix=ID_PREFIX,
)


@dataclass(slots=True)
class PreparedFormula:
    """A formula in the form that the converter reads.

    `tokens` map positions in `latex` back to the source. `others` are further formulas with the
    same source: most symbols of an article occur many times. `problem` is the reason why the
    formula is shown as source, if it is, and `at` its position in the author's LaTeX.
    """

    formula: Formula
    latex: str
    tokens: list[Token] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    lines: list[Equation] = field(default_factory=list)
    others: list[Formula] = field(default_factory=list)
    problem: Message | None = None
    at: int = 0
    mathml: str = ""


class FormulaConverter:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.equations = Equations()
        self.macros: dict[str, Macro] = BUILTIN | compile_macros(document.options.macros)
        self.expandable: set[str] = {*SPECIAL, *COMMANDS, *self.macros}
        self.budget = StepBudget()
        self.prepared: dict[tuple[str, bool, bool], PreparedFormula] = {}
        self.temml = Temml()
        self.warned = 0

    def convert(self, formulas: list[Formula]) -> None:
        ready = [
            prepared for formula in formulas[:MOST_FORMULAS] if (prepared := self.prepare(formula))
        ]
        for formula in formulas[MOST_FORMULAS:]:
            self.show_source(formula, message("formulas-too-many", most=MOST_FORMULAS))
        readable = [prepared for prepared in ready if not prepared.problem]
        pairs = [(prepared.latex, prepared.formula.display) for prepared in readable]
        for prepared, mathml in zip(readable, CONVERTER.convert_all(pairs), strict=True):
            store_result(prepared, mathml)
        for prepared in ready:
            if prepared.problem:
                self.try_temml(prepared)
            for line in prepared.lines:
                line.shown = not prepared.problem
        self.write_tags()
        for prepared in ready:
            self.write_html(prepared)

    def prepare(self, formula: Formula) -> PreparedFormula | None:
        """None if there is nothing to convert, or if an equal formula is prepared already."""
        written = (formula.latex, formula.display, formula.block)
        if not formula.label and (same := self.prepared.get(written)):
            same.others.append(formula)
            return None
        try:
            if prepared := self.pass_through(formula):
                self.prepared[written] = prepared
            return prepared or self.expand(formula)
        except Malformed as problem:
            self.note_missing(problem)
            return PreparedFormula(formula, formula.latex, problem=problem.reason, at=problem.at)

    def note_missing(self, problem: Malformed) -> None:
        """Record the missing package, so that the article is rendered again once it is there."""
        if isinstance(problem, Missing):
            self.document.missing_packages.add(problem.part)

    def pass_through(self, formula: Formula) -> PreparedFormula | None:
        """The formula unchanged, if the converter can read it so; most formulas need no more."""
        latex = formula.latex
        found = self.expandable.intersection(EXPANDABLE.findall(latex))
        if formula.label or STARRED.search(latex) or not found <= PASSED_THROUGH:
            return None
        if found and not needs_no_rewriting(latex, found):
            return None
        raise_if_refused(converter_objection(latex))
        return PreparedFormula(formula, latex)

    def expand(self, formula: Formula) -> PreparedFormula | None:
        if len(formula.latex) > LONGEST:
            raise Malformed(message("formula-too-long", most=LONGEST), 0)
        expander = Expander(formula.latex, self.macros, COMMANDS, formula.display, self.budget)
        out = expander.run()
        if expander.defined:
            self.macros |= expander.defined
            self.expandable |= expander.defined.keys()
            self.prepared.clear()
            if all(token.blank for token in out):
                formula.html = hidden_formula(formula)
                return None
        before = len(self.equations.lines)
        tokens = lay_out(out, formula, self.equations)
        latex = to_latex(tokens)
        prepared = PreparedFormula(
            formula, latex, tokens, expander.marks, self.equations.lines[before:]
        )
        prepared.problem = converter_objection(latex, LONGEST_EXPANDED)
        if expander.lost:
            self.warn_of(formula, message("formula-lacks", lost=expander.lost))
        return prepared

    def try_temml(self, prepared: PreparedFormula) -> None:
        """Let Temml convert what the converter could not; the problem stays if it cannot either."""
        try:
            other = self.temml.convert(prepared.latex, prepared.formula.display, prepared.marks)
        except Missing as problem:
            self.note_missing(problem)
            prepared.problem = message("reasons", reasons=[prepared.problem, problem.reason])
            return
        if other is not None:
            prepared.mathml, prepared.problem = other.mathml, None
            if other.lost:
                self.warn_of(prepared.formula, message("formula-lacks", lost=list(other.lost)))

    def write_tags(self) -> None:
        """Convert the tags that contain formulas themselves."""
        lines = [line for line in self.equations.lines if line.has_formula]
        snippets = [(self.tag_latex(line.tag), False) for line in lines]
        for line, mathml in zip(lines, CONVERTER.convert_all(snippets), strict=True):
            line.markup = "" if ERROR.match(mathml) else math_content(mathml)

    def tag_latex(self, tag: str) -> str:
        expander = Expander(rf"\text{{{tag}}}", self.macros, COMMANDS, False, self.budget)
        try:
            latex = to_latex(expander.run())
            raise_if_refused(converter_objection(latex))
        except Malformed as problem:
            self.note_missing(problem)
            return r"\text{?}"
        return latex

    def write_html(self, prepared: PreparedFormula) -> None:
        html = "" if prepared.problem else self.markup(prepared)
        for formula in (prepared.formula, *prepared.others):
            formula.html = html
            if prepared.problem:
                self.show_source(formula, prepared.problem, prepared.at)

    def markup(self, prepared: PreparedFormula) -> str:
        math = self.equations.fill_placeholders(
            finish_mathml(prepared.mathml, prepared.formula.latex, tuple(prepared.marks))
        )
        if prepared.formula.display:
            return self.scroll_box(prepared, math)
        return math

    def scroll_box(self, prepared: PreparedFormula, math: str) -> str:
        """Wrap a displayed formula in a box that scrolls.

        `data-name` is its accessible name if it does: a script makes it focusable then. Otherwise
        a name would be read before the formula, which screen readers read themselves.
        """
        tag = "div" if prepared.formula.block else "span"
        numbers = [line.text(line.brackets) for line in prepared.lines]
        name = formula_name(math, numbers, self.document.words, self.document.language)
        attributes = html_attributes(**{"data-name": name})
        return f'<{tag} class="eq"><{tag} class="box"{attributes}>{math}</{tag}></{tag}>'

    def show_source(self, formula: Formula, reason: Message, at: int = 0) -> None:
        code = f'<code class="bad-math">{escape(formula.latex.strip(), quote=False)}</code>'
        formula.html = f"<pre>{code}</pre>" if formula.block else code
        line, column = line_and_column(self.document, formula, at)
        fix = None
        if self.warned < MOST_WARNINGS:
            reason = with_similar_command(reason, self.macros)
        if line and column:
            written = self.document.source.split("\n")[line - 1]
            fix = line_with_similar_command(written, column, reason)
            reason = message("reason-in-column", column=column, reason=reason)
        self.warn_of(formula, message("formula-is-source", reason=reason), line, fix)

    def warn_of(
        self, formula: Formula, told: Message, line: int | None = None, fix: str | None = None
    ) -> None:
        self.warned += 1
        if self.warned <= MOST_WARNINGS:
            line = line or line_and_column(self.document, formula, 0)[0]
            self.document.warn(told, formula.latex, line, fix)


def store_result(prepared: PreparedFormula, mathml: str) -> None:
    """Store the converter's MathML in `prepared`, or the reason why there is none."""
    if error := ERROR.match(mathml):
        prepared.problem = converter_error(unescape(error[2]).rstrip("."))
        prepared.at = source_position(prepared.tokens, int(error[1] or 0))
    elif is_too_deep(mathml):
        prepared.problem = TOO_DEEP
    else:
        prepared.mathml = mathml


def raise_if_refused(reason: Message | None) -> None:
    if reason:
        raise Malformed(reason, 0)
