"""The names that themes have for callouts, with the kinds of this site."""

from ..parts.callout_kinds import KINDS

ALIASES = {
    "alert": "warning",
    "critical": "danger",
    "default": "note",
    "faq": "question",
    "highlight": "note",
    "inform": "info",
    "information": "info",
    "memo": "note",
    "new": "tip",
    "ok": "success",
    "primary": "note",
    "secondary": "note",
    "warn": "warning",
    "worning": "warning",
    "注意": "attention",
    "提示": "tip",
    "警告": "warning",
    "信息": "info",
    "危险": "danger",
}


def callout_kind(word: str) -> str:
    """The kind of callout for a theme's word, or '' if it is not one."""
    name = word.lower().removeprefix("callout-").removeprefix("prompt-").removeprefix("alert-")
    name = ALIASES.get(name, name)
    return name if name in KINDS else ""
