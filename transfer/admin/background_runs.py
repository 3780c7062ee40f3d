"""What the admin pages of imports and of exports share: columns, buttons, and deleting."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from articles.admin.model_admin import PlainAdmin

TOO_LATE = _("It is in another state meanwhile; this page shows it.")


class BackgroundRunAdmin(PlainAdmin):
    """Whoever may see the module may do everything but change a run.

    `STEPS` are the verbs of the buttons, by their values.
    """

    STEPS: ClassVar[Mapping[str, Callable[[Any], bool]]] = {}
    ordering = ("-created_at", "-pk")

    # Permissions

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    # Columns

    @display(description=_("state"), ordering="state")
    def shown_state(self, run: Any) -> str:
        return str(run.get_state_display())

    @display(description=_("size"), ordering="size")
    def file_size(self, run: Any) -> str:
        return filesizeformat(run.size) if run.size else "–"

    # The page of a run

    def run_of(self, request: HttpRequest, pk: int) -> Any:
        """Raises Http404 for one that the user may not see."""
        if not self.has_view_permission(request):
            raise Http404("no such run")
        return self.visible_run(request, pk)

    def visible_run(self, request: HttpRequest, pk: int) -> Any:
        raise NotImplementedError

    def shown(
        self, request: HttpRequest, run: Any, template: str, context: Mapping[str, Any]
    ) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": str(run),
            "run": run,
        }
        return TemplateResponse(request, template, {**shared, **context})

    def step(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One of the buttons."""
        run = self.run_of(request, pk)
        verb = self.STEPS.get(request.POST.get("step", ""))
        if verb is None or not verb(run):
            messages.warning(request, TOO_LATE)
        return HttpResponseRedirect(run_address(run))

    def response_add(self, request: HttpRequest, obj: Any, *_more: Any) -> HttpResponse:
        return HttpResponseRedirect(run_address(obj))

    # Deleting

    def remove_file(self, run: Any) -> None:
        raise NotImplementedError

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.remove_file(obj)
        obj.delete()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for run in queryset:
            self.delete_model(request, run)


def run_address(run: Any) -> str:
    return reverse(f"admin:{run._meta.app_label}_{run._meta.model_name}_change", args=[run.pk])
