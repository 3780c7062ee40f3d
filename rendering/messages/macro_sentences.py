"""Definitions of LaTeX macros, in a formula or in the table of the site."""

from .extraction import gettext_noop as _

SENTENCES = {
    "macro-name-refused": _("“%(name)s” cannot be the name of a macro"),
    "macro-protected": _("%(name)s cannot be defined anew"),
    "macro-arguments-none": _("“%(text)s” is no number of arguments"),
    "macro-arguments-unordered": _("the arguments must be #1, #2 and so on"),
    "macro-text-between": _("text between the arguments of a macro is not supported"),
    # The table of the site
    "macro-in-line": _("Line %(line)s: %(reason)s"),
    "macro-repeated": _("%(name)s is in line %(other)s too; keep one of them"),
    "macros-too-many": _("there are more than %(most)s macros; leave some out"),
    "macro-without-body": _("write a name and what it stands for, as in: \\R \\mathbb{R}"),
    "macro-malformed": _("%(reason)s; look at its braces"),
    "macro-option-refused": _(
        "optional arguments and stars are not supported here; write it without, as in:"
        " \\abs \\left| #1 \\right|"
    ),
    "macro-argument-unused": _("%(name)s takes %(count)s arguments but does not use all"),
    "macro-name-not-letters": _("“%(name)s” cannot be the name of a macro; use letters alone"),
    "macro-of-latex": _("%(name)s is LaTeX's own and holds formulas together; rename it"),
    "macro-too-long": _("%(name)s is longer than %(most)s characters; shorten it"),
    "macro-grows": _("%(name)s becomes too long when it is expanded"),
    "macro-leads-back": _("%(name)s leads back to %(other)s without end"),
}
