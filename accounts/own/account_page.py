"""The first page of one's own account, and the question who one is."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.identities.identity_links import listed_identities
from accounts.own.session_pages import listed_sessions
from accounts.second_factor.passkey_options import has_passkeys, with_options
from accounts.second_factor.requirement import FACTORS, is_asked_of
from accounts.sign_in_throttle import Secret, ThrottledView
from desk.pages.rooms import room_page
from desk.pages.signed_in import desk_page


@desk_page
def account(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    kinds: dict[str, list[Authenticator]] = {"totp": [], "webauthn": [], "recovery_codes": []}
    for found in Authenticator.objects.filter(user=user).order_by("pk"):
        kinds[found.type].append(found)
    codes = [len(each.wrap().get_unused_codes()) for each in kinds["recovery_codes"]]
    context = {
        "app": next(iter(kinds["totp"]), None),
        "passkeys": kinds["webauthn"],
        "codes_left": codes[0] if codes else None,
        "has_passkeys": has_passkeys(request),
        "sessions": listed_sessions(request),
        "identities": listed_identities(user),
        "providers": settings.IDENTITY_PROVIDERS.values(),
        "must_add": is_asked_of(user) and not any(kinds[each] for each in FACTORS),
    }
    return room_page(request, "accounts/account.html", context)


class Again:
    """Mixin: the same page for each way to say who one is."""

    template_name = "accounts/confirm.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return with_options(super().get_context_data(**kwargs))  # type: ignore[misc]


class PasswordAgainPage(Again, ThrottledView, ReauthenticateView):
    pass


class CodeAgainPage(Again, ThrottledView, CodeAgainView):
    secret = Secret.CODE


class PasskeyAgainPage(Again, ThrottledView, ReauthenticateWebAuthnView):
    secret = Secret.PASSKEY


password_again = PasswordAgainPage.as_view()
code_again = CodeAgainPage.as_view()
passkey_again = PasskeyAgainPage.as_view()
