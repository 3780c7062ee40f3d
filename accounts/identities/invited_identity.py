"""Taking an invitation by an account of another site: only the name is left to choose."""

from typing import Any

from allauth.socialaccount.views import SignupView
from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import UsernameField
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts import audit
from accounts.identities.identity_adapter import invitation_of, refuse, store_connection, unknown


class InvitedNameForm(forms.ModelForm[Any]):
    class Meta:
        model = get_user_model()
        fields = ("username", "display_name")
        field_classes = {"username": UsernameField}  # noqa: RUF012 - as in Django


class InvitedIdentityView(SignupView):
    template_name = "accounts/invited_identity.html"

    def get_form_class(self) -> Any:
        return InvitedNameForm

    def get_form_kwargs(self) -> dict[str, Any]:
        found: dict[str, Any] = super().get_form_kwargs()
        told = found.pop("sociallogin").account.extra_data
        found["initial"] = {"username": told.get("label"), "display_name": told.get("name")}
        return found

    def form_valid(self, form: Any) -> HttpResponse:
        if not self.take(form.save(commit=False)):
            refuse(self.request, unknown(self.sociallogin.provider.name))
        self.request.session.flush()
        words = _("Welcome! Sign in by %(site)s from now on.")
        messages.success(self.request, words % {"site": self.sociallogin.provider.name})
        return redirect("account_login")

    @transaction.atomic
    def take(self, user: Any) -> bool:
        found = invitation_of(self.sociallogin)
        user.set_unusable_password()
        with audit.came_from(self.request):
            if found is None or not found.take(user):
                return False
            store_connection(self.request, self.sociallogin, user)
        return True


invited_identity = InvitedIdentityView.as_view()
