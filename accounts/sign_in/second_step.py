"""After the password: a code or a passkey. Or a passkey alone, in place of both."""

from typing import Any

from allauth.mfa.base.views import AuthenticateView, TrustView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.second_factor.passkey_options import with_options
from accounts.sign_in.sign_in_page import OurSite
from accounts.sign_in_throttle import Secret, ThrottledView


class CodeView(OurSite, ThrottledView, AuthenticateView):
    template_name = "accounts/code.html"
    secret = Secret.CODE

    def throttled_name(self) -> str:
        return str(self.stage.login.user.get_username())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = with_options(super().get_context_data(**kwargs))
        types = self.stage.login.user.authenticator_set.values_list("type", flat=True)
        return context | {"types": set(types)}


class RememberView(OurSite, TrustView):
    template_name = "accounts/remember.html"


class PasskeySignInView(ThrottledView, LoginWebAuthnView):
    """GET tells a script what to ask the browser for; POST has its answer."""

    secret = Secret.PASSKEY

    def throttled_name(self) -> str:
        return ""

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.cleaned_data["credential"].user
        if not (user.is_active and user.is_staff):
            return self.form_invalid(form)
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("This passkey does not fit. Sign in with your password."))
        query = urlencode({"next": self.request.POST.get("next", "")})
        return redirect(f"{reverse('account_login')}?{query}")


enter_code = CodeView.as_view()
remember_browser = RememberView.as_view()
passkey_sign_in = PasskeySignInView.as_view()
