"""Admin of addresses that readers did not find: one click redirects them, another ignores them."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.decorators import display

from articles.admin.article_list import ChosenFilter
from articles.admin.model_admin import ModelAdmin
from articles.missed_paths.likely_targets import Suggestion, suggestions
from articles.models import MissedPath, PathRedirect
from articles.models.path_checks import RedirectTarget
from articles.models.path_owners import MODELS, names_by_key

BUTTON = (
    '<button type="submit" name="target" value="{}" formaction="{}"'
    ' class="redirect-suggestion">{}</button>'
)
ADD_REDIRECT = "articles.add_pathredirect"


class IgnoredFilter(ChosenFilter):
    """Shows what is not ignored, unless one asks for the others."""

    title = _("ignored")
    parameter_name = "ignored"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("ignored"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(is_ignored=self.value() == "yes")


class MissedPathList(ChangeList):
    """The rows of a page with what each path may have been."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows: list[Any] = list(self.result_list)
        found = suggestions([row.path for row in rows])
        for row in rows:
            row.suggestions = found[row.path]
        self.result_list = rows


@admin.register(MissedPath)
class MissedPathAdmin(ModelAdmin):
    list_display = ("path", "redirect_to", "times", "last_at", "referrer", "ignore")
    list_display_links = None
    list_filter: ClassVar = [IgnoredFilter]
    search_fields = ("path", "referrer")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return MissedPathList

    def get_urls(self) -> list[URLPattern]:
        redirect = self.admin_site.admin_view(require_POST(self.redirect_view))
        ignore = self.admin_site.admin_view(require_POST(self.ignore_view))
        return [
            path("<int:pk>/redirect/", redirect, name="articles_missedpath_redirect"),
            path("<int:pk>/ignore/", ignore, name="articles_missedpath_ignore"),
            *super().get_urls(),
        ]

    # Columns

    @display(description=_("redirect to"))
    def redirect_to(self, missed: Any) -> SafeString:
        """A button for each suggestion, and a link to the form for anything else."""
        address = reverse("admin:articles_missedpath_redirect", args=[missed.pk])
        likely = missed.suggestions
        buttons = [(suggestion_value(each), address, suggestion_label(each)) for each in likely]
        form = reverse("admin:articles_pathredirect_add")
        return format_html(
            '<span class="redirect-suggestions">{}<a href="{}?{}">{}</a></span>',
            format_html_join("", BUTTON, buttons),
            *(form, urlencode({"path": missed.path}), _("Something else…")),
        )

    @display(description="")
    def ignore(self, missed: Any) -> SafeString:
        address = reverse("admin:articles_missedpath_ignore", args=[missed.pk])
        text = _("Show again") if missed.is_ignored else _("Ignore")
        return format_html(BUTTON, "", address, text)

    # What the buttons do

    def redirect_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        missed = self.row_or_refusal(request, pk)
        kind, _colon, number = request.POST.get("target", "").partition(":")
        name = names_by_key([(kind, int(number))]) if number.isdecimal() else {}
        if not name or not request.user.has_perm(ADD_REDIRECT):
            raise PermissionDenied
        target, source = RedirectTarget(kind, int(number)), request.user.get_username()
        outcome = PathRedirect.objects.set_targets([(missed.path, target)], source)
        for refused in outcome.refused:
            messages.error(request, f"{refused.path}: {refused.reason}")
        if not outcome.refused:
            text = _("%(path)s leads to “%(name)s” now.")
            (words,) = name.values()
            messages.success(request, text % {"path": missed.path, "name": words})
        return self.back()

    def ignore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        missed = self.row_or_refusal(request, pk)
        missed.is_ignored = not missed.is_ignored
        missed.save(update_fields=["is_ignored"])
        return self.back()

    def row_or_refusal(self, request: HttpRequest, pk: int) -> Any:
        if not self.has_change_permission(request):
            raise PermissionDenied
        rows: QuerySet[Any] = MissedPath.objects.all()
        return get_object_or_404(rows, pk=pk)

    def back(self) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:articles_missedpath_changelist"))


def suggestion_value(suggestion: Suggestion) -> str:
    return f"{suggestion.kind}:{suggestion.id}"


def suggestion_label(suggestion: Suggestion) -> SafeString:
    return format_html("{} <small>{}</small>", suggestion.name, MODELS[suggestion.kind].name)
