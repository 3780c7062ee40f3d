"""Admin of imports: the list, the form that uploads, the page of one run and its buttons."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.decorators import display

from articles import access
from articles.admin.model_admin import PlainAdmin
from transfer.admin.shown_report import SECTIONS, ShownReport
from transfer.admin.upload_form import UploadForm
from transfer.models import ImportRun
from transfer.runs import import_steps
from transfer.runs.uploaded_files import file_of, keep_file, remove_expired_files, remove_file

MAY_IMPORT = "transfer.run_imports"
REPORTS = ("check_report", "import_report")
LINES = 200  # remarks on a page
STEPS: dict[str, Callable[[ImportRun], bool]] = {
    "import": import_steps.begin_import,
    "cancel": import_steps.cancel,
    "go-on": import_steps.go_on,
}
TOO_LATE = _("It is in another state meanwhile; this page shows it.")


@admin.register(ImportRun)
class ImportRunAdmin(PlainAdmin):
    list_display = ("file_name", "shown_state", "file_size", "user", "created_at", "finished_at")
    list_filter = ("state",)
    list_select_related = ("user",)
    search_fields = ("file_name",)
    ordering = ("-created_at", "-pk")
    add_form_template = "admin/transfer/upload.html"
    fieldsets = (
        (None, {"fields": ("file", "author", "topic", "dates_of_files", "fetch_images")}),
        (
            _("More options"),
            {"fields": ("dialect", "folders", "old_address", "include", "exclude")},
        ),
    )

    # Permissions

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.signed_in_user(request).has_perm(MAY_IMPORT)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        user = access.signed_in_user(request)
        return ImportRun.objects.visible_to(user).without_reports()

    # Columns

    @display(description=_("state"), ordering="state")
    def shown_state(self, run: ImportRun) -> str:
        return run.get_state_display()

    @display(description=_("size"), ordering="size")
    def file_size(self, run: ImportRun) -> str:
        return filesizeformat(run.size)

    # Uploading

    def get_form(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        return type("UploadForm", (UploadForm,), {"user": access.signed_in_user(request)})

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"author": request.user.pk}

    def save_model(
        self, request: HttpRequest, obj: ImportRun, form: UploadForm, change: bool
    ) -> None:
        remove_expired_files()
        obj.save()
        keep_file(obj, form.cleaned_data["file"])
        import_steps.begin_check(obj)

    def response_add(self, request: HttpRequest, obj: ImportRun, *_more: Any) -> HttpResponse:
        return HttpResponseRedirect(run_address(obj))

    # The page of a run

    def get_urls(self) -> list[URLPattern]:
        wrap, start = self.admin_site.admin_view, "<int:pk>"
        return [
            path(f"{start}/change/", wrap(self.run_page), name="transfer_importrun_change"),
            path(f"{start}/step/", wrap(require_POST(self.step)), name="transfer_importrun_step"),
            path(f"{start}/report/", wrap(self.download), name="transfer_importrun_report"),
            path(f"{start}/remarks/", wrap(self.remarks), name="transfer_importrun_remarks"),
            *super().get_urls(),
        ]

    def visible_run(self, request: HttpRequest, pk: int) -> ImportRun:
        """Raises Http404 for one that the user may not see."""
        if not self.has_view_permission(request):
            raise Http404("no such import")
        runs = ImportRun.objects.visible_to(access.signed_in_user(request))
        return get_object_or_404(runs.select_related("user", "author"), pk=pk)

    def run_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self.visible_run(request, pk)
        values = run.import_report or run.check_report
        context = {
            "report": ShownReport(values) if values else None,
            "is_given_up": import_steps.is_given_up(run),
            "has_file": file_of(run) is not None,
            "report_name": REPORTS[run.import_report is not None],
            "chosen": chosen_in_words(run),
        }
        return self.shown(request, run, "admin/transfer/import_run.html", context)

    def step(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One of the buttons."""
        run = self.visible_run(request, pk)
        verb = STEPS.get(request.POST.get("step", ""))
        if verb is None or not verb(run):
            messages.warning(request, TOO_LATE)
        return HttpResponseRedirect(run_address(run))

    def download(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self.visible_run(request, pk)
        name, values = chosen_report(request, run)
        text = json.dumps(values, ensure_ascii=False, indent=1)
        file = f"{name.replace('_', '-')}-{run.pk}.json"
        headers = {"Content-Disposition": f'attachment; filename="{file}"'}
        return HttpResponse(f"{text}\n", content_type="application/json", headers=headers)

    def remarks(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All remarks of one kind."""
        run = self.visible_run(request, pk)
        name, values = chosen_report(request, run)
        section, code = request.GET.get("section", ""), request.GET.get("code", "")
        kind = ShownReport(values).kind(section, code)
        if kind is None:
            raise Http404("no such remarks")
        page = Paginator(kind.remarks, LINES).get_page(request.GET.get("page"))
        context = {"kind": kind, "page": page, "label": SECTIONS[section], "report_name": name}
        return self.shown(request, run, "admin/transfer/remarks.html", context)

    def shown(
        self, request: HttpRequest, run: ImportRun, template: str, context: dict[str, Any]
    ) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": str(run),
            "run": run,
        }
        return TemplateResponse(request, template, {**shared, **context})

    # Deleting

    def delete_model(self, request: HttpRequest, obj: ImportRun) -> None:
        remove_file(obj)
        obj.delete()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[ImportRun]) -> None:
        for run in queryset:
            self.delete_model(request, run)


def chosen_in_words(run: ImportRun) -> list[tuple[Any, Any]]:
    """What the form was told, besides the author: the labels of the fields with their values."""
    fields, given = UploadForm.base_fields, run.options
    chosen = [(fields[name], value) for name, value in given.items() if value]
    return [(field.label, shown_choice(field, value)) for field, value in chosen]


def shown_choice(field: Any, value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(value)
    named = dict(getattr(field, "choices", ()))
    return _("yes") if value is True else named.get(value, value)


def run_address(run: ImportRun) -> str:
    return reverse("admin:transfer_importrun_change", args=[run.pk])


def chosen_report(request: HttpRequest, run: ImportRun) -> tuple[str, dict[str, Any]]:
    """The name and the values of the report that is asked for. Raises Http404."""
    name = request.GET.get("report", "")
    values: dict[str, Any] | None = getattr(run, name) if name in REPORTS else None
    if values is None:
        raise Http404("no such report")
    return name, values
