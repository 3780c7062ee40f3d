"""One redirect in a file."""

from typing import NamedTuple

from django.utils.translation import gettext as _

PERMANENT = frozenset({"301", "302", "303", "307", "308"})  # each becomes a 301


class FileLine(NamedTuple):
    """`reason` says why the line cannot be read; '' if it could be."""

    number: int
    old: str
    new: str = ""
    reason: str = ""


def line_with_status(number: int, old: str, new: str, status: str) -> FileLine:
    """The line, refused if its status is that of no redirect."""
    if status and status not in PERMANENT:
        return FileLine(number, old, new, no_redirect(status))
    if not old or not new:
        return FileLine(number, old, new, _("Write the old and the new address."))
    return FileLine(number, old, new)


def no_redirect(status: str) -> str:
    return _("“%(status)s” is no redirect. Write 301, or leave it out.") % {"status": status}


def is_pattern(number: int, old: str, new: str = "") -> FileLine:
    reason = _("It is a pattern. Write a line for each address that it stands for.")
    return FileLine(number, old, new, reason)
