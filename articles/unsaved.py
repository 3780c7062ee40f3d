"""What somebody wrote and sent, and the site could not save: a page that keeps it.

A session ends, somebody signs in again in another window, an article is deleted meanwhile: the text
comes back on a page from which it can be taken to the form again. Nothing is saved by that, so that
nobody saves what a foreign page has filled in; and what a foreign page sent is not shown at all.
"""

from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

# In what is sent from that page: show it in the form, and save nothing.
RESUMED = "_unsaved"
SIGNED_OUT = _("You are no longer signed in. Sign in in a new window, then come back to this page.")
OUTDATED = _("The form was older than your last sign-in, so it was not accepted.")
GONE = _("It is no longer there, or no longer yours. What you wrote can become a new one.")
REFUSED = _("You may not change this any more. What you wrote can become a new one.")

FORMS = ("article", "page", "category", "tag", "series", "sitesettings")
BUTTONS = frozenset({"csrfmiddlewaretoken", "_save", "_continue", "_addanother", RESUMED})
LONG_VALUE = 80  # characters: beyond this a value is shown in a field of several lines


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django asks here whenever a form's token is missing or old."""
    if is_same_origin(request) and is_object_form(request):
        return unsaved_page(
            request, OUTDATED if is_user_signed_in(request) else SIGNED_OUT, status=403
        )
    return render(request, "403_csrf.html", status=403)


def unsaved_page(request: HttpRequest, why: Any, status: int) -> HttpResponse:
    """The text that was sent, with a button that shows it in the form."""
    model = form_model(request)
    short, long = sent_fields(request, model)
    context = {
        "why": why,
        "signed_in": is_user_signed_in(request),
        "form_address": form_address(request, why, model),
        "hidden": short,
        "texts": long,
        "resumed": RESUMED,
        "has_files": "multipart/form-data" in request.headers.get("Content-Type", ""),
    }
    response = render(request, "unsaved.html", context, status=status)
    add_never_cache_headers(response)
    return response


def is_object_form(request: HttpRequest) -> bool:
    """Whether it is the form of one thing, and neither a list, a sign-in nor a password."""
    return request.method == "POST" and form_model(request) is not None


def form_model(request: HttpRequest) -> type[Model] | None:
    try:
        name = resolve(request.path_info).url_name or ""
    except Resolver404:
        return None
    app, _sep, form = name.partition("_")
    model, _sep, verb = form.rpartition("_")
    known = app == "articles" and model in FORMS and verb in {"add", "change"}
    return apps.get_model(app, model) if known else None


def form_address(request: HttpRequest, why: Any, model: type[Model] | None) -> str:
    """The form that it was sent from; that of a new thing where the old one is out of reach."""
    if why in {GONE, REFUSED} and model is not None:
        return reverse(f"admin:articles_{model._meta.model_name}_add")
    return request.get_full_path()


def sent_fields(
    request: HttpRequest, model: type[Model] | None
) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """The short values as (name, value), the others as (name, label, value)."""
    sent = [(k, v) for k, values in request.POST.lists() if k not in BUTTONS for v in values]
    long = {(k, v) for k, v in sent if is_long(v)}
    texts = [(k, field_label(model, k), v) for k, v in sent if (k, v) in long]
    return [pair for pair in sent if pair not in long], texts


def is_long(value: str) -> bool:
    return len(value) > LONG_VALUE or "\n" in value


def field_label(model: type[Model] | None, name: str) -> str:
    try:
        field = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return name
    return str(capfirst(getattr(field, "verbose_name", name)))


def is_same_origin(request: HttpRequest) -> bool:
    """Whether one of our pages sent it; browsers say so, and where they do not it counts as no."""
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    parts = urlsplit(said)
    own = {urlsplit(origin).netloc for origin in getattr(settings, "CSRF_TRUSTED_ORIGINS", ())}
    return parts.scheme in {"http", "https"} and parts.netloc in {request.get_host(), *own}


def is_user_signed_in(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)
