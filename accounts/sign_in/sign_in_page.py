"""The sign-in page, also for the admin, and signing out."""

from typing import Any

from allauth.account.views import LoginView, LogoutView
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from accounts.sign_in.password_form import SignInForm
from accounts.sign_in_throttle import ThrottledView


class OurSite:
    """Mixin: `site` is that of our templates, not the host of the request."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context.pop("site", None)
        return context


class SignInView(OurSite, ThrottledView, LoginView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"

    def throttled_name(self) -> str:
        return self.request.POST.get("login", "")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead on who may open the desk already. Others see the form, so that nobody is led back
        and forth."""
        if admin.site.has_permission(request):
            return redirect(self.get_success_url() or resolve_url(settings.LOGIN_REDIRECT_URL))
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "next": self.get_success_url() or "",
            "next_name": REDIRECT_FIELD_NAME,
            "providers": settings.IDENTITY_PROVIDERS.values(),
        }


@method_decorator(require_POST, name="dispatch")
class SignOutView(LogoutView):
    def get_redirect_url(self) -> str:
        return resolve_url(settings.LOGIN_URL)


def sign_in(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    response: HttpResponse = SignInView.as_view()(request, **kwargs)
    return response


sign_out = SignOutView.as_view()
