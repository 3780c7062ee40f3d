"""A page that shows submitted text which could not be saved, so that it is not lost.

It is shown if the session has ended, if the CSRF token is outdated because of a later sign-in, or
if the object was deleted. From the page, the text can be sent to the form again, which shows it
without saving it. Forms of the desk that only do something, such as restoring a version, do it when
they are sent again. Text from a page of another origin is never shown.

A script gets JSON: `reason` is `signed-out`, `gone` or `token`, the last one with a new token.
"""

from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, TextField
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

# Name of the field by which that page asks the form to show the values without saving them.
RESUMED = "_unsaved"
SIGNED_OUT = _("You are no longer signed in. Sign in in a new window, then come back to this page.")
OUTDATED = _("The form was older than your last sign-in, so it was not accepted.")
GONE = _("It is no longer there, or no longer yours. What you wrote can become a new one.")
NO_UPLOADS = _(
    "Files can be added by those who may write articles. Ask an editor of this site to allow it."
)
REFUSED = _("You may not change this any more. What you wrote can become a new one.")

# URL names: of forms at the desk that can show what was sent, and how those of all its pages begin.
DESK_FORMS = frozenset({"desk_article", "desk_new", "desk_review"})
DESK = "desk_"
PROFILE = "own_profile"  # the page about oneself, which has a text
FORMS = ("article", "page", "category", "tag", "series", "sitesettings")
BUTTONS = frozenset({"csrfmiddlewaretoken", "_save", "_continue", "_addanother", RESUMED})
LONG_VALUE = 80  # characters; longer values are shown in a textarea


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW."""
    if not is_same_origin(request):
        return render(request, "403_csrf.html", status=403)
    if wants_json(request):
        return JsonResponse({"reason": "token", "token": get_token(request)}, status=403)
    if is_object_form(request):
        return unsaved_page(
            request, OUTDATED if is_user_signed_in(request) else SIGNED_OUT, status=403
        )
    return render(request, "403_csrf.html", status=403)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script sent the request, and no form."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def unsaved_page(request: HttpRequest, why: Any, status: int) -> HttpResponse:
    """Response with the submitted text and a button that shows it in the form, or sends it."""
    model = form_model(request)
    short, long = sent_fields(request, model)
    context = {
        "why": why,
        "signed_in": is_user_signed_in(request),
        "form_address": form_address(request, why, model),
        "hidden": short,
        "texts": long,
        "resumed": RESUMED if is_resumable(request) else "",
        "has_files": "multipart/form-data" in request.headers.get("Content-Type", ""),
    }
    response = render(request, "unsaved.html", context, status=status)
    add_never_cache_headers(response)
    return response


def is_object_form(request: HttpRequest) -> bool:
    """Whether the request submits a form of the desk, or of a model in FORMS."""
    return request.method == "POST" and form_model(request) is not None


def is_writing_form(request: HttpRequest) -> bool:
    """Whether the request submits a form of the desk that can show what was sent."""
    return request.method == "POST" and url_name(request) in DESK_FORMS


def is_resumable(request: HttpRequest) -> bool:
    """Whether the form can show what was sent without saving it."""
    return is_writing_form(request) or not url_name(request).startswith(DESK)


def url_name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""


def form_model(request: HttpRequest) -> type[Model] | None:
    name = url_name(request)
    if name == PROFILE:
        return apps.get_model("articles", "user")
    if name == "desk_review":
        return apps.get_model("desk", "comment" if "text" in request.POST else "review")
    if name.startswith(DESK):
        return apps.get_model("articles", "article")
    app, _sep, form = name.partition("_")
    model, _sep, verb = form.rpartition("_")
    known = app == "articles" and model in FORMS and verb in {"add", "change"}
    return apps.get_model(app, model) if known else None


def form_address(request: HttpRequest, why: Any, model: type[Model] | None) -> str:
    """URL of the form; of the add form if the object is not accessible any more."""
    if why in {GONE, REFUSED} and is_writing_form(request):
        return reverse("desk_new")
    if why in {GONE, REFUSED} and model is not None:
        return reverse(f"admin:articles_{model._meta.model_name}_add")
    return request.get_full_path()


def sent_fields(
    request: HttpRequest, model: type[Model] | None, *, keep_buttons: bool = False
) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """Short values as (name, value), long values as (name, label, value).

    With `keep_buttons`, what was pressed is among them, and the CSRF token.
    """
    left_out = frozenset() if keep_buttons else BUTTONS
    sent = [(k, v) for k, values in request.POST.lists() if k not in left_out for v in values]
    long = {(k, v) for k, v in sent if is_long(v) or (v and is_text_field(model, k))}
    texts = [(k, field_label(model, k), v) for k, v in sent if (k, v) in long]
    return [pair for pair in sent if pair not in long], texts


def is_long(value: str) -> bool:
    return len(value) > LONG_VALUE or "\n" in value


def is_text_field(model: type[Model] | None, name: str) -> bool:
    return isinstance(field_named(model, name), TextField)


def field_label(model: type[Model] | None, name: str) -> str:
    return str(capfirst(getattr(field_named(model, name), "verbose_name", name)))


def field_named(model: type[Model] | None, name: str) -> Any:
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def is_same_origin(request: HttpRequest) -> bool:
    """Whether Origin or Referer name this site. False without these headers."""
    origin_or_referer = request.headers.get("Origin") or request.headers.get("Referer", "")
    parts = urlsplit(origin_or_referer)
    own = {urlsplit(origin).netloc for origin in getattr(settings, "CSRF_TRUSTED_ORIGINS", ())}
    return parts.scheme in {"http", "https"} and parts.netloc in {request.get_host(), *own}


def is_user_signed_in(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)
