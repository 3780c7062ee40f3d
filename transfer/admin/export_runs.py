"""Admin of exports: the form, the page of one run with its download, the list of the own ones."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from unfold.decorators import display
from unfold.widgets import UnfoldBooleanSwitchWidget

from articles import access
from articles.admin.confirmed import ConfirmedAdmin
from blog.recent_sign_in import require_recent_sign_in
from transfer.admin.background_runs import BackgroundRunAdmin
from transfer.export.export_options import ExportOptions
from transfer.models import ExportRun
from transfer.runs import export_steps
from transfer.runs.kept_exports import kept_export, remove_export, remove_old_exports


class ExportForm(forms.ModelForm):
    history = forms.BooleanField(
        label=_("Earlier texts"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text=_("All texts of each article that were ever saved."),
    )
    trash = forms.BooleanField(
        label=_("Articles in the trash"), required=False, widget=UnfoldBooleanSwitchWidget
    )

    class Meta:
        model = ExportRun
        fields = ()

    def save(self, commit: bool = True) -> ExportRun:
        run = self.instance
        run.options = {name: self.cleaned_data[name] for name in ("history", "trash")}
        run.language = get_language() or ""
        found: ExportRun = super().save(commit)
        return found


@admin.register(ExportRun)
class ExportRunAdmin(ConfirmedAdmin, BackgroundRunAdmin):
    STEPS: ClassVar = {
        "cancel": export_steps.cancel_export,
        "again": export_steps.begin_export_again,
    }
    list_display = ("file_name", "shown_state", "file_size", "created_at", "finished_at")
    form = ExportForm
    fields = ("history", "trash")
    add_form_template = "admin/transfer/export.html"

    # Permissions: everybody who may write may take along what is theirs.

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.may_begin(access.signed_in_user(request))

    def get_queryset(self, request: HttpRequest) -> QuerySet[ExportRun]:
        """The own ones: nobody else gets what somebody may see."""
        return ExportRun.objects.filter(user=access.signed_in_user(request))

    # Columns

    @display(description=_("file"))
    def file_name(self, run: ExportRun) -> str:
        return run.file_name

    # Beginning

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        whole = ExportOptions(by=access.signed_in_user(request)).is_whole
        context = {**(extra_context or {}), "is_whole": whole, "title": _("Export")}
        answer: HttpResponse = super().add_view(request, form_url, context)
        return answer

    def save_model(
        self, request: HttpRequest, obj: ExportRun, form: ExportForm, change: bool
    ) -> None:
        remove_old_exports()
        obj.user = access.signed_in_user(request)
        obj.save()
        export_steps.begin_export(obj)

    # The page of a run

    def get_urls(self) -> list[URLPattern]:
        wrap, start = self.admin_site.admin_view, "<int:pk>"
        return [
            path(f"{start}/change/", wrap(self.run_page), name="transfer_exportrun_change"),
            path(f"{start}/step/", wrap(require_POST(self.step)), name="transfer_exportrun_step"),
            path(f"{start}/file/", wrap(never_cache(self.file)), name="transfer_exportrun_file"),
            *super().get_urls(),
        ]

    def visible_run(self, request: HttpRequest, pk: int) -> ExportRun:
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def run_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self.run_of(request, pk)
        context = {"has_file": kept_export(run) is not None}
        return self.shown(request, run, "admin/transfer/export_run.html", context)

    def file(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        require_recent_sign_in(request)
        run = self.run_of(request, pk)
        found = kept_export(run)
        if found is None:
            raise Http404("the file was removed, or is not there yet")
        return FileResponse(found.open("rb"), as_attachment=True, filename=run.file_name)

    def remove_file(self, run: ExportRun) -> None:
        remove_export(run)
