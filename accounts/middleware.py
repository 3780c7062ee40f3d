"""What signed-in users need around their requests. Those of readers pass through."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.module_loading import import_string

from accounts.second_factor.requirement import lacks_second_factor
from accounts.sessions.known_browsers import remember_browser_name
from accounts.sessions.session_following import follow_session

# All that is left to who has yet to set up a second factor: a token, a connection or a profile by
# a password alone would go around it. Paths below these are theirs too.
TO_SET_UP = (
    *("account_login", "account_logout", "account_reauthenticate"),
    *("mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"),
)
View = Callable[[HttpRequest], HttpResponseBase]


class AccountPages:
    """For the admin and the desk: django-allauth's middleware, and the second factor.

    The library is imported with the first such request; what answers only readers needs none.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response
        self.paths = (reverse("admin:index"), reverse("desk"))
        self.account, self.free = reverse("account"), tuple(map(reverse, TO_SET_UP))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if not path.startswith(self.paths):
            return self.get_response(request)
        follow_session(request)
        is_free = path == self.account or path.startswith(self.free)
        if not is_free and lacks_second_factor(request):
            return redirect("account")
        response: HttpResponseBase = self.of_accounts(request)
        remember_browser_name(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer with the page that an exception of django-allauth names."""
        if not hasattr(request, "allauth"):
            return None
        response: HttpResponse | None = self.of_accounts.process_exception(request, error)
        return response

    @cached_property
    def of_accounts(self) -> Any:
        return import_string("allauth.account.middleware.AccountMiddleware")(self.get_response)
