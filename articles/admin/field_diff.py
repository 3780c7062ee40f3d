"""Differences between the stored and the submitted value of a form field, for display."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from django.db.models import Model
from django.forms import BoundField, ModelChoiceField, Textarea
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

CONTEXT = 2  # unchanged lines shown before and after a change
# The time is proportional to the product of both numbers of lines. Beyond this product, all lines
# count as changed.
MAX_COMPARISONS = 4_000_000


@dataclass(frozen=True, slots=True)
class DiffLine:
    kind: Literal["same", "stored", "sent", "left out"]
    text: str


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """`lines` is the diff of a long text; empty for short values."""

    label: str
    stored: str
    sent: str
    lines: list[DiffLine]


def field_diff(bound: BoundField, stored: str, sent: str) -> FieldDiff:
    is_long = isinstance(bound.field.widget, Textarea)
    return FieldDiff(
        str(bound.label), stored, sent, list(diff_lines(stored, sent)) if is_long else []
    )


def is_same_text(stored: str, sent: str) -> bool:
    """Compare without line endings, which browsers change."""
    return stored.splitlines() == sent.splitlines()


def form_field_text(bound: BoundField, value: Any) -> str:
    """The value as text for users, such as the label of a choice."""
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


def diff_lines(stored: str, sent: str) -> Iterator[DiffLine]:
    """Diff by lines, with CONTEXT unchanged lines around changes."""
    old, new = stored.splitlines(), sent.splitlines()
    start = common_prefix_length(old, new)
    end = common_prefix_length(old[start:][::-1], new[start:][::-1])
    yield from context_lines(old[:start], first=False)
    yield from changed_lines(old[start : len(old) - end], new[start : len(new) - end])
    yield from context_lines(old[len(old) - end :], last=False)


def changed_lines(old: list[str], new: list[str]) -> Iterator[DiffLine]:
    whole = [("replace", 0, len(old), 0, len(new))]
    few = len(old) * len(new) <= MAX_COMPARISONS
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes() if few else whole:
        if tag == "equal":
            yield from context_lines(old[a:b])
        else:
            yield from (DiffLine("stored", text) for text in old[a:b])
            yield from (DiffLine("sent", text) for text in new[c:d])


def context_lines(lines: list[str], *, first: bool = True, last: bool = True) -> Iterator[DiffLine]:
    """The first and last CONTEXT lines of unchanged ones.

    `first` and `last` say whether a change precedes or follows the lines.
    """
    head, tail = CONTEXT * first, CONTEXT * last
    if len(lines) <= head + tail:
        yield from (DiffLine("same", text) for text in lines)
        return
    yield from (DiffLine("same", text) for text in lines[:head])
    yield DiffLine("left out", "")
    yield from (DiffLine("same", text) for text in lines[len(lines) - tail :])


def common_prefix_length(old: list[str], new: list[str]) -> int:
    """Number of equal lines at the beginning."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(old), len(new)))
