"""Words messages of the renderer in the language of the interface."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext

import rendering


def worded(told: Mapping[str, Any]) -> str:
    """The words of a message or a stored warning.

    Before messages had codes, the English words were stored: they stay until the text is rendered.
    """
    if "code" not in told:
        return str(told["message"])
    return rendering.in_words(told, gettext)


def warning_in_words(warning: Mapping[str, Any]) -> str:
    """A stored warning with its line, if it has one."""
    words = worded(warning)
    if not warning["line"]:
        return words
    return gettext("Line %(line)d: %(message)s") % {"line": warning["line"], "message": words}


def quote_of(warning: Mapping[str, Any]) -> str:
    """What a stored warning quotes of the source; '' if it quotes nothing."""
    if "code" not in warning:
        return str(warning["message"]).rpartition(": ")[2]
    return str(warning["params"].get("quote", ""))


def editor_warnings(warnings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Stored warnings for an editor, in the order of their lines; those without a line last."""
    shown = map(editor_warning, warnings)
    return sorted(shown, key=lambda each: (each["line"] is None, each["line"]))


def editor_warning(warning: Mapping[str, Any]) -> dict[str, Any]:
    """A stored warning for an editor, which shows it at its line: `text` need not quote it then."""
    quote = quote_of(warning) if "code" in warning else ""
    said = {**warning, "params": without_quote(warning)} if warning["line"] and quote else warning
    return {
        "code": warning.get("code", ""),
        "line": warning["line"],
        "text": worded(said),
        "quote": quote,
        "fix": warning.get("fix"),
    }


def without_quote(warning: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in warning["params"].items() if name != "quote"}
