"""Notes, tips and warnings: the same look from every spelling."""

from .wording import wording

TIPS = frozenset({"tip", "hint", "success", "check", "done"})
WARNINGS = frozenset(
    {
        *("warning", "caution", "attention", "danger", "error"),
        *("bug", "failure", "fail", "missing"),
    }
)
KINDS = frozenset(
    {
        *(*TIPS, *WARNINGS),
        *("abstract", "summary", "tldr", "info", "note", "todo", "important"),
        *("question", "help", "faq", "example", "quote", "cite", "seealso"),
    }
)


def callout_class(kind: str) -> str:
    if kind in TIPS:
        return "note tip"
    return "note warn" if kind in WARNINGS else "note"


def callout_title(kind: str, language: str) -> str:
    return wording(language).callouts.get(kind, kind.capitalize())
