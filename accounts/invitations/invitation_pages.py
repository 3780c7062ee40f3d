"""The page on which administrators invite, and that on which an invitation is taken."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.invitations.invitation_rows import Invitation
from accounts.mails.account_links import reset_path
from accounts.mails.posting import post_invitation_later, sends_mail
from articles.middleware import absolute_url
from blog.recent_sign_in import recently_authenticated
from desk.pages.rooms import room_page
from desk.pages.signed_in import View, desk_page

ADMINISTRATOR = "administrator"


class InvitationForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("Address"), max_length=254)
    role = forms.ChoiceField(label=gettext_lazy("Role"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(str(group.pk), _(group.name)) for group in Group.objects.order_by("pk")]
        field: Any = self.fields["role"]
        field.choices = [*roles, (ADMINISTRATOR, _("administrator"))]

    def chosen_role(self) -> Group | None:
        """The chosen group; None for an administrator."""
        chosen = self.cleaned_data["role"]
        return None if chosen == ADMINISTRATOR else Group.objects.get(pk=chosen)


class NewAccountForm(BaseUserCreationForm):
    """Name and password of who is invited. Passkeys can be added after that."""

    class Meta(BaseUserCreationForm.Meta):
        model = get_user_model()
        fields = ("username", "display_name")


def administrators_page(view: View) -> View:
    """A page of the desk for administrators, who confirm who they are."""

    @desk_page
    def guarded_view(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not getattr(request.user, "is_superuser", False):
            raise PermissionDenied
        return recently_authenticated(view)(request, *args, **kwargs)

    return guarded_view


@administrators_page
def invitations(request: HttpRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = Invitation.make(form.cleaned_data["email"], form.chosen_role(), by=request.user)
        invited = audit.Action.PERSON_INVITED
        audit.record(request.user, invited, made, request, role=made.role_name)
        post_invitation_later(made)
        messages.success(request, _("%(address)s is invited.") % {"address": made.email})
        return redirect("invitations")
    waiting = Invitation.objects.waiting().select_related("role").order_by("-made_at")
    context = {
        "form": form,
        "waiting": [(each, absolute_url(request, each.path)) for each in waiting],
        "sends_mail": sends_mail(),
    }
    return room_page(request, "accounts/invitations.html", context)


@require_POST
@administrators_page
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    with audit.came_from(request):
        get_object_or_404(Invitation.objects.waiting(), pk=pk).withdraw(request.user)
    return redirect("invitations")


@require_POST
@administrators_page
def make_password_link(request: HttpRequest) -> HttpResponse:
    """Show a link with which somebody chooses a new password, for who gets no mails."""
    found: Any = get_user_model().objects.filter(username=request.POST.get("name", "")).first()
    if found is None:
        messages.error(request, _("Nobody here has this name."))
        return redirect("invitations")
    audit.record(request.user, audit.Action.PASSWORD_LINK_MADE, found, request=request)
    link = absolute_url(request, reset_path(found))
    return render(request, "accounts/password_link.html", {"link": link, "name": str(found)})


def take_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Make the account and lead to the sign-in page, where its password is used the first time."""
    found = Invitation.objects.of_link(token)
    form = NewAccountForm(request.POST or None)
    if found and request.method == "POST" and form.is_valid():
        with audit.came_from(request):
            is_taken = found.take(form.save(commit=False))
        if is_taken:
            messages.success(request, _("Welcome! Sign in with your new name and password."))
            return redirect("account_login")
        found = None
    context = {
        "invitation": found,
        "form": form,
        "providers": settings.IDENTITY_PROVIDERS.values(),
        "invitation_token": token,
    }
    return render(request, "accounts/take_invitation.html", context)
