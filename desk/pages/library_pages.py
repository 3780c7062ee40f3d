"""The library: pictures and files in a list, and one of them with what uses it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import access
from articles.unsaved import NO_UPLOADS
from blog.middleware import PRIVATE
from desk.library.file_choices import MOST_PAGES, FileChoices
from desk.library.file_filters import FileFilters
from desk.library.file_list import FileList, thumbnail_url
from desk.library.forms import FileWordsForm
from desk.library.users_of_file import users_of_file
from desk.pages.rooms import room_page
from desk.pages.sent_text import id_of
from desk.pages.signed_in import desk_page
from media.inspection import RefusedFile
from media.models import MediaFile
from media.refusal_sentences import refusal_in_words
from media.serving.stored_files import file_response
from media.storing import (
    add_file,
    delete_unused,
    places,
    replace_file,
    restore_file,
    trash_unused,
)
from media.storing.following import on_changed_file


def file_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of one file, for those who may see it; for others it does not exist."""

    @desk_page
    @wraps(view)
    def file_view(request: HttpRequest, token: str) -> HttpResponseBase:
        files = access.readable_files(access.signed_in_user(request)).select_related("content")
        return view(request, get_object_or_404(files, token=token))

    return file_view


def owner_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that changes a file: for its owner, and for editors."""

    @file_page
    @wraps(view)
    def owner_view(request: HttpRequest, file: MediaFile) -> HttpResponseBase:
        if not access.may_change_file(access.signed_in_user(request), file):
            raise PermissionDenied
        return view(request, file)

    return owner_view


@require_safe
@desk_page
def library(request: HttpRequest) -> HttpResponse:
    return library_page(request, {})


def library_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    user = access.signed_in_user(request)
    files = FileList.of(user, FileFilters.of(request.GET), request.GET.get("page", ""))
    shown = {"files": files, "may_upload": access.may_upload(user), **context}
    return room_page(request, "desk/library.html", shown)


@require_safe
@desk_page
def file_choices(request: HttpRequest) -> HttpResponse:
    """The files that a script offers to insert, or as a cover."""
    filters, page = FileFilters.of(request.GET), id_of(request.GET.get("page", "1"))
    user = access.signed_in_user(request)
    choices = FileChoices.of(user, filters, min(max(page, 1), MOST_PAGES))
    return render(request, "desk/_choices.html", {"choices": choices, "filters": filters})


@require_POST
@desk_page
def add_files(request: HttpRequest) -> HttpResponse:
    """Add the files of a form. Each that is refused is named with the reason."""
    user = access.signed_in_user(request)
    if not access.may_upload(user):
        messages.error(request, NO_UPLOADS)
        return redirect("desk_library")
    if not (sent_files := request.FILES.getlist("files")):
        messages.error(request, _("No file was chosen."))
    for sent in sent_files:
        try:
            file = add_file(sent, sent.name or "", user)
        except RefusedFile as refused:
            messages.error(request, f"{sent.name}: {refusal_in_words(refused)}")
        else:
            messages.success(request, _("%(name)s is in the library.") % {"name": file.name})
    return redirect("desk_library")


@require_http_methods(["GET", "HEAD", "POST"])
@file_page
def library_file(request: HttpRequest, file: MediaFile) -> HttpResponse:
    """The file beside the list; a POST stores the words of the form."""
    user = access.signed_in_user(request)
    may_change = access.may_change_file(user, file)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    form = FileWordsForm(request.POST or None, instance=file, label_suffix="")
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            if form.has_changed():
                on_changed_file(file)
        messages.success(request, _("Saved."))
        return to_file(request, file)
    context = {
        "file": file,
        "form": form,
        "users": users_of_file(user, file),
        "owner_name": access.name_for(user, file.owner) if file.owner else "",
        "shown_url": thumbnail_url(file) and file.content.url,
        "may_change": may_change,
    }
    return library_page(request, context)


@require_POST
@owner_page
def rename_file(request: HttpRequest, file: MediaFile) -> HttpResponse:
    if name := request.POST.get("name", "").strip():
        file.rename(name)
        messages.success(request, _("It is called %(name)s now.") % {"name": file.name})
    return to_file(request, file)


@require_POST
@owner_page
def replace_library_file(request: HttpRequest, file: MediaFile) -> HttpResponse:
    if (sent := request.FILES.get("file")) is None:
        messages.error(request, _("No file was chosen."))
        return to_file(request, file)
    if file.trashed_at:  # in another tab
        messages.error(request, _("It is in the trash: restore it first."))
        return to_file(request, file)
    try:
        replace_file(file, sent, sent.name or "", access.signed_in_user(request))
    except RefusedFile as refused:
        messages.error(request, f"{sent.name}: {refusal_in_words(refused)}")
    else:
        messages.success(request, _("Replaced. The address is the same."))
    return to_file(request, file)


@require_POST
@owner_page
def trash_library_file(request: HttpRequest, file: MediaFile) -> HttpResponse:
    """Move the file to the trash, unless something uses it."""
    if not trash_unused(file):
        return to_used_file(request, file)
    messages.success(request, _("%(name)s is in the trash.") % {"name": file.name})
    return redirect("desk_library")


@require_POST
@owner_page
def restore_library_file(request: HttpRequest, file: MediaFile) -> HttpResponse:
    restore_file(file)
    messages.success(request, _("It is back, with its address."))
    return to_file(request, file)


@require_POST
@owner_page
def erase_library_file(request: HttpRequest, file: MediaFile) -> HttpResponse:
    """Delete a file in the trash for ever, unless something uses it again."""
    if file.trashed_at is None:
        raise PermissionDenied
    if not delete_unused(file):
        return to_used_file(request, file)
    messages.success(request, _("%(name)s is deleted for ever.") % {"name": file.name})
    return redirect("desk_library")


@require_safe
@owner_page
def original_file(request: HttpRequest, file: MediaFile) -> HttpResponseBase:
    """The file as it was uploaded, or that of readers if it was not kept."""
    response = file_response(request, *places.stored_original(file.content), filename=file.name)
    response.headers["Cache-Control"] = PRIVATE
    return response


def to_used_file(request: HttpRequest, file: MediaFile) -> HttpResponse:
    messages.error(request, _("Something uses it still, so it was not deleted."))
    return to_file(request, file)


def to_file(request: HttpRequest, file: MediaFile) -> HttpResponse:
    return redirect("desk_file", file.token)
