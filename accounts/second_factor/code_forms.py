"""Forms of second factors."""

import time
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

# Seconds for which a code is valid: of three periods, because clocks differ
CODE_SECONDS = 90
NUMBERS = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code"}


def code_field() -> forms.CharField:
    return forms.CharField(
        label=_("Your code"), max_length=40, widget=forms.TextInput({**NUMBERS, "autofocus": True})
    )


class OnceMixin:
    """A code of the app is accepted once by all processes: the library knows its own only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field()  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if not use_once(self.authenticator, code):  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(OnceMixin, AuthenticateForm):
    pass


class ConfirmCodeForm(OnceMixin, ReauthenticateForm):
    pass


class AppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field()


class PasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["name"].max_length = _("Name of the passkey"), 80


@transaction.atomic
def use_once(authenticator: Authenticator, code: str) -> bool:
    """Whether the code of the app was not used before. Recovery codes are used up already."""
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    now, digits = time.time(), "".join(filter(str.isdigit, code))
    used = [each for each in row.data.get("used", []) if now - each[1] < CODE_SECONDS]
    if digits in [each[0] for each in used]:
        return False
    row.data["used"] = [*used, [digits, now]]
    row.save(update_fields=["data"])
    authenticator.data = row.data
    return True
