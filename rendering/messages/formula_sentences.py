r"""Formulas: what is wrong with them, and why one is shown as its source."""

from .extraction import gettext_noop as _

SENTENCES = {
    "formula-is-source": _("This formula is shown as source (%(reason)s)"),
    "formula-lacks": _("This formula is shown without %(lost)s"),
    "reason-in-column": _("column %(column)s: %(reason)s"),
    "sign-in-column": _("%(sign)s (column %(column)s)"),
    "formula-without-end": _(
        "%(place)s begins a formula that does not end: put %(end)s behind it, before the next"
        " heading, or write %(escaped)s for the sign itself"
    ),
    "dollar-alone": _(
        "%(place)s looks like part of a formula but has no other one: put a $ directly before and"
        " directly behind the formula, or write \\$ for the sign itself"
    ),
    "equation-repeated": _("Two equations are called “%(label)s”; references lead to the first"),
    "equation-unknown": _("No equation is called “%(label)s”: give one \\label{%(label)s}"),
    # Why it is shown as source
    "command-unknown": _(
        "Unknown command “%(command)s”; look at its spelling, or define it with \\newcommand"
    ),
    "command-misspelt": _("Unknown command “%(command)s”; did you mean “%(similar)s”?"),
    "environment-unknown": _("Unknown environment “%(name)s”"),
    "converter-error": "%(error)s",
    "reasons": "%(reasons)s",
    "formulas-too-many": _("more than %(most)s formulas in one article"),
    "formula-too-long": _("longer than %(most)s characters"),
    "formula-too-deep": _("nested deeper than %(most)s levels"),
    "formula-pmod-too-many": _("more than %(most)s \\pmod"),
    "formula-brackets-too-many": _("more than %(most)s brackets open at once"),
    "formula-defines": _("macros of this kind cannot be defined in a formula"),
    "formula-marks-too-many": _("too many colours and sizes"),
    "macro-endless": _("a macro expands without end"),
    "formulas-too-much-work": _("the formulas of this article are too much work"),
    "argument-missing": _("an argument is missing"),
    "argument-missing-at-end": _("an argument is missing at the end"),
    "brace-not-closed": _("a brace is opened and never closed"),
    "brace-not-opened": _("a brace is closed and was never opened"),
    "square-bracket-not-closed": _("a square bracket is opened and never closed"),
    "formula-in-words-not-closed": _("a formula in words is opened and never closed"),
    "environment-not-closed": _("\\begin{%(name)s} is never closed"),
    "environment-none": _("“%(name)s” is no environment"),
    "token-missing-at-end": _("%(token)s is missing at the end"),
    "token-unmatched": _("%(token)s ends what has not begun"),
    "token-other": _("%(expected)s is expected here, not %(found)s"),
    "script-repeated": _(
        "a superscript or subscript follows another one; put the first into braces"
    ),
    "bracket-missing": _("%(command)s needs a bracket behind it"),
    "arrow-none": _("“%(arrow)s” is no arrow"),
    "arrow-not-closed": _("the arrow %(arrow)s is never closed"),
    "verb-without-text": _("\\verb without its text"),
    "verb-not-closed": _("\\verb is never closed"),
    "command-missing": _("%(command)s is missing"),
    "character-none": _("“%(text)s” is no character"),
    "colour-none": _("“%(text)s” is no colour"),
    "columns-none": _("“%(text)s” is no number of columns"),
    "unit-none": _("%(command)s is no unit; write it as it is read, as in \\unit{m/s}"),
    "file-in-formula": _("another file cannot stand in a formula"),
    "chemistry-needs-braces": _("%(command)s needs braces: %(command)s{H2O}"),
    "chemistry-not-understood": _("%(command)s does not understand “%(text)s”"),
    "chemistry-not-installed": _("%(command)s needs the packages of package.json: run make setup"),
    "temml-not-installed": _(
        "to try another converter, run make setup, which fetches the packages of package.json"
    ),
    # What it is shown without
    "lost-cell-colour": _("the colour of %(command)s: colour what the cell holds"),
    "lost-column-colour": _("the colour of %(command)s: colour what the cells hold"),
    "lost-rule": _("the rule of %(command)s: \\hline goes across all columns"),
    "lost-drawing": _(
        "what \\enclose draws: \\boxed, \\cancel, \\overline and \\textcircled are known"
    ),
    "lost-link": _("the link of \\href: put the formula into a link"),
}
