"""Pages of one's own account on which second factors are added and removed."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.identities.identity_links import ONLY_WAY_IN, has_other_way_in
from accounts.second_factor.passkey_options import has_passkeys, with_options
from articles.middleware import site_of

ACCOUNT = reverse_lazy("account")


class Recorded:
    """Mixin: the audit log tells of it."""

    action = audit.Action.SECOND_FACTOR_ADDED

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        request: HttpRequest = self.request  # type: ignore[attr-defined]
        audit.record(request.user, self.action, request.user, request=request)
        return response


class SetUpAppView(Recorded, ActivateTOTPView):
    template_name = "accounts/set_up_app.html"


class RemoveAppView(Recorded, DeactivateTOTPView):
    action = audit.Action.SECOND_FACTOR_REMOVED
    template_name = "accounts/question.html"
    success_url = ACCOUNT
    extra_context = {  # noqa: RUF012 - as in Django
        "heading": _("Remove the app?"),
        "words": _("Its codes will not be asked for any more, and do not work any more."),
        "button": _("Remove it"),
    }


class AddPasskeyView(Recorded, AddWebAuthnView):
    template_name = "accounts/add_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The library begins anew and drops the form that was sent.
        context = super().get_context_data(**kwargs) | kwargs
        return with_options(context) | {"has_passkeys": has_passkeys(self.request)}


class OwnPasskeys:
    """Mixin: the passkeys of the user."""

    success_url = ACCOUNT

    def get_queryset(self) -> QuerySet[Authenticator]:
        user = self.request.user  # type: ignore[attr-defined]
        found: QuerySet[Authenticator] = Authenticator.objects.filter(
            user=user, type=Authenticator.Type.WEBAUTHN
        )
        return found


class RenamePasskeyView(OwnPasskeys, EditWebAuthnView):
    template_name = "accounts/question.html"
    extra_context = {  # noqa: RUF012
        "heading": _("Rename the passkey"),
        "words": _("A name by which you know the device."),
        "button": _("Save"),
    }


class RemovePasskeyView(OwnPasskeys, Recorded, RemoveWebAuthnView):
    """Not for the only way in, of who has no password."""

    action = audit.Action.SECOND_FACTOR_REMOVED
    template_name = "accounts/question.html"
    extra_context = {  # noqa: RUF012
        "heading": _("Remove the passkey?"),
        "words": _("It will not sign you in any more. Delete it on your device too."),
        "button": _("Remove it"),
    }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_other_way_in(request.user, without=self.get_object()):
            messages.error(request, ONLY_WAY_IN)
            return redirect("account")
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response


class RecoveryCodesView(ViewRecoveryCodesView):
    """Shows the codes once. They are in the page as a file too, so that no address gives them."""

    template_name = "accounts/recovery_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        title = f"{site_of(self.request).title} · {self.request.user.get_username()}"
        return context | {"file": "\n".join([title, "", *context["unused_codes"], ""])}


class NewRecoveryCodesView(Recorded, GenerateRecoveryCodesView):
    template_name = "accounts/question.html"
    extra_context = {  # noqa: RUF012
        "heading": _("Make new recovery codes?"),
        "words": _("The ones that you have do not work after that."),
        "button": _("Make new codes"),
    }


set_up_app = SetUpAppView.as_view()
remove_app = RemoveAppView.as_view()
add_passkey = AddPasskeyView.as_view()
rename_passkey = RenamePasskeyView.as_view()
remove_passkey = RemovePasskeyView.as_view()
recovery_codes = RecoveryCodesView.as_view()
new_recovery_codes = NewRecoveryCodesView.as_view()
