"""Intermediate pages for admin actions that need input."""

from django import forms
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

ANSWERED = "answered"


def valid_form_or_page(
    admin: ModelAdmin, request: HttpRequest, chosen: QuerySet, form_class: type[forms.Form]
) -> forms.Form | HttpResponse:
    """The valid form; else the page that shows the form."""
    form = form_class(request.POST if ANSWERED in request.POST else None)
    if form.is_valid():
        return form
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.model._meta,
        "title": form_class.title,  # type: ignore[attr-defined]
        "form": form,
        "chosen": chosen,
        "action": request.POST["action"],
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
        "answered": ANSWERED,
        "across": request.POST.get("select_across", "0"),
        "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
    }
    return TemplateResponse(request, "admin/articles/choose.html", context)
