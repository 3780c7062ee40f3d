"""Blocks of code: their languages, options and marked lines."""

from .extraction import gettext_noop as _

SENTENCES = {
    "code-too-much": _(
        "All the code of this article is too long to be highlighted; this part is not"
    ),
    "code-line-too-long": _("This code has a line too long to be highlighted; break it"),
    "code-like-text": _(
        "This looks like text, not code, and is not highlighted; its language may be text"
    ),
    "language-unknown": _("Unknown code language “%(language)s”, shown as plain text%(hint)s"),
    "similar-language": _("; did you mean “%(language)s”?"),
    "diagram-not-drawn": _(
        "This diagram cannot be drawn and is shown as code; the program says: %(reason)s"
    ),
    "diagram-empty": _("There is nothing to draw in this diagram, so it is shown as code"),
    "diagram-too-large": _(
        "This diagram is too large to be drawn and is shown as code; divide it into several"
    ),
    "diagrams-too-many": _(
        "Drawing the diagrams of this article takes too long; this one is shown as code"
    ),
    "diagrams-not-installed": _(
        "This server cannot draw such diagrams, because the package %(package)s is not installed; "
        "this one is shown as code"
    ),
    "marked-line-missing": _(
        "There is no line %(lines)s to mark in this code; its lines are 1-%(last)s"
    ),
    "fence-info-too-long": _("What stands behind this fence is too long; the end is ignored"),
    "option-without-end": _("The value of “%(option)s” does not end; close its quotes or brackets"),
    "option-names-no-lines": _("“%(text)s” names no lines; write them as 1,3-5"),
    "option-wants-number": _("“%(option)s” wants the number of the first line, not “%(text)s”"),
    "option-unknown": _("Unknown option “%(option)s” of a code block; did you mean “%(similar)s”?"),
}
