"""Tells users of a sign-in in a browser in which they have not been before."""

from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.mails.letters import DEVICE
from accounts.mails.posting import post_later
from accounts.models import Attempts
from accounts.sessions.device_names import device_name
from accounts.sign_in_throttle import attempt_key
from blog.client_address import client_address

COOKIE = "browser"  # a random name that the browser keeps
COOKIE_SECONDS = 400 * 86_400


def greet_browser(request: HttpRequest, user: Any) -> None:
    """After each sign-in: a browser that is not known for this user is told of by mail."""
    name = request.COOKIES.get(COOKIE) or token_urlsafe(16)
    key, now = attempt_key("browser", str(user.pk), name), timezone.now()
    if Attempts.objects.filter(key=key, is_known=True).update(last=now):
        return
    Attempts.objects.update_or_create(key=key, defaults={"last": now, "is_known": True})
    request.browser_to_remember = name  # type: ignore[attr-defined]
    with override(settings.LANGUAGE_CODE):
        device = device_name(request.headers.get("User-Agent", ""))
    post_later(DEVICE, user, device=device, address=str(client_address(request) or "–"))


def remember_browser_name(request: HttpRequest, response: HttpResponseBase) -> None:
    """Give the browser its name, for the desk alone."""
    if name := getattr(request, "browser_to_remember", ""):
        response.set_cookie(
            COOKIE,
            name,
            max_age=COOKIE_SECONDS,
            path=reverse("desk"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
