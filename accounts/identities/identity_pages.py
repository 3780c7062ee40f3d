"""Leaving for another site, and coming back from it.

The answer to a form may lead to this host alone (form-action of the policy). So it is a page that
leads on by itself, and has a link.
"""

import logging
from secrets import token_urlsafe
from typing import Any

import requests
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.identities.identity_adapter import could_not, way_back
from accounts.sign_in_throttle import Secret, SignInAttempt, too_many_attempts

log = logging.getLogger(__name__)


@require_POST
def sign_in_with(request: HttpRequest, provider: str) -> HttpResponse:
    """Sign in by another site; with `invitation`, make an account that signs in by it."""
    aim = request.POST.get("next", "")
    data = {"invitation": request.POST.get("invitation", "")}
    is_safe = bool(aim) and get_account_adapter().is_safe_url(aim)
    return leave(request, provider, AuthProcess.LOGIN, data, aim if is_safe else None)


def leave(
    request: HttpRequest, key: str, process: str, data: dict[str, str], aim: str | None = None
) -> HttpResponse:
    """The page that leads to the other site. What is needed on the way back is in the session."""
    provider, nonce = known_provider(request, key), token_urlsafe(24)
    parameters = {"nonce": nonce}
    if request.user.is_authenticated:
        parameters["prompt"] = "login"  # somebody else may sit there
    try:
        steps = {"next_url": aim, "data": data, "auth_params": parameters, "nonce": nonce}
        address = provider.redirect(request, process, **steps)["Location"]
    except (requests.RequestException, OAuth2Error, KeyError, ValueError) as error:
        log.warning("%s cannot be asked: %s", provider.name, error)
        messages.error(request, could_not(provider.name))
        return redirect(way_back(request))
    context = {"address": address, "name": provider.name}
    response = render(request, "accounts/leave.html", context)
    response.headers["Refresh"] = f"0; url={address}"
    response.headers["Cache-Control"] = "no-store"
    return response


@require_GET
def identity_callback(request: HttpRequest, provider: str) -> HttpResponse:
    """Where the other site sends people back. A wrong answer counts as a wrong password."""
    steps = type(known_provider(request, provider)).oauth2_adapter_class
    attempt = SignInAttempt(request, "", Secret.IDENTITY)
    if seconds := attempt.begin():
        return too_many_attempts(request, seconds)
    try:
        response: HttpResponse = OAuth2CallbackView.adapter_view(steps)(request)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        log.warning("The answer of %s cannot be read: %r", provider, error)
        messages.error(request, could_not(settings.IDENTITY_PROVIDERS[provider].name))
        request.is_identity_refused = True  # type: ignore[attr-defined]
        response = redirect(way_back(request))
    if getattr(request, "is_identity_refused", False):
        attempt.fail()
    else:
        attempt.succeed()
    return response


def known_provider(request: HttpRequest, key: str) -> Any:
    if key not in settings.IDENTITY_PROVIDERS:
        raise Http404("no such provider")
    return get_adapter().get_provider(request, key)
