"""Admin of imports: the list, the form that uploads, the page of one run and its buttons."""

import json
from typing import Any, ClassVar

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import access
from transfer.admin.background_runs import BackgroundRunAdmin
from transfer.admin.shown_report import SECTIONS, ShownReport
from transfer.admin.upload_form import UploadForm
from transfer.import_options import OF_SETTINGS
from transfer.models import ImportRun
from transfer.runs import import_steps
from transfer.runs.uploaded_files import file_of, keep_file, remove_expired_files, remove_file

MAY_IMPORT = "transfer.run_imports"
REPORTS = ("check_report", "import_report")
LINES = 200  # remarks on a page


@admin.register(ImportRun)
class ImportRunAdmin(BackgroundRunAdmin):
    STEPS: ClassVar = {
        "import": import_steps.begin_import,
        "cancel": import_steps.cancel,
        "go-on": import_steps.go_on,
    }
    list_display = ("file_name", "shown_state", "file_size", "user", "created_at", "finished_at")
    list_filter = ("state",)
    list_select_related = ("user",)
    search_fields = ("file_name",)
    add_form_template = "admin/transfer/upload.html"
    FIELDS = ("file", "author", "topic", "dates_of_files", "fetch_images")
    MORE = ("dialect", "folders", "old_address", "include", "exclude")

    # Permissions

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.signed_in_user(request).has_perm(MAY_IMPORT)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        user = access.signed_in_user(request)
        return ImportRun.objects.visible_to(user).without_reports()

    # Uploading

    def get_form(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        return type("UploadForm", (UploadForm,), {"user": access.signed_in_user(request)})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        changes_settings = access.signed_in_user(request).has_perm(OF_SETTINGS)
        first = (*self.FIELDS, *(["site_settings"] if changes_settings else []))
        return ((None, {"fields": first}), (_("More options"), {"fields": self.MORE}))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"author": request.user.pk}

    def save_model(
        self, request: HttpRequest, obj: ImportRun, form: UploadForm, change: bool
    ) -> None:
        remove_expired_files()
        obj.save()
        keep_file(obj, form.cleaned_data["file"])
        import_steps.begin_check(obj)

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
        runs = ImportRun.objects.visible_to(access.signed_in_user(request))
        return get_object_or_404(runs.select_related("user", "author"), pk=pk)

    def run_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self.run_of(request, pk)
        values = run.import_report or run.check_report
        context = {
            "report": ShownReport(values) if values else None,
            "is_given_up": import_steps.is_given_up(run),
            "has_file": file_of(run) is not None,
            "report_name": REPORTS[run.import_report is not None],
            "chosen": chosen_in_words(run),
        }
        return self.shown(request, run, "admin/transfer/import_run.html", context)

    def download(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self.run_of(request, pk)
        name, values = chosen_report(request, run)
        text = json.dumps(values, ensure_ascii=False, indent=1)
        file = f"{name.replace('_', '-')}-{run.pk}.json"
        headers = {"Content-Disposition": f'attachment; filename="{file}"'}
        return HttpResponse(f"{text}\n", content_type="application/json", headers=headers)

    def remarks(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All remarks of one kind."""
        run = self.run_of(request, pk)
        name, values = chosen_report(request, run)
        section, code = request.GET.get("section", ""), request.GET.get("code", "")
        kind = ShownReport(values).kind(section, code)
        if kind is None:
            raise Http404("no such remarks")
        page = Paginator(kind.remarks, LINES).get_page(request.GET.get("page"))
        context = {"kind": kind, "page": page, "label": SECTIONS[section], "report_name": name}
        return self.shown(request, run, "admin/transfer/remarks.html", context)

    def remove_file(self, run: ImportRun) -> None:
        remove_file(run)


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


def chosen_report(request: HttpRequest, run: ImportRun) -> tuple[str, dict[str, Any]]:
    """The name and the values of the report that is asked for. Raises Http404."""
    name = request.GET.get("report", "")
    values: dict[str, Any] | None = getattr(run, name) if name in REPORTS else None
    if values is None:
        raise Http404("no such report")
    return name, values
