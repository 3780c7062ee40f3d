"""What django-allauth asks of this site when somebody comes back from another one."""

import logging
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from accounts import audit
from accounts.identities.github_provider import SignInByGitHub
from accounts.identities.identity_links import person_with_address
from accounts.identities.oidc_provider import SignInByOpenID
from accounts.invitations.invitation_rows import Invitation
from accounts.mails.letters import CONNECTED
from accounts.mails.posting import post_later
from blog.identity_settings import GITHUB, OIDC, IdentityProvider
from blog.recent_sign_in import has_signed_in_recently

CLASSES = {GITHUB: SignInByGitHub, OIDC: SignInByOpenID}
CONNECT = "connect"
log = logging.getLogger(__name__)


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Providers come from the settings alone, and nobody is registered without an invitation."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        return [
            app_of(each)
            for each in settings.IDENTITY_PROVIDERS.values()
            if provider in (None, each.key, each.account_key)
        ]

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> Any:
        app = self.get_app(request, provider)
        return CLASSES[app.provider](request, app=app)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        **more: Any,
    ) -> None:
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(redirect(way_back(request)))
        log.warning("Signing in by %s failed: %s", provider.name, exception or error)
        refuse(request, could_not(provider.name))

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find out who it is. Ends in an exception with the answer, unless somebody signs in."""
        sociallogin.token = None  # nothing is asked of the other site later
        name, state = sociallogin.provider.name, sociallogin.state
        nonce = str(getattr(sociallogin, "nonce", state["nonce"]))
        if not constant_time_compare(nonce, state["nonce"]):
            log.warning("Signing in by %s failed: wrong nonce", name)
            refuse(request, could_not(name))
        if state["process"] == CONNECT:
            connect_identity(request, sociallogin)
        if not sociallogin.is_existing and not invitation_of(sociallogin):
            self.find_by_address(request, sociallogin)
        if sociallogin.is_existing and not may_sign_in(sociallogin.user):
            refuse(request, unknown(name))

    def find_by_address(self, request: HttpRequest, sociallogin: Any) -> None:
        person = person_with_address(sociallogin.email_addresses)
        if person is None:
            refuse(request, unknown(sociallogin.provider.name))
        store_connection(request, sociallogin, person)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        if not invitation_of(sociallogin):
            refuse(request, unknown(sociallogin.provider.name))
        return True


def app_of(provider: IdentityProvider) -> SocialApp:
    """The provider in django-allauth's words. Nothing of it is stored."""
    found = SocialApp(provider=provider.key, name=provider.name, client_id=provider.client_id)
    found.provider_id, found.secret = provider.account_key, provider.secret
    found.settings = {"oauth_pkce_enabled": True, "server_url": provider.issuer}
    return found


def connect_identity(request: HttpRequest, sociallogin: Any) -> NoReturn:
    """Add it to the account of who is signed in and has begun it there."""
    user: Any = request.user
    is_theirs = user.is_authenticated and str(user.pk) == sociallogin.state["data"].get("user")
    if not is_theirs or not has_signed_in_recently(request):
        refuse(request, could_not(sociallogin.provider.name))
    if not sociallogin.is_existing:
        store_connection(request, sociallogin, user)
    elif sociallogin.user != user:
        refuse(request, _("Somebody else here uses this account. Choose another one."))
    words = _("You can sign in by %(site)s now.") % {"site": sociallogin.provider.name}
    messages.success(request, words)
    raise ImmediateHttpResponse(redirect("account"))


def store_connection(request: HttpRequest, sociallogin: Any, person: Any) -> None:
    """Store the connection. Refused if another request has just stored it."""
    name = sociallogin.provider.name
    try:
        with transaction.atomic():
            sociallogin.connect(request, person)
            audit.record(person, audit.Action.IDENTITY_CONNECTED, person, request, site=name)
    except IntegrityError:
        refuse(request, could_not(name))
    post_later(CONNECTED, person, provider=name)


def invitation_of(sociallogin: Any) -> Invitation | None:
    """The invitation that is being taken, if it can still be."""
    token = (sociallogin.state.get("data") or {}).get("invitation", "")
    found: Invitation | None = Invitation.objects.of_link(token) if token else None
    return found


def may_sign_in(user: Any) -> bool:
    return bool(user.is_active and user.is_staff)


def way_back(request: HttpRequest) -> str:
    return "account" if request.user.is_authenticated else "account_login"


def refuse(request: HttpRequest, words: str) -> NoReturn:
    request.is_identity_refused = True  # type: ignore[attr-defined]
    messages.error(request, words)
    raise ImmediateHttpResponse(redirect(way_back(request)))


def could_not(name: str) -> str:
    return _("%(site)s could not sign you in. Try again.") % {"site": name}


def unknown(name: str) -> str:
    """The same for those who are unknown and those who may not come in."""
    words = _(
        "Nobody here signs in by this account of %(site)s. Sign in another way, then connect it on"
        " the page of your account."
    )
    return words % {"site": name}
