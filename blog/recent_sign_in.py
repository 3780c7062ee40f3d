"""Asks those who signed in a while ago for their password again, before they do what is delicate.

A stranger at a machine that was left alone can then read, but neither lock the owner out nor take
the whole site with them.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

# In the session: when it began, in seconds since 1970
SIGNED_IN_AT = "signed_in_at"
View = Callable[..., HttpResponseBase]


def has_signed_in_recently(request: HttpRequest) -> bool:
    """Whether the user gave a password, a code or a passkey in the last CONFIRM_MINUTES."""
    if not settings.CONFIRM_MINUTES:
        return True
    records = get_authentication_records(request, request.user)
    moments = [record["at"] for record in records] + [request.session.get(SIGNED_IN_AT, 0)]
    return timezone.now().timestamp() - max(moments) < settings.CONFIRM_MINUTES * 60


def recently_authenticated(view: View) -> View:
    """Decorate a view of signed-in users: who signed in long ago confirms first, and comes back.

    A form that was sent is sent again after that, without its passwords.
    """

    @wraps(view)
    def confirmed_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require_recent_sign_in(request)
        return view(request, *args, **kwargs)

    return confirmed_view


def require_recent_sign_in(request: HttpRequest) -> None:
    """Raise what the middleware answers with the page that asks for the password."""
    if has_signed_in_recently(request):
        return
    kept = request.POST.copy()
    for name in [name for name in kept if "password" in name]:
        del kept[name]  # the session keeps the form until then
    request.POST = kept  # type: ignore[assignment]
    raise ReauthenticationRequired
