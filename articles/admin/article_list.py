"""The list of articles in the admin: its columns and its filters."""

from typing import Any, cast

from django import forms
from django.contrib.admin.widgets import get_select2_language
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    BooleanRadioFilter,
    ChoicesDropdownFilter,
    RadioFilter,
)
from unfold.decorators import display

from articles import access
from articles.admin.fixes import FixesAdmin
from articles.models import Article
from articles.models.querysets import ArticleQuerySet

# States without a colour of their own are grey.
STATE_COLOURS = {
    "draft": "",
    "scheduled": "info",
    "published": "success",
    "archived": "",
    "changed": "warning",
    "waiting": "danger",
}
UNPUBLISHED_CHANGES = _("unpublished changes")
WAITING = _("waits to be rendered")
SELECT2 = "admin/js/vendor/select2"


class ChosenFilter(RadioFilter):
    """A filter whose choices are querysets. “All” is chosen at first."""

    def value(self) -> str:
        return super().value() or ""

    def queryset(self, request: HttpRequest, queryset: ArticleQuerySet) -> QuerySet[Article]:
        chosen = self.querysets(queryset).get(self.value())
        return queryset if chosen is None else chosen

    def querysets(self, articles: ArticleQuerySet) -> dict[str, QuerySet[Article]]:
        raise NotImplementedError


class StateFilter(ChosenFilter):
    title = _("status")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("draft", _("draft")),
            ("scheduled", _("scheduled")),
            ("published", _("published")),
            ("archived", _("archived")),
            ("changed", UNPUBLISHED_CHANGES),
        ]

    def querysets(self, articles: ArticleQuerySet) -> dict[str, QuerySet[Article]]:
        return {
            "draft": articles.filter(status="draft"),
            "scheduled": articles.scheduled(),
            "published": articles.published(),
            "archived": articles.filter(status="archived"),
            "changed": articles.filter(~Q(draft__head=F("draft__live")), draft__isnull=False),
        }


class CareFilter(ChosenFilter):
    """What the dashboard counts leads here."""

    title = _("problem")
    parameter_name = "care"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("warnings", _("with warnings")),
            ("links", _("with broken links")),
            ("failed", _("not rendered")),
        ]

    def querysets(self, articles: ArticleQuerySet) -> dict[str, QuerySet[Article]]:
        return {
            "warnings": articles.with_warnings(),
            "links": articles.with_broken_links(),
            "failed": articles.unrendered(),
        }


def has_draft_beside(article: Article) -> bool:
    """Whether there is a newer text at the desk than that of the row."""
    draft = getattr(article, "draft", None)
    return draft is not None and draft.has_changes


def state_of(article: Article) -> str:
    """A key of STATE_COLOURS."""
    if article.pending_status:
        return "waiting"
    return "scheduled" if article.is_scheduled else str(article.status)


class ArticleListAdmin(FixesAdmin):
    list_display = ("title", "write", "state", "topic_and_tags", "published_at")
    list_filter_submit = True
    search_fields = ("title", "slug", "summary", "body")
    date_hierarchy = "published_at"
    autocomplete_fields = ("category", "series", "translation_of")

    @property
    def media(self) -> forms.Media:
        """With the words of select2 in the language of the interface, which Unfold leaves out."""
        words = f"{SELECT2}/i18n/{get_select2_language()}.js"
        files = [f"{SELECT2}/select2.full.js", words, "admin/js/jquery.init.js"]
        return super().media + forms.Media(js=files)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles = cast(ArticleQuerySet, super().get_queryset(request))
        match = request.resolver_match
        is_list = match is not None and str(match.url_name).endswith("_changelist")
        return articles.for_admin_list() if is_list else articles

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        everybodys = access.sees_everything(access.signed_in_user(request))
        return (
            *(StateFilter, CareFilter, ("category", AutocompleteSelectFilter)),
            ("tags", AutocompleteSelectFilter),
            *([("author", AutocompleteSelectFilter)] if everybodys else []),
            *(("language", ChoicesDropdownFilter), ("featured", BooleanRadioFilter)),
        )

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Those of the form and of the filters. Only editors may choose an author."""
        everybodys = access.sees_everything(access.signed_in_user(request))
        return (*self.autocomplete_fields, "tags", *(["author"] if everybodys else []))

    @display(description=_("status"), label=STATE_COLOURS)
    def state(self, article: Article) -> tuple[str, Any]:
        state = state_of(article)
        named = {"scheduled": _("scheduled"), "waiting": WAITING}
        shown = named.get(state) or article.get_status_display()
        if has_draft_beside(article):
            return "changed", format_lazy("{} · {}", shown, UNPUBLISHED_CHANGES)
        return state, shown

    @display(description=_("desk"))
    def write(self, article: Article) -> Any:
        address = reverse("desk_article", args=[article.pk])
        shown = format_html('<a href="{}">{}</a>', address, _("Edit at the desk"))
        if not (number := len(article.warnings)):
            return shown
        text = ngettext("%(n)s warning", "%(n)s warnings", number) % {"n": number}
        return format_html("{} · {}", shown, text)

    @display(description=_("topic and tags"), ordering="category")
    def topic_and_tags(self, article: Article) -> str:
        topic = [article.category.name] if article.category else []
        return " · ".join([*topic, *(tag.name for tag in article.tags.all())])
