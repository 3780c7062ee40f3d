"""Notes, tips and warnings: the same look from every spelling."""

from ..messages import wording

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


def callout_class(kind: str, stacked: bool = False) -> str:
    """`stacked` is one without the short title of its kind, which would stand beside its words."""
    look = " tip" if kind in TIPS else " warn" if kind in WARNINGS else ""
    return f"note{look}{' stacked' if stacked else ''}"


def known_kind(names: list[str]) -> str:
    """The kind among the classes that an author gave, in whichever order."""
    return next((name for name in names if name in KINDS), names[0] if names else "note")


def callout_title(kind: str, language: str) -> str:
    return wording(language).callouts.get(kind, kind.capitalize())
