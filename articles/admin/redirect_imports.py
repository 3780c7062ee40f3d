"""Redirects from and to files in the admin: an import is shown before it is written."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
)

from articles.redirect_files.exporting import exported_redirects
from articles.redirect_files.planning import ImportPlan, plan_redirects
from articles.redirect_files.redirect_forms import (
    FILE_NAMES,
    MOST_BYTES,
    READERS,
    file_form,
    file_text,
)

SHOWN = 200  # lines of each list in a preview; the rest is counted
WRITE = "_write"
FORMS = (("", _("recognise it")), ("csv", "CSV"), ("netlify", "_redirects"), ("nginx", "nginx"))


class ImportForm(forms.Form):
    file = forms.FileField(label=_("File"), required=False, widget=UnfoldAdminFileFieldWidget)
    text = forms.CharField(
        label=_("or its text"),
        required=False,
        widget=UnfoldAdminTextareaWidget,
        help_text=_(
            "CSV with old and new addresses, _redirects of Netlify or Cloudflare, or redirects of"
            " nginx. You see what would happen before anything is written."
        ),
    )
    form = forms.ChoiceField(
        label=_("Format"), choices=FORMS, required=False, widget=UnfoldAdminSelectWidget
    )
    name = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        sent = cleaned.get("file")
        size = sent.size if sent else len(cleaned.get("text", "").encode())
        if size > MOST_BYTES:
            text = _("That is too long: at most %(size)s can be read at once.")
            raise forms.ValidationError(text % {"size": filesizeformat(MOST_BYTES)})
        if sent:
            cleaned |= {"text": file_text(sent.read()), "name": sent.name}
        if not cleaned.get("text", "").strip():
            raise forms.ValidationError(_("Choose a file, or paste its text."))
        cleaned["form"] = cleaned.get("form") or file_form(cleaned["text"], cleaned["name"])
        return cleaned

    def plan(self) -> ImportPlan:
        lines = READERS[self.cleaned_data["form"]](self.cleaned_data["text"])
        return plan_redirects(list(lines))


class RedirectFilesAdmin:
    """The buttons above the list of redirects."""

    admin_site: Any
    model: Any
    actions_list: ClassVar = [
        "import_file",
        {
            "title": _("Export"),
            "icon": "download",
            "items": ["export_csv", "export_netlify", "export_nginx"],
        },
    ]

    @action(description=_("Import"), url_path="import", icon="upload", permissions=["add"])
    def import_file(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST or None, request.FILES or None)
        plan = form.plan() if form.is_valid() else None
        if plan and WRITE in request.POST:
            plan.carry_out(form.cleaned_data["name"] or FILE_NAMES[form.cleaned_data["form"]])
            self.report(request, plan)
            return HttpResponseRedirect(reverse("admin:articles_pathredirect_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": _("Import redirects"),
            "form": form,
            "plan": plan,
            "shown": SHOWN,
            "write": WRITE,
        }
        return TemplateResponse(request, "admin/articles/redirect_import.html", context)

    def report(self, request: HttpRequest, plan: ImportPlan) -> None:
        number = len(plan.made)
        text = ngettext("%(n)d redirect was made.", "%(n)d redirects were made.", number)
        messages.success(request, text % {"n": number})
        if number := len(plan.refused):
            text = ngettext("%(n)d line was refused.", "%(n)d lines were refused.", number)
            messages.warning(request, text % {"n": number})

    @action(description=_("as CSV"), url_path="export-csv", permissions=["view"])
    def export_csv(self, request: HttpRequest) -> HttpResponse:
        return exported_file("csv")

    @action(description=_("for Netlify"), url_path="export-netlify", permissions=["view"])
    def export_netlify(self, request: HttpRequest) -> HttpResponse:
        return exported_file("netlify")

    @action(description=_("for nginx"), url_path="export-nginx", permissions=["view"])
    def export_nginx(self, request: HttpRequest) -> HttpResponse:
        return exported_file("nginx")


def exported_file(form: str) -> HttpResponse:
    response = HttpResponse(exported_redirects(form), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAMES[form]}"'
    return response
