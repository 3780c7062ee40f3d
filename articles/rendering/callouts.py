"""Notes, tips and warnings: the same look from every spelling."""

from .wording import wording

TIPS = frozenset({"tip", "hint", "success"})
WARNINGS = frozenset({"warning", "caution", "danger", "bug", "failure", "error"})


def callout_class(kind: str) -> str:
    if kind in TIPS:
        return "note tip"
    return "note warn" if kind in WARNINGS else "note"


def callout_title(kind: str, language: str) -> str:
    return wording(language).callouts.get(kind, kind.capitalize())
