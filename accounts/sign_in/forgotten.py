"""A forgotten password: asking for a link, and choosing a new one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.mails.letters import CHANGED
from accounts.mails.posting import post_later, post_reset_later, sends_mail
from accounts.models import UserSession
from accounts.sign_in_throttle import Secret, SignInAttempt, too_many_attempts


class ForgottenForm(forms.Form):
    name = forms.CharField(
        label=_("Username or address"),
        max_length=254,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True}),
    )


def forgotten_password(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether somebody has the name or not."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and sends_mail() and form.is_valid():
        name = form.cleaned_data["name"]
        if seconds := SignInAttempt(request, name, Secret.RESET).begin():
            return too_many_attempts(request, seconds)
        post_reset_later(name)
        return render(request, "accounts/forgotten.html", {"is_sent": True})
    context = {"form": form, "sends_mail": sends_mail()}
    return render(request, "accounts/forgotten.html", context)


class NewPasswordView(PasswordResetConfirmView):
    """Django's: the link works once, and its secret leaves the address at once."""

    template_name = "accounts/new_password.html"
    success_url = reverse_lazy("account_login")

    def get_user(self, uidb64: str) -> Any:
        """The user of the link; nobody if the account is disabled."""
        user = super().get_user(uidb64)
        return user if user and user.is_active else None

    def form_valid(self, form: Any) -> HttpResponse:
        form.save()
        tell_of_new_password(self.request, self.user)
        messages.success(self.request, _("You have a new password. Sign in with it."))
        return redirect(self.success_url)


def tell_of_new_password(request: HttpRequest, user: Any) -> None:
    """What follows each change of a password: other sessions end, a mail tells of it."""
    UserSession.objects.end(user, but=request.session.session_key)
    audit.record(user, audit.Action.PASSWORD_CHANGED, user, request=request)
    post_later(CHANGED, user)


new_password = NewPasswordView.as_view()
