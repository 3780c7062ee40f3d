"""Kinds of callouts (notes, tips, warnings), with their CSS classes and titles."""

from ..page_words import wording

TIPS = frozenset({"tip", "hint", "success", "check", "done"})
WARNINGS = frozenset(
    {
        *("warning", "caution", "attention", "danger", "error"),
        *("bug", "failure", "fail", "missing"),
    }
)
# Of mathematics, and of courses
STATEMENTS = frozenset(
    {
        *("theorem", "proof", "lemma", "definition", "remark", "corollary", "proposition"),
        *("algorithm", "axiom", "property", "observation", "criterion", "conjecture"),
        *("assumption", "exercise", "solution"),
    }
)
KINDS = frozenset(
    {
        *(*TIPS, *WARNINGS, *STATEMENTS),
        *("abstract", "summary", "tldr", "info", "note", "todo", "important"),
        *("question", "help", "faq", "example", "quote", "cite", "seealso"),
    }
)


def callout_class(kind: str, stacked: bool = False) -> str:
    """`stacked` callouts have a title of their own, which stands above the text, not beside it."""
    look = " tip" if kind in TIPS else " warn" if kind in WARNINGS else ""
    return f"note{look}{' stacked' if stacked else ''}"


def known_kind(names: list[str]) -> str:
    """The first known kind among the author's classes; else the first class, or "note"."""
    return next((name for name in names if name in KINDS), names[0] if names else "note")


def callout_title(kind: str, language: str) -> str:
    return wording(language).callouts.get(kind, kind.capitalize())
