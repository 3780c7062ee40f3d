"""The form with name and password."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.forms import UsernameField
from django.utils.translation import gettext_lazy as _

from accounts.sign_in.sign_in_adapter import WRONG_PASSWORD


class SignInForm(LoginForm):
    """Who may not open the desk gets the same answer as with a wrong password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attributes = {"autocomplete": "username webauthn", "autocapitalize": "none"}
        widget = forms.TextInput(attrs={**attributes, "autofocus": True})
        # Normalised as names of users are stored.
        self.fields["login"] = UsernameField(label=_("Username"), max_length=150, widget=widget)
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            max_length=4096,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )
        self.order_fields(["login", "password"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.user and not self.user.is_staff:
            raise forms.ValidationError(WRONG_PASSWORD)
        return cleaned
