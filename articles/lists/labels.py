"""Labels: the name of a list, and the sentence that says what it shows."""

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from articles.lists.scopes import Condition

FACET_NAMES = {
    "topic": _("Filter by topic"),
    "tag": _("Filter by tag"),
    "year": _("Filter by year"),
    "language": _("Filter by language"),
}
SUGGESTION_NAMES = {"topic": _("Topics"), "tag": _("Tags")}
PHRASES = {
    "topic": _("in “%(name)s”"),
    "tag": _("tagged %(name)s"),
    "author": _("by %(name)s"),
    "series": _("of the series “%(name)s”"),
    "year": _("of the year %(name)s"),
    "month": _("of %(name)s"),
    "language": _("written in %(name)s"),
    "search": _("with the words “%(name)s”"),
}


def list_sentence(conditions: list[Condition], total: int) -> str:
    """3 articles in “NLP” tagged “transformer” of the year 2026; '' without conditions."""
    if not conditions:
        return ""
    which = pgettext("between two conditions", " ").join(condition_phrases(conditions))
    words = ngettext("%(n)d article %(which)s", "%(n)d articles %(which)s", total)
    return words % {"n": total, "which": which}


def condition_phrases(conditions: list[Condition]) -> Iterable[str]:
    """One phrase a kind: all tags share one."""
    for kind, phrase in PHRASES.items():
        labels = [each.label for each in conditions if each.kind == kind]
        if kind == "tag":
            labels = [gettext("“%(name)s”") % {"name": label} for label in labels]
        if labels:
            yield phrase % {"name": pgettext("between two tags", " and ").join(labels)}


def list_name(conditions: list[Condition]) -> str:
    """NLP · #transformer · 2026; '' without conditions."""
    return " · ".join(f"#{each.label}" if each.kind == "tag" else each.label for each in conditions)
