"""What django-allauth asks of this site: who may sign in, and which sentences it says."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.sessions.known_browsers import greet_browser
from blog.client_address import client_address
from blog.recent_sign_in import has_signed_in_recently

WRONG_PASSWORD = _("Name and password do not fit.")
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
    "sign_in_again": _("Use an account of another site"),
}


class SignInAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG_PASSWORD,
        "incorrect_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves: an administrator invites them."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """All ways of signing in end here."""
        super().login(request, user)
        audit.record(user, audit.Action.SIGNED_IN, request=request)
        greet_browser(request, user)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        return not has_signed_in_recently(self.request)

    def get_client_ip(self, request: HttpRequest) -> str:
        return str(client_address(request) or "")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mails of accounts are ours (accounts/mails); the library sends none."""

    def is_safe_url(self, url: str) -> bool:
        """Whether one may be led there after signing in: to this host alone."""
        hosts, is_secure = {self.request.get_host()}, self.request.is_secure()
        return url_has_allowed_host_and_scheme(url, hosts, require_https=is_secure)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to say again who one is, the first one first."""
        found = super().get_reauthentication_methods(user)
        if not found:  # who has no password comes by another site
            found = [{"id": "sign_in_again", "url": reverse("sign_in_again")}]
        return [{**way, "description": WAYS[way["id"]]} for way in found]
