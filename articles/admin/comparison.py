"""Two values of a field beside each other, for people."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from django.db.models import Model
from django.forms import BoundField, ModelChoiceField, Textarea
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

AROUND = 2  # lines of what is the same, shown beside what is not
# Comparing takes the product of both numbers of lines; beyond this all lines count as changed.
MOST = 4_000_000


@dataclass(frozen=True, slots=True)
class Line:
    kind: Literal["same", "stored", "sent", "left out"]
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """`lines` compare a long text; a short value needs none."""

    label: str
    stored: str
    sent: str
    lines: list[Line]


def difference(bound: BoundField, stored: str, sent: str) -> Difference:
    is_long = isinstance(bound.field.widget, Textarea)
    return Difference(
        str(bound.label), stored, sent, list(compared(stored, sent)) if is_long else []
    )


def same(stored: str, sent: str) -> bool:
    """Browsers send other line ends than files have."""
    return stored.splitlines() == sent.splitlines()


def as_text(bound: BoundField, value: Any) -> str:
    """A value as the person reads it on the form."""
    if value is None or value == "":
        return ""
    if isinstance(bound.field, ModelChoiceField) and not isinstance(value, Model):
        offered = bound.field.queryset
        if offered is None or not str(value).isdigit():
            return ""
        return str(offered.filter(pk=value).first() or "")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list | tuple | set):
        return ", ".join(sorted(map(str, value)))
    if hasattr(value, "tzinfo"):
        return str(localize(timezone.localtime(value))) + value.strftime(":%S")
    choices = dict(getattr(bound.field, "choices", ()))
    return str(choices.get(value, value))


def compared(stored: str, sent: str) -> Iterator[Line]:
    """Line by line; of what is the same, what stands near a change."""
    old, new = stored.splitlines(), sent.splitlines()
    start = common(old, new)
    end = common(old[start:][::-1], new[start:][::-1])
    yield from near(old[:start], first=False)
    yield from changed(old[start : len(old) - end], new[start : len(new) - end])
    yield from near(old[len(old) - end :], last=False)


def changed(old: list[str], new: list[str]) -> Iterator[Line]:
    whole = [("replace", 0, len(old), 0, len(new))]
    few = len(old) * len(new) <= MOST
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes() if few else whole:
        if tag == "equal":
            yield from near(old[a:b])
        else:
            yield from (Line("stored", text) for text in old[a:b])
            yield from (Line("sent", text) for text in new[c:d])


def near(lines: list[str], *, first: bool = True, last: bool = True) -> Iterator[Line]:
    """The beginning and the end of what is the same, where a change stands before or behind it."""
    head, tail = AROUND * first, AROUND * last
    if len(lines) <= head + tail:
        yield from (Line("same", text) for text in lines)
        return
    yield from (Line("same", text) for text in lines[:head])
    yield Line("left out", "")
    yield from (Line("same", text) for text in lines[len(lines) - tail :])


def common(old: list[str], new: list[str]) -> int:
    """How many lines both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(old), len(new)))
