"""Ends the user's other sessions, one or all."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import UserSession
from accounts.sessions.device_names import device_name
from desk.pages.signed_in import desk_page


def listed_sessions(request: HttpRequest) -> list[dict[str, Any]]:
    """The open sessions of the user, the present one first."""
    here = request.session.session_key
    rows = UserSession.objects.open_of(request.user)
    listed = [
        {"row": row, "device": device_name(row.user_agent), "is_here": row.session_key == here}
        for row in rows
    ]
    return sorted(listed, key=lambda each: not each["is_here"])


@require_POST
@desk_page
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    messages.success(request, _("That device is signed out."))
    return redirect("account")


@require_POST
@desk_page
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    UserSession.objects.end(request.user, but=request.session.session_key)
    messages.success(request, _("All other devices are signed out."))
    return redirect("account")
