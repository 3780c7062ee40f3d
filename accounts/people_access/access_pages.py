"""The page of the admin on how a person gets in, for administrators who confirm who they are."""

from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.models import Invitation, UserSession
from accounts.people_access.person_access import access_of, remove_second_factor
from articles.models import User
from blog.recent_sign_in import recently_authenticated
from desk.pages.signed_in import View

FOLDER = "admin/accounts/"


def person_page(view: View) -> View:
    """A page of the admin about one person."""

    @wraps(view)
    def page(request: HttpRequest, person: int, **kwargs: Any) -> Any:
        if not getattr(request.user, "is_superuser", False):
            raise PermissionDenied
        with audit.came_from(request):
            return view(request, get_object_or_404(User, pk=person), **kwargs)

    return admin.site.admin_view(recently_authenticated(page))


@person_page
def person_access(request: HttpRequest, person: User) -> HttpResponse:
    return shown(request, person, "person_access.html", access=access_of(person))


@person_page
def take_second_factor(request: HttpRequest, person: User) -> HttpResponse:
    if request.method != "POST":
        return shown(request, person, "take_second_factor.html", access=access_of(person))
    remove_second_factor(person, by=request.user)
    words = _("%(name)s signs in with the password alone now, and is signed out everywhere.")
    messages.success(request, words % {"name": person})
    return redirect("person_access", person.pk)


@require_POST
@person_page
def end_session_of(request: HttpRequest, person: User, session: int) -> HttpResponse:
    get_object_or_404(UserSession, pk=session, user=person).end()
    return told_of_end(request, person, 1)


@require_POST
@person_page
def end_sessions_of(request: HttpRequest, person: User) -> HttpResponse:
    return told_of_end(request, person, UserSession.objects.end(person))


def told_of_end(request: HttpRequest, person: User, number: int) -> HttpResponse:
    audit.record(request.user, audit.Action.SESSIONS_ENDED, person, number=number)
    words = ngettext("%(n)d device is signed out.", "%(n)d devices are signed out.", number)
    messages.success(request, words % {"n": number})
    return redirect("person_access", person.pk)


@require_POST
@person_page
def withdraw_invitation_of(request: HttpRequest, person: User, invitation: int) -> HttpResponse:
    waiting = Invitation.objects.waiting().filter(invited_by=person)
    get_object_or_404(waiting, pk=invitation).withdraw(request.user)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("person_access", person.pk)


def shown(request: HttpRequest, person: User, template: str, **context: Any) -> HttpResponse:
    about = {
        **admin.site.each_context(request),
        "title": _("How %(name)s gets in") % {"name": person},
        "person": person,
        "is_oneself": person.pk == request.user.pk,
    }
    return TemplateResponse(request, FOLDER + template, about | context)
